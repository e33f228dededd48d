import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { type CommerceClient, createClient, data } from '@sharpcommerce/client';

const port = process.env.BROWSER_TESTS_PORT ?? '8095';
export const ORIGIN = `http://localhost:${port}`;
export const ADMIN = { email: 'admin@example.com', password: 'browser tests only' };

/**
 * Every test fails when a page breaks: an exception, something in the console that the content security policy or React complains of, or a request that leaves the server's own origin.
 */
export const test = base.extend<{ tolerated: RegExp | null; sound: undefined }>({
  // What a test provokes on purpose.
  tolerated: [null, { option: true }],
  sound: [
    async ({ page, tolerated }, use) => {
      const faults: string[] = [];
      const add = (fault: string) => tolerated?.test(fault) || faults.push(fault);
      page.on('pageerror', error => add(`exception: ${error.message}`));
      page.on('console', message => {
        // Answers that are errors are logged by the browser itself; whether they are right, the tests say.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          add(`console: ${message.text()}`);
      });
      page.on('request', request => {
        const url = new URL(request.url());
        if (/^https?:$/.test(url.protocol) && url.origin !== ORIGIN) add(`foreign request: ${url.origin}`);
      });
      await use(undefined);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** A client of a shop for preparing and checking, as nobody. */
export function shopClient(tenant: string): CommerceClient {
  return createClient({ baseUrl: ORIGIN, tenant: () => tenant });
}

/** The same as staff of the shop. */
export async function staffClient(tenant: string, who = ADMIN): Promise<CommerceClient> {
  const client = shopClient(tenant);
  client.signedIn(await data(client.POST('/auth/login', { body: who })));
  return client;
}

/** The same as an operator of the installation, acting for a shop. */
export async function operatorClient(tenant?: string): Promise<CommerceClient> {
  const client = createClient({ baseUrl: ORIGIN, tenant: () => tenant, auth: () => '/platform/auth' });
  client.signedIn(await data(client.POST('/platform/auth/login', { body: ADMIN })));
  return client;
}

/** Nothing that keeps people out: no finding of axe that is serious or critical, by the rules of WCAG 2.2 A and AA. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const serious = found.violations.filter(one => one.impact === 'serious' || one.impact === 'critical');
  expect(
    serious.map(one => `${where}: ${one.id}: ${one.help}: ${one.nodes.map(node => node.target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

/** A page never scrolls sideways. */
export async function expectNoSideways(page: Page, where: string): Promise<void> {
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(wide, `${where} scrolls sideways`).toBeLessThanOrEqual(seen!);
}

export async function signInToAdmin(page: Page, tenant: string, who = ADMIN): Promise<void> {
  await page.goto(`/admin/?tenant=${tenant}`);
  await page.getByLabel('Email', { exact: true }).fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible();
}

let counter = 0;
/** A name that no other test has. */
export const unique = (name: string) => `${name}-${Date.now().toString(36)}${(counter++).toString(36)}`;

/** A shop of a test's own, where it disturbs nobody. */
export async function newShop(currency = 'USD') {
  const slug = unique('shop');
  const platform = await operatorClient();
  await platform.POST('/platform/tenants', { body: { slug, name: `Shop ${slug}`, defaultCurrency: currency, country: 'US' } });
  const operator = await operatorClient(slug);
  const owner = { email: `${slug}@example.com`, password: 'a password for tests' };
  await operator.POST('/admin/users', { body: { ...owner, roles: ['owner'] } });
  return { slug, owner, operator };
}
