import { kept } from '../shop';
import type { CheckoutValues } from './form';

const KEY = kept('checkout').key;

/** What was typed and is not whole enough for the cart, for as long as the tab is open. */
export const draft = {
  get(cart: string): CheckoutValues | null {
    try {
      const found = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as { cart: string; values: CheckoutValues } | null;
      return found?.cart === cart ? found.values : null;
    } catch {
      return null;
    }
  },
  set(cart: string, values: CheckoutValues): void {
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ cart, values }));
    } catch {
      // No storage: a reload loses what was not whole.
    }
  },
  clear(): void {
    sessionStorage.removeItem(KEY);
  },
};
