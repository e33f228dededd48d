import { en as access } from './access/en';
import { en as audit } from './audit/en';
import { en as auth } from './auth/en';
import { en as categories } from './categories/en';
import { en as customers } from './customers/en';
import { en as dashboard } from './dashboard/en';
import { en as inventory } from './inventory/en';
import { en as jobs } from './jobs/en';
import { en as orders } from './orders/en';
import { en as platform } from './platform/en';
import { en as products } from './products/en';
import { en as settings } from './settings/en';
import { en as shared } from './shared/en';
import { en as shell } from './shell/en';
import { en as webhooks } from './webhooks/en';

/** The words of the back office: one namespace for each folder, its English in `en.ts` beside the pages, other languages in files like `de.ts`. */
export const english = {
  shell,
  shared,
  auth,
  dashboard,
  orders,
  products,
  categories,
  inventory,
  jobs,
  customers,
  settings,
  access,
  webhooks,
  audit,
  platform,
};

/** Loads the words of another language. */
export async function words(language: 'de'): Promise<Record<string, object>> {
  return { de: async () => (await import('./messages.de')).german }[language]();
}

declare module '@sharpcommerce/ui' {
  interface Messages {
    shell: typeof shell;
    shared: typeof shared;
    auth: typeof auth;
    dashboard: typeof dashboard;
    orders: typeof orders;
    products: typeof products;
    categories: typeof categories;
    inventory: typeof inventory;
    jobs: typeof jobs;
    customers: typeof customers;
    settings: typeof settings;
    access: typeof access;
    webhooks: typeof webhooks;
    audit: typeof audit;
    platform: typeof platform;
  }
}
