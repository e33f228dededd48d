import { Button, buttonClass, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useIsMutating } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { CART_CHANGE, type Cart, closeCart } from './cart';

/** Whether something has to be taken out or lessened before the cart can be bought. */
export function isBlocked(cart: Cart): boolean {
  return cart.issues.some(issue => issue.code === 'unavailable' || issue.code === 'insufficient_stock');
}

/** The sum of the cart and the way on. */
export function CartFoot({ cart }: { cart: Cart }) {
  const { t } = useTranslation('cart');
  const { money } = useFormat();
  const changing = useIsMutating({ mutationKey: CART_CHANGE }) > 0;
  const blocked = isBlocked(cart);
  return (
    <div>
      <div className="flex items-baseline justify-between gap-4 font-semibold">
        <span>{t('subtotal')}</span>
        <span className={clsx('text-lg tabular-nums transition-opacity', changing && 'opacity-60')} aria-live="polite">
          {money(cart.subtotal)}
        </span>
      </div>
      <p className="mt-1 text-sm text-muted">{t(cart.taxIncluded ? 'noteIncluded' : 'noteExcluded')}</p>
      {blocked ? (
        <>
          <Button variant="primary" size="large" disabled className="mt-4 w-full" aria-describedby="cart-blocked">
            {t('checkout')}
          </Button>
          <p id="cart-blocked" className="mt-2 text-center text-sm text-warning">
            {t('blocked')}
          </p>
        </>
      ) : (
        <Link to="/checkout" onClick={closeCart} className={buttonClass({ variant: 'primary', size: 'large' }, 'mt-4 w-full')}>
          {t('checkout')}
        </Link>
      )}
    </div>
  );
}
