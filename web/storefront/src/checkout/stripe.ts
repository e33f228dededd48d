// As much of Stripe.js as is used here. It has to come from Stripe itself and may not be bundled: https://docs.stripe.com/js/including

interface PaymentElement {
  mount(place: HTMLElement): void;
  on(event: 'ready' | 'loaderror', listener: (event: { error?: { message?: string } }) => void): void;
  destroy(): void;
}

export interface Appearance {
  theme: 'stripe' | 'night';
  variables: Record<string, string>;
}

export interface StripeElements {
  create(type: 'payment', options?: { layout?: 'tabs' | 'accordion' }): PaymentElement;
  update(options: { appearance?: Appearance; locale?: string }): void;
}

export interface Stripe {
  elements(options: { clientSecret: string; appearance?: Appearance; locale?: string }): StripeElements;
  /** Leads away to `return_url` when it went well; answers when it did not. */
  confirmPayment(options: {
    elements: StripeElements;
    confirmParams: { return_url: string };
  }): Promise<{ error?: { type: string; code?: string; message?: string } }>;
}

declare global {
  interface Window {
    Stripe?: (publishableKey: string) => Stripe;
  }
}

const ADDRESS = 'https://js.stripe.com/v3/';
let loading: Promise<void> | undefined;

/** Loads Stripe's script, once, and only on the page that needs it. */
export async function loadStripe(publishableKey: string): Promise<Stripe> {
  loading ??= new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = ADDRESS;
    script.async = true;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      loading = undefined;
      reject(new Error('Stripe.js was not loaded.'));
    };
    document.head.append(script);
  });
  await loading;
  if (!window.Stripe) throw new Error('Stripe.js has no Stripe.');
  return window.Stripe(publishableKey);
}

/** The colors of the page for Stripe's form, which is in a frame of its own and takes plain values only. */
export function appearance(): Appearance {
  const probe = document.createElement('span');
  document.body.append(probe);
  const color = (token: string): string => {
    probe.style.color = `var(--color-${token})`;
    return hex(getComputedStyle(probe).color);
  };
  const variables = {
    colorPrimary: color('ink'),
    colorBackground: color('surface'),
    colorText: color('text'),
    colorTextSecondary: color('muted'),
    colorDanger: color('danger'),
    fontFamily: getComputedStyle(document.body).fontFamily,
    fontSizeBase: '16px',
    borderRadius: '8px',
  };
  probe.remove();
  return { theme: isDark(variables.colorBackground) ? 'night' : 'stripe', variables };
}

function hex(color: string): string {
  const parts = color.match(/\d+(\.\d+)?/g)?.slice(0, 3) ?? [];
  return parts.length === 3 ? `#${parts.map(part => Math.round(Number(part)).toString(16).padStart(2, '0')).join('')}` : color;
}

function isDark(color: string): boolean {
  return Number.parseInt(color.slice(1, 3), 16) < 128;
}
