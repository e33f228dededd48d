import { Alert, ErrorState, Skeleton, Spinner, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { addressesQuery } from '../account/addresses';
import { customerQuery, useSignedIn } from '../account/session';
import { CartEmpty } from '../cart/CartEmpty';
import { useCart } from '../cart/cart';
import { useFollowOrder } from '../orders/follow';
import { awaitsPayment, type Order, orderQuery } from '../orders/order';
import { keptOrders } from '../shared/keptOrders';
import { usePageTitle } from '../shop';
import { CheckoutForm } from './CheckoutForm';
import { lostOrderQuery } from './complete';

/** Everything between a cart and an order, on one page. */
export function CheckoutPage() {
  const { t } = useTranslation('checkout');
  usePageTitle(t('title'));
  const signedIn = useSignedIn();
  const queryClient = useQueryClient();
  const follow = useFollowOrder();
  const cart = useCart();
  const customer = useQuery({ ...customerQuery, enabled: signedIn });
  const saved = useQuery({ ...addressesQuery, enabled: signedIn });
  const lost = useQuery(lostOrderQuery(queryClient, cart.data?.id));

  const [placed, setPlaced] = useState<Order | null>(null);
  // Placed now, or before: then its answer got lost on the way.
  const order = placed ?? lost.data;
  useEffect(() => {
    if (order) follow(order);
  }, [order, follow]);

  const waits = [lost, cart, ...(signedIn ? [customer, saved] : [])];
  if (order)
    return (
      <Frame>
        <p className="flex items-center justify-center gap-3 py-24 text-muted">
          <Spinner />
          {t('placing')}
        </p>
      </Frame>
    );
  const failed = waits.find(query => query.error !== null && query.data === undefined);
  if (failed)
    return (
      <Frame>
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      </Frame>
    );
  if (waits.some(query => query.data === undefined))
    return (
      <Frame>
        <div className="mt-8 grid gap-12 lg:grid-cols-[1fr_24rem]">
          <div className="space-y-8">
            <Skeleton className="h-24" />
            <Skeleton className="h-72" />
            <Skeleton className="h-24" />
          </div>
          <Skeleton className="hidden h-96 lg:block" />
        </div>
      </Frame>
    );
  if (!cart.data || cart.data.lines.length === 0)
    return (
      <Frame>
        <WaitingOrder />
        <CartEmpty />
      </Frame>
    );
  return (
    <Frame>
      <CheckoutForm
        key={`${cart.data.id} ${customer.data?.id}`}
        cart={cart.data}
        customer={signedIn ? customer.data : undefined}
        saved={(signedIn && saved.data) || []}
        onPlaced={setPlaced}
      />
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation('checkout');
  return (
    <div className="mx-auto max-w-7xl px-4 py-8 sm:px-6 sm:py-12">
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{t('title')}</h1>
      {children}
    </div>
  );
}

/** For whoever came back from a payment that is not done: the way to it. */
function WaitingOrder() {
  const { t } = useTranslation('checkout');
  const last = keptOrders()[0];
  const { data: order } = useQuery({ ...orderQuery(last?.id ?? ''), enabled: last !== undefined });
  if (!order || !awaitsPayment(order)) return null;
  return (
    <Alert tone="info" className="mt-6" title={t('waitingTitle', { number: order.number })}>
      <Link to="/orders/$id" params={{ id: order.id }} className="inline-block py-1 underline underline-offset-4">
        {t('waitingLink')}
      </Link>
    </Alert>
  );
}
