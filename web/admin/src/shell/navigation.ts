import type { MessageKey } from '@sharpcommerce/ui';
import {
  Activity,
  Boxes,
  Building2,
  CalendarClock,
  ClipboardList,
  CreditCard,
  FolderTree,
  Gauge,
  Image,
  KeyRound,
  type LucideIcon,
  Percent,
  ReceiptText,
  ScrollText,
  Settings,
  ShieldCheck,
  Store,
  Tags,
  Truck,
  Upload,
  UserCog,
  Users,
  Webhook,
} from 'lucide-react';

interface Item {
  to:
    | '/'
    | '/orders'
    | '/products'
    | '/categories'
    | '/media'
    | '/inventory'
    | '/import'
    | '/customers'
    | '/settings'
    | '/settings/shipping'
    | '/settings/taxes'
    | '/settings/payments'
    | '/team'
    | '/roles'
    | '/api-keys'
    | '/webhooks'
    | '/events'
    | '/audit'
    | '/platform/tenants'
    | '/platform/operators'
    | '/platform/schedules'
    | '/platform/audit';
  label: MessageKey<'shell'>;
  icon: LucideIcon;
  /** What the page needs; without it the item is not shown. */
  permission: string;
  /** Only the very page, not those below it, counts as being here. */
  exact?: boolean;
}

interface Group {
  label: MessageKey<'shell'> | null;
  /** Whether it is about the shop that is worked on. */
  ofShop: boolean;
  items: readonly Item[];
}

/** The menu. */
export const navigation: readonly Group[] = [
  {
    label: null,
    ofShop: true,
    items: [
      { to: '/', label: 'dashboard', icon: Gauge, permission: 'analytics:read', exact: true },
      { to: '/orders', label: 'orders', icon: ReceiptText, permission: 'orders:read' },
      { to: '/customers', label: 'customers', icon: Users, permission: 'customers:read' },
    ],
  },
  {
    label: 'catalog',
    ofShop: true,
    items: [
      { to: '/products', label: 'products', icon: Tags, permission: 'catalog:read' },
      { to: '/categories', label: 'categories', icon: FolderTree, permission: 'catalog:read' },
      { to: '/inventory', label: 'inventory', icon: Boxes, permission: 'inventory:read' },
      { to: '/media', label: 'media', icon: Image, permission: 'catalog:read' },
      { to: '/import', label: 'import', icon: Upload, permission: 'catalog:write' },
    ],
  },
  {
    label: 'shop',
    ofShop: true,
    items: [
      { to: '/settings', label: 'settings', icon: Settings, permission: 'settings:read', exact: true },
      { to: '/settings/shipping', label: 'shipping', icon: Truck, permission: 'settings:read' },
      { to: '/settings/taxes', label: 'taxes', icon: Percent, permission: 'settings:read' },
      { to: '/settings/payments', label: 'payments', icon: CreditCard, permission: 'settings:read' },
    ],
  },
  {
    label: 'access',
    ofShop: true,
    items: [
      { to: '/team', label: 'team', icon: UserCog, permission: 'access:read' },
      { to: '/roles', label: 'roles', icon: ShieldCheck, permission: 'access:read' },
      { to: '/api-keys', label: 'apiKeys', icon: KeyRound, permission: 'access:read' },
      { to: '/webhooks', label: 'webhooks', icon: Webhook, permission: 'events:read' },
      { to: '/events', label: 'events', icon: Activity, permission: 'events:read' },
      { to: '/audit', label: 'audit', icon: ScrollText, permission: 'audit:read' },
    ],
  },
  {
    label: 'platform',
    ofShop: false,
    items: [
      { to: '/platform/tenants', label: 'tenants', icon: Building2, permission: 'tenants:read' },
      { to: '/platform/operators', label: 'operators', icon: Store, permission: 'operators:read' },
      { to: '/platform/schedules', label: 'schedules', icon: CalendarClock, permission: 'schedules:read' },
      { to: '/platform/audit', label: 'platformAudit', icon: ClipboardList, permission: 'platform:audit' },
    ],
  },
];
