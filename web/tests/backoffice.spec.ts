import { data } from '@sharpcommerce/client';
import { PICTURE, realFile, SMALL_FILE } from './files';
import {
  ADMIN,
  expect,
  expectAccessible,
  expectNoSideways,
  newShop,
  operatorClient,
  shopClient,
  signInToAdmin,
  staffClient,
  test,
  unique,
} from './support';

/** A paid-for-later order of a guest. */
async function order(tenant: string, q = 'beanie') {
  const shop = shopClient(tenant);
  const { items } = await data(shop.GET('/store/products', { params: { query: { q } } }));
  const product = await data(shop.GET('/store/products/{idOrSlug}', { params: { path: { idOrSlug: items[0]!.slug } } }));
  const cart = await data(shop.POST('/store/carts', { body: { lines: [{ variantId: product.variants[0]!.id, quantity: 2 }] } }));
  const shippingAddress = { name: 'Grace Hopper', line1: 'Hauptstraße 1', city: 'Berlin', postalCode: '10117', country: 'DE' };
  await shop.PATCH('/store/carts/{id}', {
    params: { path: { id: cart.id } },
    body: { email: 'grace@example.com', shippingAddress },
  });
  return data(
    shop.POST('/store/carts/{id}/complete', {
      params: { path: { id: cart.id }, header: { 'Idempotency-Key': cart.id } },
      body: { payment: { provider: 'manual' } },
    }),
  );
}

test('staff create a product with variants and a picture, and shoppers see it', async ({ page }) => {
  const { slug, owner } = await newShop();
  await signInToAdmin(page, slug, owner);
  await expect(page.getByText('Ready for the first order')).toBeVisible();
  await page.getByRole('link', { name: 'Add a product' }).click();
  await page.getByLabel('Title', { exact: true }).fill('Canvas Boots');
  await page.getByLabel('Description', { exact: true }).fill('<p>Light boots.</p>');
  await page.locator('input[type=file]').setInputFiles(PICTURE);
  await page.getByLabel('What picture 1 shows').fill('Brown boots');
  await page.getByRole('button', { name: 'Add option' }).click();
  await page.getByLabel('Option 1', { exact: true }).fill('Size');
  const values = page.getByLabel('Values of Size');
  for (const value of ['41', '42']) {
    await values.fill(value);
    await values.press('Enter');
  }
  await page.getByLabel('One price for all').fill('79,00');
  await page.getByRole('button', { name: 'Fill in' }).click();
  await page.getByLabel('41: Stock').fill('3');
  await page.getByLabel('41: SKU').fill('CB-41');
  await page.getByLabel('42: Price (USD)').fill('not a price');
  await page.getByRole('combobox', { name: 'Status' }).selectOption('published');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Type an amount such as 19.90.')).toBeVisible();
  await page.getByLabel('42: Price (USD)').fill('81.50');
  await expectAccessible(page, 'product form');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Canvas Boots' })).toBeVisible();
  await expect(page.getByLabel('42: Price (USD)')).toHaveValue('81.50');

  // A change, and what the server says of a bad one at its field.
  await page.getByLabel('Name in the address').fill('Not A Slug!');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Name in the address')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Name in the address').fill('boots-of-canvas');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The product is saved.').first()).toBeVisible();

  await page.goto(`/p/boots-of-canvas?tenant=${slug}`);
  await expect(page.getByRole('img', { name: 'Brown boots' })).toBeVisible();
  await expect(page.getByText('Only 3 left')).toBeVisible();
  await page.getByText('42', { exact: true }).click();
  await expect(page.getByText('US$81.50')).toBeVisible();
});

test.describe('a product file', () => {
  // Pictures of an imported file lie where it says.
  test.use({ tolerated: /foreign request: https:\/\/\w+\.shopify/ });

  test('staff import a product file and see its faulty rows', async ({ page }) => {
    test.info().annotations.push({
      type: 'file',
      description: realFile ? 'a real export' : 'no real export lies beside the project: a small file of the same form',
    });
    const { slug, owner } = await newShop();
    await signInToAdmin(page, slug, owner);
    await page.getByRole('link', { name: 'Import and export' }).click();
    const file = page.locator('input[type=file]');
    await file.setInputFiles(SMALL_FILE);
    await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('1 row with a fault').first()).toBeVisible();
    await expect(page.getByText('The currency has only 2 decimals.')).toBeVisible();
    await expectAccessible(page, 'import');
    if (realFile) {
      await file.setInputFiles(realFile);
      await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 });
    }
    await page.getByRole('link', { name: 'Products', exact: true }).click();
    await expect(page.getByRole('link', { name: 'Felt Slippers' })).toBeVisible();
  });
});

test('staff fulfill an order and refund a part of it', async ({ page }) => {
  const { id, number } = await order('aurora');
  await signInToAdmin(page, 'aurora');
  await page.goto(`/admin/orders/${id}?tenant=aurora`);
  await expect(page.getByRole('heading', { level: 1, name: `Order ${number}` })).toBeVisible();
  await expectAccessible(page, 'order');

  await page.getByRole('button', { name: 'Capture', exact: true }).click();
  await page.getByRole('button', { name: /^Capture €/ }).click();
  await expect(page.getByText('Paid', { exact: true }).first()).toBeVisible();

  await page.getByRole('button', { name: 'Fulfill', exact: true }).click();
  await page.getByLabel('Tracking number').fill('1Z999');
  await page.getByRole('button', { name: 'Mark as sent' }).click();
  await expect(page.getByText('Completed', { exact: true }).first()).toBeVisible();

  await page.getByRole('button', { name: 'Refund', exact: true }).click();
  const amount = page.getByLabel('Amount');
  await amount.fill('9999');
  await page
    .getByRole('button', { name: /^Refund/ })
    .last()
    .click();
  await expect(page.getByText('Type an amount of at most', { exact: false })).toBeVisible();
  await amount.fill('5,50');
  await page.getByLabel(/^Reason/).fill('A scratch.');
  await page.getByRole('button', { name: 'Refund €5.50' }).click();
  await expect(page.getByText('Partly refunded').first()).toBeVisible();
  await page.getByLabel('New note').fill('Called the customer.');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByText('Called the customer.').first()).toBeVisible();

  const staff = await staffClient('aurora');
  const now = await data(staff.GET('/admin/orders/{id}', { params: { path: { id } } }));
  expect(now.status).toBe('completed');
  expect(now.payments[0]!.refunded).toEqual({ amount: 550, currency: 'EUR' });
  expect(now.fulfillments![0]!.tracking?.number).toBe('1Z999');
});

test('an order is canceled after a question', async ({ page }) => {
  const { id } = await order('aurora');
  await signInToAdmin(page, 'aurora');
  await page.goto(`/admin/orders/${id}?tenant=aurora`);
  await page.getByRole('button', { name: 'Cancel order' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: 'Cancel order' }).click();
  await dialog.getByLabel(/^Reason/).fill('Changed their mind.');
  await dialog.getByRole('button', { name: 'Cancel order' }).click();
  await expect(page.getByText('Canceled', { exact: true }).first()).toBeVisible();
});

test('somebody with few permissions sees less', async ({ page }) => {
  const { id } = await order('aurora');
  const operator = await operatorClient('aurora');
  const who = { email: `${unique('support')}@example.com`, password: 'a password for tests' };
  await operator.POST('/admin/users', { body: { ...who, roles: ['support'] } });
  await page.goto('/admin/orders?tenant=aurora');
  await page.getByLabel('Email', { exact: true }).fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible();
  const menu = page.getByRole('navigation', { name: 'Menu' });
  await expect(menu.getByRole('link', { name: 'Products' })).toBeVisible();
  for (const hidden of ['Dashboard', 'General', 'Team', 'Roles', 'Webhooks', 'Audit log', 'Import and export'])
    await expect(menu.getByRole('link', { name: hidden, exact: true })).toHaveCount(0);
  await page.goto(`/admin/orders/${id}?tenant=aurora`);
  await expect(page.getByRole('button', { name: 'Fulfill', exact: true })).toBeVisible();
  for (const hidden of ['Capture', 'Void', 'Refund'])
    await expect(page.getByRole('button', { name: hidden, exact: true })).toHaveCount(0);
  await page.goto('/admin/products?tenant=aurora');
  await expect(page.getByRole('link', { name: 'Wool Beanie' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Add product' })).toHaveCount(0);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
});

test('a wrong password is told, and customers are kept out', async ({ page }) => {
  await page.goto('/admin/?tenant=aurora');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in to Aurora Outfitters' })).toBeVisible();
  await expectAccessible(page, 'sign-in');
  await page.getByLabel('Email', { exact: true }).fill('nobody@example.com');
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('Email address and password do not fit.')).toBeVisible();
  const customer = { email: `${unique('customer')}@example.com`, password: 'a password for tests' };
  await shopClient('aurora').POST('/auth/register', { body: customer });
  await page.getByLabel('Email', { exact: true }).fill(customer.email);
  await page.getByLabel('Password', { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('This account is a customer of the shop', { exact: false })).toBeVisible();
});

test('every page of a shop is accessible and fits a phone', async ({ page }) => {
  const { id } = await order('borealis', 'grinder');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/admin/?tenant=borealis');
  await page.getByLabel('Email', { exact: true }).fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Borealis Coffee' })).toBeVisible();
  const paths = [
    '/',
    '/orders',
    `/orders/${id}`,
    '/customers',
    '/products',
    '/products/new',
    '/categories',
    '/inventory',
    '/media',
    '/import',
    '/jobs',
  ];
  paths.push(
    '/settings',
    '/settings/shipping',
    '/settings/taxes',
    '/settings/payments',
    '/team',
    '/roles',
    '/api-keys',
    '/sign-in-provider',
    '/webhooks',
    '/events',
    '/audit',
    '/profile',
  );
  for (const path of paths) {
    await page.goto(`/admin${path}?tenant=borealis`);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    await expectNoSideways(page, path);
    await expectAccessible(page, path);
  }
});

test('an operator makes a shop, works in it, and suspends it', async ({ page }) => {
  const slug = unique('made');
  await page.goto('/admin/');
  await page.getByRole('button', { name: 'Sign in as operator of the installation' }).click();
  await page.getByLabel('Email', { exact: true }).fill(ADMIN.email);
  await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Shops' })).toBeVisible();
  await expectAccessible(page, 'shops');
  await page.getByRole('button', { name: 'Create a shop' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Made Here');
  await page.getByLabel('Short name').fill(slug);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Made Here' })).toBeVisible();
  await page.getByRole('link', { name: 'Work in this shop' }).click();
  await expect(page.getByText('Ready for the first order')).toBeVisible();
  await page.getByRole('button', { name: 'Change to another shop' }).click();
  await page.getByRole('menuitem', { name: 'Shops' }).click();
  await page.getByRole('link', { name: 'Made Here', exact: true }).click();
  await page.getByRole('button', { name: 'Suspend' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
  await expect(page.getByText('Suspended', { exact: true })).toBeVisible();
  for (const path of ['/platform/operators', '/platform/schedules', '/platform/audit']) {
    await page.goto(`/admin${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    await expectAccessible(page, path);
  }
});

test('a second factor is set up, asked for, and its recovery codes work', async ({ page }) => {
  const { slug, owner } = await newShop();
  await signInToAdmin(page, slug, owner);
  await page.goto(`/admin/profile?tenant=${slug}`);
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('dialog').getByLabel('Current password').fill(owner.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('img', { name: 'QR code with the key' })).toBeVisible();
  const secret = await page.getByRole('dialog').locator('code').textContent();
  await page.getByLabel('Code of your authenticator').fill(await code(secret ?? ''));
  await page.getByRole('button', { name: 'Continue' }).click();
  const recovery = await page.getByRole('dialog').getByRole('listitem').first().textContent();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('Email', { exact: true }).fill(owner.email);
  await page.getByLabel('Password', { exact: true }).fill(owner.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(recovery ?? '');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible();
});

/** What an authenticator shows, by RFC 6238. */
async function code(secret: string): Promise<string> {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/[\s=]/g, '')].map(letter => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], byte => Number.parseInt(byte, 2));
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
  const step = new DataView(new ArrayBuffer(8));
  step.setBigUint64(0, BigInt(Math.floor(Date.now() / 30_000)));
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, step.buffer));
  return String((mac.getUint32(mac.getUint8(19) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
