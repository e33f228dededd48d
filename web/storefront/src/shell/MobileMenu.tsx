import { Sheet, useTranslation } from '@sharpcommerce/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { categoriesQuery, useShop } from '../shop';

/** The menu of narrow screens. */
export function MobileMenu({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell');
  const shop = useShop();
  const page = useRouterState({ select: state => state.resolvedLocation?.href });
  const opened = useRef(page);
  useEffect(() => {
    if (page !== opened.current) onClose();
  }, [page, onClose]);
  const categories = useSuspenseQuery(categoriesQuery).data;
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title={shop.name} side="left">
      <nav aria-label={t('menu')} className="flex flex-col gap-1 [&_a]:rounded-lg [&_a]:px-3 [&_a]:py-2.5 [&_a:hover]:bg-hover">
        <Link to="/">{t('home')}</Link>
        <Link to="/search">{t('all')}</Link>
        {categories.map(category => (
          <Link key={category.id} to="/c/$slug" params={{ slug: category.slug }}>
            {category.title}
          </Link>
        ))}
        <Link to="/account">{t('account')}</Link>
        <Link to="/track">{t('track')}</Link>
      </nav>
    </Sheet>
  );
}
