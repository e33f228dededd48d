import { ErrorState, Sheet, Skeleton, useTranslation } from '@sharpcommerce/ui';
import { Link } from '@tanstack/react-router';
import { CartEmpty } from './CartEmpty';
import { CartFoot } from './CartFoot';
import { CartLines } from './CartLines';
import { closeCart, useCart } from './cart';

/** The cart at the side of every page. */
export function CartDrawer() {
  const { t } = useTranslation('cart');
  const { data: cart, error, refetch } = useCart();
  const filled = cart != null && cart.lines.length > 0;
  return (
    <Sheet
      open
      onOpenChange={open => !open && closeCart()}
      title={t('title')}
      footer={
        filled && (
          <>
            <CartFoot cart={cart} />
            <p className="mt-3 text-center text-sm">
              <Link to="/cart" onClick={closeCart} className="inline-block py-1 text-ink underline underline-offset-4">
                {t('view')}
              </Link>
            </p>
          </>
        )
      }
    >
      {filled ? (
        <div className="-my-4">
          <CartLines cart={cart} />
        </div>
      ) : cart !== undefined ? (
        <CartEmpty />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <CartSkeleton />
      )}
    </Sheet>
  );
}

function CartSkeleton() {
  return (
    <div className="space-y-5">
      <Skeleton className="h-24" />
      <Skeleton className="h-24" />
    </div>
  );
}
