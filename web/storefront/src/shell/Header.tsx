import { Button, useTranslation } from '@sharpcommerce/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Menu, ShoppingBag, UserRound } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { openCart, useCart } from '../cart/cart';
import { SearchBox } from '../catalog/SearchBox';
import { categoriesQuery, useShop } from '../shop';

const MobileMenu = lazy(async () => ({ default: (await import('./MobileMenu')).MobileMenu }));

export function Header() {
  const { t } = useTranslation('shell');
  const shop = useShop();
  const categories = useSuspenseQuery(categoriesQuery).data;
  const [menu, setMenu] = useState(false);
  const count = useCart().data?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0;
  return (
    <header className="print:hidden sticky top-0 z-30 border-b border-line bg-canvas/95 backdrop-blur">
      <div className="mx-auto flex h-16 max-w-7xl items-center gap-2 px-4 sm:px-6">
        <Button variant="quiet" size="icon" aria-label={t('menu')} className="-ml-2 lg:hidden" onClick={() => setMenu(true)}>
          <Menu aria-hidden className="size-5" />
        </Button>
        <Link to="/" className="mr-2 flex min-w-0 items-center gap-2 text-lg font-semibold tracking-tight">
          {shop.logoUrl ? (
            <img src={shop.logoUrl} alt={shop.name} className="h-8 w-auto max-w-40 object-contain" />
          ) : (
            <span className="truncate">{shop.name}</span>
          )}
        </Link>
        <nav aria-label={t('shopBy')} className="hidden min-w-0 flex-1 items-center gap-1 lg:flex">
          {categories.slice(0, 6).map(category => (
            <Link
              key={category.id}
              to="/c/$slug"
              params={{ slug: category.slug }}
              className="rounded-lg px-3 py-2 text-sm font-medium text-muted hover:bg-hover hover:text-text aria-[current=page]:text-text"
            >
              {category.title}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-0.5">
          <SearchBox />
          <Button asChild variant="quiet" size="icon">
            <Link to="/account" aria-label={t('account')}>
              <UserRound aria-hidden className="size-5" />
            </Link>
          </Button>
          <Button
            variant="quiet"
            size="icon"
            className="relative -mr-2"
            aria-label={count > 0 ? t('cartWith', { count }) : t('cart')}
            onClick={openCart}
          >
            <ShoppingBag aria-hidden className="size-5" />
            {count > 0 && (
              <span
                aria-hidden
                className="absolute top-0.5 right-0.5 min-w-5 rounded-full bg-brand px-1 text-center text-xs leading-5 font-semibold text-brand-text"
              >
                {count}
              </span>
            )}
          </Button>
        </div>
      </div>
      {menu && (
        <Suspense>
          <MobileMenu onClose={() => setMenu(false)} />
        </Suspense>
      )}
    </header>
  );
}
