import type { Page } from '@playwright/test';
import { data } from '@sharpcommerce/client';
import { expect, expectAccessible, newShop, test } from './support';

const STRIPE = process.env.BROWSER_TESTS_STRIPE ?? '';
const PAYPAL = process.env.BROWSER_TESTS_PAYPAL ?? '';

test.skip(STRIPE === '' || PAYPAL === '', 'scripts/browser-tests starts the fake providers.');
// PayPal's page and Stripe's script are others'.
test.use({ tolerated: /foreign request: (http:\/\/127\.0\.0\.1|https:\/\/js\.stripe\.com)/ });

/** A shop with one product and both providers' keys. */
async function payingShop() {
  const shop = await newShop('USD');
  await shop.operator.POST('/admin/products', {
    body: { title: 'Hand Grinder', status: 'published', variants: [{ price: { amount: 7900, currency: 'USD' }, stock: 20 }] },
  });
  const set = (id: string, settings: Record<string, string>) =>
    shop.operator.PUT('/admin/payment-providers/{id}', { params: { path: { id } }, body: { enabled: true, settings } });
  const { items } = await data(shop.operator.GET('/admin/payment-providers'));
  const named = (id: string, values: readonly string[]) =>
    Object.fromEntries(items.find(one => one.id === id)!.fields.map((field, index) => [field.name, values[index] ?? '']));
  await set('stripe', named('stripe', ['sk_test_fakepay', 'pk_test_fakepay', 'whsec_fakepay']));
  await set('paypal', named('paypal', ['client-fakepay', 'secret-fakepay', 'sandbox', 'WHFAKEPAY']));
  return shop;
}

/** Up to the button that places the order. */
async function checkOut(page: Page, slug: string, provider: RegExp) {
  await page.goto(`/p/hand-grinder?tenant=${slug}`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Check out' }).click();
  await page.getByLabel('Email address').fill('grace@example.com');
  await page.getByLabel('Full name').fill('Grace Hopper');
  await page.getByLabel('Street and number').fill('1 Main Street');
  await page.getByLabel('Postal code').fill('22201');
  await page.getByLabel('City').fill('Arlington');
  await page.getByLabel('State or province').fill('VA');
  await page.getByLabel('State or province').blur();
  await expect(page.getByRole('radio', { name: /Standard/ })).toBeChecked();
  await page.getByRole('radio', { name: provider }).check();
  await page.getByRole('button', { name: 'Place order' }).click();
}

test('a shopper goes to PayPal, comes back without having paid, and pays at the second try', async ({ page }) => {
  const { slug, operator } = await payingShop();
  await checkOut(page, slug, /PayPal/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  // What is not known yet, or not paid, is never called failed.
  await expect(
    page.getByText('Your payment is not finished').or(page.getByText('Your payment is being confirmed')),
  ).toBeVisible();
  await expectAccessible(page, 'a payment that is not finished');
  await page
    .getByRole('button', { name: /Go on with the payment|Try again/ })
    .or(page.getByRole('link', { name: 'Go on with the payment' }))
    .first()
    .click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Confirmed', { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  const { items } = await data(operator.GET('/admin/orders'));
  expect(items).toHaveLength(1);
  expect(items[0]!.status).toBe('confirmed');
  expect(items[0]!.paymentStatus).toBe('authorized');
});

test("a shopper pays by Stripe's form, declined at first", async ({ page }) => {
  const { slug, operator } = await payingShop();
  // Stripe's own script is not to be had here: one that does what it does, at the fake provider.
  let card = 'pm_card_visa_chargeDeclined';
  await page.exposeFunction('pay', async (intent: string) => {
    await fetch(`${STRIPE}/pages/payment_intents/${intent}`, {
      method: 'POST',
      body: new URLSearchParams({ card }),
      redirect: 'manual',
    });
    const declined = card !== 'pm_card_visa';
    card = 'pm_card_visa';
    return declined;
  });
  await page.route('https://js.stripe.com/**', route =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `window.Stripe = key => ({
        elements: options => ({ clientSecret: options.clientSecret, update() {}, create: () => ({ mount: place => { place.textContent = 'form of ' + key; }, on: (event, listener) => { if (event === 'ready') setTimeout(listener, 0, {}); }, destroy() {} }) }),
        confirmPayment: async ({ elements, confirmParams }) => {
          if (await window.pay(elements.clientSecret.split('_secret')[0])) return { error: { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' } };
          location.assign(confirmParams.return_url);
          return new Promise(() => {});
        },
      });`,
    }),
  );
  await checkOut(page, slug, /Stripe|Card/);
  await expect(page.getByText('form of pk_test_fakepay')).toBeVisible();
  await expectAccessible(page, "Stripe's form");
  const pay = page.getByRole('button', { name: /^Pay / });
  await pay.click();
  await expect(page.getByText('Your card was declined.')).toBeVisible();
  await pay.click();
  await expect(page.getByText('Confirmed', { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  const { items } = await data(operator.GET('/admin/orders'));
  expect(items).toHaveLength(1);
  expect(items[0]!.total).toEqual(items[0]!.payments.at(-1)!.amount);
  expect(items[0]!.paymentStatus).toBe('authorized');
});
