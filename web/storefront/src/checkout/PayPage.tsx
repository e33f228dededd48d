import { ErrorState, Skeleton, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { awaitsPayment, lastPayment, type Order, orderQuery } from '../orders/order';
import { usePageTitle } from '../shop';
import { StripeForm } from './StripeForm';

const route = getRouteApi('/checkout/pay/$orderId');

/** The page with the provider's own form. */
export function PayPage() {
  const { t } = useTranslation('checkout');
  usePageTitle(t('pay.title'));
  const { orderId } = route.useParams();
  const { data: order, error, refetch } = useQuery({ ...orderQuery(orderId), refetchOnWindowFocus: false });
  return (
    <div className="mx-auto max-w-xl px-4 py-10 sm:px-6 sm:py-16">
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{t('pay.title')}</h1>
      {order ? (
        <Pay order={order} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="mt-8 h-64" />
      )}
    </div>
  );
}

function Pay({ order }: { order: Order }) {
  const { t } = useTranslation('checkout');
  const { money } = useFormat();
  const action = lastPayment(order)?.nextAction;
  if (!awaitsPayment(order)) return <Navigate to="/orders/$id" params={{ id: order.id }} replace />;
  if (action?.type !== 'client_secret' || !action.clientSecret || !action.publishableKey)
    return <Navigate to="/checkout/return" search={{ cart: order.cartId }} replace />;
  return (
    <>
      <p className="mt-3 mb-8 flex items-baseline justify-between gap-4 border-b border-line pb-4">
        <span className="text-muted">{t('pay.number', { number: order.number })}</span>
        <span className="text-lg font-semibold tabular-nums">{money(order.total)}</span>
      </p>
      <StripeForm
        key={action.clientSecret}
        clientSecret={action.clientSecret}
        publishableKey={action.publishableKey}
        cart={order.cartId}
        total={money(order.total)}
      />
      <p className="mt-6 text-center text-sm">
        <Link to="/orders/$id" params={{ id: order.id }} className="inline-block py-1 text-ink underline underline-offset-4">
          {t('pay.other')}
        </Link>
      </p>
    </>
  );
}
