import { en as account } from './account/en';
import { en as cart } from './cart/en';
import { en as catalog } from './catalog/en';
import { en as checkout } from './checkout/en';
import { en as orders } from './orders/en';
import { en as shell } from './shell/en';

/** The words of the shop: one namespace for each folder, its English in `en.ts` beside the pages, other languages in files like `de.ts`. */
export const english = { shell, catalog, cart, checkout, orders, account };

/** Loads the words of another language. */
export async function words(language: 'de'): Promise<Record<string, object>> {
  return { de: async () => (await import('./messages.de')).german }[language]();
}

declare module '@sharpcommerce/ui' {
  interface Messages {
    shell: typeof shell;
    catalog: typeof catalog;
    cart: typeof cart;
    checkout: typeof checkout;
    orders: typeof orders;
    account: typeof account;
  }
}
