import {
  Alert,
  Button,
  Menu as DropMenu,
  MenuItem,
  MenuLabel,
  MenuLink,
  MenuSeparator,
  PreferenceItems,
  Sheet,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { ExternalLink, LogOut, Menu, UserRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { hasShop, shopQuery, signOut, tenant, useMe } from '../session';
import { navigation } from './navigation';
import { ShopSwitcher } from './ShopSwitcher';

/** The menu at the side and the bar above, around every page of whoever is signed in. */
export function Frame() {
  const { t } = useTranslation('shell');
  const me = useMe();
  const [menu, setMenu] = useState(false);
  const page = useRouterState({ select: state => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes whenever another page is shown
  useEffect(() => setMenu(false), [page]);
  return (
    <div className="min-h-dvh bg-sunken lg:grid lg:grid-cols-[15.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
      >
        {t('skip')}
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col overflow-y-auto border-r border-line bg-surface lg:flex">
        <ShopName />
        <Navigation />
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-line bg-surface/95 px-4 backdrop-blur sm:px-6">
          <Button variant="quiet" size="icon" aria-label={t('menu')} className="-ml-2 lg:hidden" onClick={() => setMenu(true)}>
            <Menu aria-hidden className="size-5" />
          </Button>
          <div className="ml-auto flex items-center gap-1">
            {hasShop() && (
              <Button asChild variant="quiet" size="small">
                <a href={tenant ? `/?tenant=${tenant}` : '/'} target="_blank" rel="noreferrer">
                  <ExternalLink aria-hidden className="size-4" />
                  {t('viewShop')}
                </a>
              </Button>
            )}
            <AccountMenu />
          </div>
        </header>
        <main id="content" tabIndex={-1} className="mx-auto w-full max-w-7xl flex-1 px-4 py-6 outline-none sm:px-6 lg:py-8">
          {me.twoFactorRequired && (
            <Alert tone="warning" title={t('twoFactorTitle')} className="mb-6">
              {t('twoFactorText')}{' '}
              <Link to="/profile" className="underline">
                {t('profile')}
              </Link>
            </Alert>
          )}
          <Outlet />
        </main>
      </div>
      <Sheet open={menu} onOpenChange={setMenu} title={t('menu')} side="left">
        <div className="-mx-2">
          <Navigation />
        </div>
      </Sheet>
    </div>
  );
}

const head = 'flex h-14 w-full shrink-0 items-center gap-2.5 border-b border-line px-4 text-left font-semibold';

function ShopName() {
  const { t } = useTranslation('shell');
  const me = useMe();
  const shop = useQuery({ ...shopQuery, enabled: hasShop() }).data;
  const name = (
    <>
      <span aria-hidden className="flex size-7 shrink-0 items-center justify-center rounded-md bg-brand text-sm text-brand-text">
        {(shop?.name ?? 'S').slice(0, 1)}
      </span>
      <span className="min-w-0 flex-1 truncate">{shop?.name ?? t('installation')}</span>
    </>
  );
  if (me.kind === 'operator' && me.can('tenants:read')) return <ShopSwitcher name={name} className={head} />;
  return (
    <Link to="/" className={head}>
      {name}
    </Link>
  );
}

function Navigation() {
  const { t } = useTranslation('shell');
  const me = useMe();
  const groups = navigation
    .filter(group => !group.ofShop || hasShop())
    .map(group => ({ ...group, items: group.items.filter(item => me.can(item.permission)) }))
    .filter(group => group.items.length > 0);
  return (
    <nav aria-label={t('menu')} className="flex flex-col gap-5 px-2.5 py-4">
      {groups.map(group => (
        <div key={group.label ?? ''}>
          {group.label && <h2 className="px-2.5 pb-1.5 text-xs font-medium text-muted">{t(group.label)}</h2>}
          <ul className="space-y-0.5">
            {group.items.map(({ to, label, icon: Icon, exact }) => (
              <li key={to}>
                <Link
                  to={to}
                  activeOptions={{ exact: exact ?? false, includeSearch: false }}
                  className="flex items-center gap-2.5 rounded-lg px-2.5 py-2 text-sm font-medium text-muted hover:bg-hover hover:text-text aria-[current=page]:bg-hover aria-[current=page]:text-text"
                >
                  <Icon aria-hidden className="size-4.5" />
                  {t(label)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function AccountMenu() {
  const { t } = useTranslation('shell');
  const me = useMe();
  return (
    <DropMenu
      trigger={
        <Button variant="quiet" size="icon" aria-label={t('account')}>
          <UserRound aria-hidden className="size-5" />
        </Button>
      }
    >
      <MenuLabel>
        {me.user.email}
        <br />
        {t(me.kind)}
      </MenuLabel>
      <MenuLink>
        <Link to="/profile">
          <UserRound aria-hidden />
          {t('profile')}
        </Link>
      </MenuLink>
      <MenuSeparator />
      <PreferenceItems />
      <MenuSeparator />
      <MenuItem onSelect={() => void signOut()}>
        <LogOut aria-hidden />
        {t('signOut')}
      </MenuItem>
    </DropMenu>
  );
}
