// Takes pictures of the main pages: node screenshots.mjs ORIGIN EMAIL PASSWORD FOLDER. Makes an order in the shop aurora on its way.
import { mkdir } from 'node:fs/promises';
import { chromium } from '@playwright/test';

const [origin, email, password, folder] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});

async function call(method, path, body, headers = {}) {
  const answer = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', 'X-Tenant': 'aurora', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? null : answer.json();
}

const { items } = await call('GET', '/store/products?limit=4&inStock=true');
const lines = [];
for (const { slug } of items.slice(0, 3)) {
  const product = await call('GET', `/store/products/${slug}`);
  lines.push({ variantId: product.variants.find(one => one.available !== 0).id, quantity: 1 });
}
const shippingAddress = { name: 'Ada Lovelace', line1: 'Unter den Linden 1', city: 'Berlin', postalCode: '10117', country: 'DE' };
const ordered = await call('POST', '/store/carts', { lines });
await call('PATCH', `/store/carts/${ordered.id}`, { email: 'ada@example.com', shippingAddress });
const order = await call(
  'POST',
  `/store/carts/${ordered.id}/complete`,
  { payment: { provider: 'manual' } },
  { 'Idempotency-Key': ordered.id },
);
const open = await call('POST', '/store/carts', { lines: lines.slice(0, 2) });
const session = await call('POST', '/auth/login', { email, password });

const shop = [
  ['home', '/'],
  ['category', '/c/shoes'],
  ['search', '/search?q=wool'],
  ['product', '/p/canvas-sneakers'],
  ['cart', '/cart'],
  ['checkout', '/checkout'],
  ['order', `/orders/${order.id}?placed=1`],
  ['sign-in', '/account/sign-in'],
];
const admin = [
  ['dashboard', '/'],
  ['orders', '/orders'],
  ['order', `/orders/${order.id}`],
  ['products', '/products'],
  ['product', `/products/${items[0].id}`],
  ['categories', '/categories'],
  ['inventory', '/inventory'],
  ['import', '/import'],
  ['customers', '/customers'],
  ['settings', '/settings'],
  ['payments', '/settings/payments'],
  ['taxes', '/settings/taxes'],
  ['team', '/team'],
  ['roles', '/roles'],
  ['webhooks', '/webhooks'],
  ['audit', '/audit'],
];
const only = process.env.ONLY?.split(',');

for (const [device, viewport] of [
  ['desktop', { width: 1280, height: 900 }],
  ['phone', { width: 390, height: 844 }],
])
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({
      viewport,
      colorScheme,
      locale: 'en-GB',
      timezoneId: 'UTC',
      baseURL: origin,
      reducedMotion: 'reduce',
    });
    await context.addInitScript(
      ({ cart, orders, tokens }) => {
        localStorage.setItem('sharpcommerce.shop.aurora.cart', JSON.stringify(cart));
        localStorage.setItem('sharpcommerce.shop.aurora.orders', JSON.stringify(orders));
        localStorage.setItem('sharpcommerce.admin.aurora', JSON.stringify(tokens));
      },
      {
        cart: open.id,
        orders: [{ id: order.id, number: order.number, token: order.accessToken, placedAt: order.placedAt }],
        tokens: {
          accessToken: session.accessToken,
          refreshToken: session.refreshToken,
          expiresAt: Date.now() + session.expiresIn * 1000,
        },
      },
    );
    const page = await context.newPage();
    const take = async (app, name, path) => {
      if (only && !only.includes(`${app}-${name}`)) return;
      const address = `${app === 'admin' ? '/admin' : ''}${path}`;
      await page.goto(`${address}${address.includes('?') ? '&' : '?'}tenant=aurora`);
      await page
        .locator('h1')
        .first()
        .waitFor({ timeout: 15_000 })
        .catch(() => console.error(`No heading on ${address}`));
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: `${folder}/${app}-${name}-${device}-${colorScheme}.png` });
    };
    for (const [name, path] of shop) await take('shop', name, path);
    for (const [name, path] of admin) await take('admin', name, path);
    await context.close();
  }
await browser.close();
