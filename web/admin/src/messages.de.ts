import type { Translation } from '@sharpcommerce/ui';
import { de as access } from './access/de';
import { de as audit } from './audit/de';
import { de as auth } from './auth/de';
import { de as categories } from './categories/de';
import { de as customers } from './customers/de';
import { de as dashboard } from './dashboard/de';
import { de as inventory } from './inventory/de';
import { de as jobs } from './jobs/de';
import type { english } from './messages';
import { de as orders } from './orders/de';
import { de as platform } from './platform/de';
import { de as products } from './products/de';
import { de as settings } from './settings/de';
import { de as shared } from './shared/de';
import { de as shell } from './shell/de';
import { de as webhooks } from './webhooks/de';

export const german: Translation<typeof english> = {
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
