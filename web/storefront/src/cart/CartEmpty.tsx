import { buttonClass, EmptyState, useTranslation } from '@sharpcommerce/ui';
import { Link } from '@tanstack/react-router';
import { ShoppingBag } from 'lucide-react';
import { closeCart } from './cart';

/** What stands where the cart would be. */
export function CartEmpty() {
  const { t } = useTranslation('cart');
  return (
    <EmptyState
      icon={<ShoppingBag aria-hidden />}
      title={t('emptyTitle')}
      text={t('emptyText')}
      action={
        <Link to="/search" onClick={closeCart} className={buttonClass({ variant: 'primary' })}>
          {t('browse')}
        </Link>
      }
    />
  );
}
