import { data } from '@sharpcommerce/client';
import { Menu, MenuLabel, MenuLink, MenuSeparator, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { Building2, ChevronsUpDown, Store } from 'lucide-react';
import type { ReactNode } from 'react';
import { api, shopAddress, tenant } from '../session';

const SHOWN = 50;

/** Lets operators change to another shop. */
export function ShopSwitcher({ name, className }: { name: ReactNode; className: string }) {
  const { t } = useTranslation('shell');
  const tenants = useQuery({
    queryKey: ['tenants', 'switcher'],
    queryFn: () => data(api.GET('/platform/tenants', { params: { query: { limit: SHOWN } } })),
  });
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" aria-label={t('switchShop')} className={className}>
          {name}
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
        </button>
      }
    >
      <MenuLabel>{t('switchShop')}</MenuLabel>
      {tenants.data?.items
        .filter(one => one.status === 'active')
        .map(one => (
          <MenuLink key={one.id}>
            <a href={shopAddress(one.slug)} aria-current={one.slug === tenant ? 'true' : undefined}>
              <Store aria-hidden />
              {one.name}
            </a>
          </MenuLink>
        ))}
      <MenuSeparator />
      <MenuLink>
        <a href="/admin/platform/tenants">
          <Building2 aria-hidden />
          {tenants.data?.nextCursor ? t('allShops') : t('tenants')}
        </a>
      </MenuLink>
    </Menu>
  );
}
