import type { Translation } from '@sharpcommerce/ui';
import { de as account } from './account/de';
import { de as cart } from './cart/de';
import { de as catalog } from './catalog/de';
import { de as checkout } from './checkout/de';
import type { english } from './messages';
import { de as orders } from './orders/de';
import { de as shell } from './shell/de';

export const german: Translation<typeof english> = { shell, catalog, cart, checkout, orders, account };
