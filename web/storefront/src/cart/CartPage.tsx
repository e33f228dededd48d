import { ErrorState, Skeleton, useTranslation } from '@sharpcommerce/ui';
import { Link } from '@tanstack/react-router';
import { usePageTitle } from '../shop';
import { CartEmpty } from './CartEmpty';
import { CartFoot } from './CartFoot';
import { CartLines } from './CartLines';
import { useCart } from './cart';

/** The cart as a page of its own. */
export function CartPage() {
  const { t } = useTranslation('cart');
  usePageTitle(t('title'));
  const { data: cart, error, refetch } = useCart();
  return (
    <div className="mx-auto max-w-7xl px-4 py-8 sm:px-6 sm:py-12">
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{t('title')}</h1>
      {cart != null && cart.lines.length > 0 ? (
        <div className="mt-6 grid gap-10 lg:grid-cols-[1fr_22rem] lg:gap-14">
          <div className="min-w-0 border-y border-line">
            <CartLines cart={cart} />
          </div>
          <div className="lg:sticky lg:top-24 lg:self-start">
            <div className="rounded-xl bg-sunken p-6">
              <CartFoot cart={cart} />
            </div>
            <p className="mt-4 text-center text-sm">
              <Link to="/search" className="inline-block py-1 text-ink underline underline-offset-4">
                {t('continue')}
              </Link>
            </p>
          </div>
        </div>
      ) : cart !== undefined ? (
        <CartEmpty />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <div className="mt-8 grid gap-10 lg:grid-cols-[1fr_22rem]">
          <div className="space-y-6">
            <Skeleton className="h-24" />
            <Skeleton className="h-24" />
          </div>
          <Skeleton className="h-44" />
        </div>
      )}
    </div>
  );
}
