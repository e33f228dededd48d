import { data } from '@sharpcommerce/client';
import {
  expect,
  expectAccessible,
  expectNoSideways,
  operatorClient,
  shopClient,
  signInToAdmin,
  staffClient,
  test,
  unique,
} from './support';

test('a guest finds a product, chooses, buys on invoice, and staff see the order', async ({ page }) => {
  await page.goto('/?tenant=aurora');
  await expect(page.getByRole('heading', { level: 1, name: 'Aurora Outfitters' })).toBeVisible();
  await expectAccessible(page, 'home');

  // Suggestions by the keyboard.
  const search = page.getByRole('combobox', { name: 'Search' });
  await search.fill('sneak');
  await expect(page.getByRole('option', { name: /Canvas Sneakers/ })).toBeVisible();
  await search.press('ArrowDown');
  await search.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Canvas Sneakers' })).toBeVisible();
  await expectAccessible(page, 'product');

  await page.getByRole('group', { name: /Size/ }).getByText('42', { exact: true }).click();
  await expect(page).toHaveURL(/variant=/);
  await page.getByRole('spinbutton', { name: 'Quantity' }).fill('2');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  const drawer = page.getByRole('dialog', { name: 'Your cart' });
  await expect(drawer.getByText('Canvas Sneakers')).toBeVisible();
  await expectAccessible(page, 'cart drawer');

  // The cart is there after a reload.
  await page.reload();
  await expect(page.getByRole('button', { name: 'Cart, 2 items' })).toBeVisible();
  await page.goto('/cart?tenant=aurora');
  await expect(page.getByRole('heading', { level: 1, name: 'Your cart' })).toBeVisible();
  await expect(page.getByText('€118.00').first()).toBeVisible();
  await expectAccessible(page, 'cart');

  await page.getByRole('link', { name: 'Check out' }).click();
  await page.getByLabel('Email address').fill('grace@example.com');
  await page.getByLabel('Full name').fill('Grace Hopper');
  await page.getByLabel('Street and number').fill('Hauptstraße 1');
  await page.getByLabel('Postal code').fill('10117');
  await page.getByLabel('City').fill('Berlin');
  await page.getByLabel('City').blur();
  await expect(page.getByRole('radio', { name: /Standard/ })).toBeChecked();
  await expectAccessible(page, 'checkout');
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Thank you for your order' })).toBeVisible();
  await expectAccessible(page, 'confirmation');
  const id = /orders\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  await expect(page.getByRole('button', { name: 'Cart', exact: true })).toBeVisible();

  const staff = await staffClient('aurora');
  const order = await data(staff.GET('/admin/orders/{id}', { params: { path: { id } } }));
  expect(order.total).toEqual({ amount: 12300, currency: 'EUR' });
  expect(order.status).toBe('confirmed');
  await signInToAdmin(page, 'aurora');
  await page.getByRole('link', { name: 'Orders', exact: true }).click();
  await page.getByRole('link', { name: String(order.number), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Order ${order.number}` })).toBeVisible();
  await expect(page.getByText('grace@example.com')).toBeVisible();
});

test('filters, sorting and pages of a list are in its address', async ({ page }) => {
  await page.goto('/c/knitwear?tenant=aurora');
  await expect(page.getByRole('heading', { level: 1, name: 'Knitwear' })).toBeVisible();
  await expectAccessible(page, 'category');
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('price_asc');
  await expect(page).toHaveURL(/sort=price_asc/);
  const titles = page.getByRole('article').getByRole('heading');
  await expect(titles.first()).toHaveText('Wool Beanie');
  await page.getByLabel('From').fill('80');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/min=8000/);
  await expect(page.getByText('Wool Beanie')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Sort by' })).toHaveValue('price_asc');
  await page.getByRole('button', { name: /Remove filter/ }).click();
  await expect(titles.first()).toHaveText('Wool Beanie');
  await page.goto('/search?tenant=aurora&q=nothing-like-this');
  await expect(page.getByText('Nothing found')).toBeVisible();
});

test('a customer registers, the cart comes along, and orders are in the account', async ({ page }) => {
  const email = `${unique('ada')}@example.com`;
  await page.goto('/p/wool-beanie?tenant=aurora');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.goto('/account?tenant=aurora');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expectAccessible(page, 'sign-in');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Name').fill('Ada Lovelace');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('difference engine 2');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hello, Ada Lovelace' })).toBeVisible();
  await expectAccessible(page, 'account');
  await expect(page.getByRole('button', { name: 'Cart, one item' })).toBeVisible();

  // Signed out, the cart is gone from this device; another one that a guest fills joins it at the next sign-in.
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Cart', exact: true })).toBeVisible();
  await page.goto('/p/wool-socks?tenant=aurora');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.goto('/account/sign-in?tenant=aurora&next=/cart');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('difference engine 2');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your cart' })).toBeVisible();
  await expect(page.getByText('Wool Beanie')).toBeVisible();
  await expect(page.getByText('Wool Socks')).toBeVisible();

  await page.getByRole('link', { name: 'Check out' }).click();
  await page.getByLabel('Full name').fill('Ada Lovelace');
  await page.getByLabel('Street and number').fill('Unter den Linden 1');
  await page.getByLabel('Postal code').fill('10117');
  await page.getByLabel('City').fill('Berlin');
  await page.getByLabel('City').blur();
  await expect(page.getByRole('radio', { name: /Standard/ })).toBeChecked();
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Thank you for your order' })).toBeVisible();
  await page.goto('/account/orders?tenant=aurora');
  await expect(page.getByRole('link', { name: /^Order \d+/ })).toHaveCount(1);
  await expectAccessible(page, 'order history');
});

test('the shop of one tenant never shows the other', async ({ page }) => {
  await page.goto('/search?tenant=borealis');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('article').first()).toBeVisible();
  await expect(page.getByText('Canvas Sneakers')).toHaveCount(0);
  await page.goto('/p/canvas-sneakers?tenant=borealis');
  await expect(page.getByText('There is nothing here')).toBeVisible();

  // A cart of the one is not the other's, in the same browser.
  await page.goto('/p/wool-beanie?tenant=aurora');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.goto('/cart?tenant=borealis');
  await expect(page.getByText('Your cart is empty')).toBeVisible();

  // An order of the one, opened in the other.
  const aurora = shopClient('aurora');
  const { items } = await data(aurora.GET('/store/products', { params: { query: { q: 'beanie' } } }));
  const product = await data(aurora.GET('/store/products/{idOrSlug}', { params: { path: { idOrSlug: items[0]!.slug } } }));
  const cart = await data(
    aurora.POST('/store/carts', { body: { lines: [{ variantId: product.variants[0]!.id, quantity: 1 }] } }),
  );
  const shippingAddress = { name: 'A', line1: 'B', city: 'C', postalCode: '10117', country: 'DE' };
  await aurora.PATCH('/store/carts/{id}', {
    params: { path: { id: cart.id } },
    body: { email: 'a@example.com', shippingAddress },
  });
  const order = await data(
    aurora.POST('/store/carts/{id}/complete', {
      params: { path: { id: cart.id }, header: { 'Idempotency-Key': cart.id } },
      body: { payment: { provider: 'manual' } },
    }),
  );
  await page.goto(`/orders/${order.id}?tenant=borealis#token=${order.accessToken}`);
  await expect(page.getByText(`Order ${order.number}`)).toHaveCount(0);
  await page.goto(`/orders/${order.id}?tenant=aurora#token=${order.accessToken}`);
  await expect(page.getByRole('heading', { level: 1, name: `Order ${order.number}` })).toBeVisible();
});

test.describe('scripts in texts', () => {
  // The policy says so when the texts are only read to be cleaned.
  test.use({ tolerated: /Executing inline event handler violates/ });

  test('what a merchant writes does not run', async ({ page }) => {
    const operator = await operatorClient('aurora');
    const evil =
      '<script>window.hit=1</script><img src=x onerror="window.hit=2"><a href="javascript:window.hit=3">press</a><svg onload="window.hit=4"></svg>';
    const title = `${unique('Evil')} <img src=x onerror="window.hit=5">`;
    const product = await data(
      operator.POST('/admin/products', {
        body: {
          title,
          description: `<p>Harmless words</p>${evil}`,
          status: 'published',
          options: [{ name: '<b>Size</b>', values: ['<i>1</i>'] }],
          variants: [{ price: { amount: 100, currency: 'EUR' }, options: { '<b>Size</b>': '<i>1</i>' } }],
        },
      }),
    );
    try {
      for (const address of [
        `/p/${product.slug}?tenant=aurora`,
        '/?tenant=aurora',
        `/search?tenant=aurora&q=${encodeURIComponent('Evil')}`,
      ]) {
        await page.goto(address);
        await expect(page.getByText('onerror', { exact: false }).first()).toBeVisible();
        await page.waitForTimeout(200);
        expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
      }
      await page.goto(`/p/${product.slug}?tenant=aurora`);
      await expect(page.getByText('Harmless words')).toBeVisible();
      await page.getByText('press').click();
      expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
    } finally {
      await operator.DELETE('/admin/products/{id}', { params: { path: { id: product.id } } });
    }
  });
});

test('nothing scrolls sideways on a phone of 360 pixels, and the dark pages are readable', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, colorScheme: 'dark', locale: 'de-DE' });
  const page = await context.newPage();
  for (const path of [
    '/',
    '/c/shoes',
    '/search?q=wool',
    '/p/canvas-sneakers',
    '/cart',
    '/checkout',
    '/account/sign-in',
    '/account/register',
    '/track',
  ]) {
    await page.goto(`${path}${path.includes('?') ? '&' : '?'}tenant=aurora`);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await expectNoSideways(page, path);
    await expectAccessible(page, `${path}, dark`);
  }
  // The browser's language is shown.
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await context.close();
});

test('without a network the page says so, and what was typed is not lost', async ({ page, context }) => {
  await page.goto('/p/wool-beanie?tenant=aurora');
  await expect(page.getByRole('button', { name: 'Add to cart' })).toBeVisible();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByText('The server cannot be reached', { exact: false })).toBeVisible();
  await expect(page.getByText('You are offline', { exact: false })).toBeVisible();
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(page.getByRole('dialog', { name: 'Your cart' })).toBeVisible();
});

test.describe('without a shop', () => {
  test.use({ tolerated: /ProblemError/ });

  test('an address without a shop asks for one', async ({ page }) => {
    await page.goto('/');
    await page.getByLabel("The shop's name").fill('borealis');
    await page.getByRole('button', { name: 'Open' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Borealis Coffee' })).toBeVisible();
    await page.goto('/?tenant=nobody');
    await expect(page.getByText('There is no such shop')).toBeVisible();
  });
});
