import { data } from '@sharpcommerce/client';
import { buttonClass, EmptyState, ErrorState, Skeleton, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { PackageSearch } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { awaitsPayment, orderQuery } from '../orders/order';
import { PaymentPanel } from '../orders/PaymentPanel';
import { keptOrderOfCart } from '../shared/keptOrders';
import { api, usePageTitle } from '../shop';

const route = getRouteApi('/checkout/return');

/** Where providers send shoppers back to. It finds out what became of the payment, and leads to the order. */
export function ReturnPage() {
  const { t } = useTranslation('checkout');
  usePageTitle(t('back.title'));
  const { cart } = route.useSearch();
  const navigate = useNavigate();
  // What providers add to the address is for nobody's history: the server asks them itself.
  useEffect(() => {
    if (cart) void navigate({ to: '/checkout/return', search: { cart }, replace: true });
  }, [cart, navigate]);

  const found = useQuery({ queryKey: ['order-of-cart', cart], queryFn: () => orderOfCart(cart ?? '') });
  if (found.data === null)
    return (
      <Frame>
        <EmptyState
          icon={<PackageSearch aria-hidden />}
          title={t('back.lostTitle')}
          text={t('back.lostText')}
          action={
            <Link to="/track" className={buttonClass()}>
              {t('back.track')}
            </Link>
          }
        />
      </Frame>
    );
  if (found.data !== undefined)
    return (
      <Frame>
        <Returned id={found.data} />
      </Frame>
    );
  return <Frame>{found.error ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : <Waiting />}</Frame>;
}

function Returned({ id }: { id: string }) {
  const { t } = useTranslation('checkout');
  const navigate = useNavigate();
  const { data: order, error, refetch } = useQuery(orderQuery(id));
  const settled = order !== undefined && !awaitsPayment(order);
  const placed = settled && order.status !== 'canceled';
  useEffect(() => {
    if (settled) void navigate({ to: '/orders/$id', params: { id }, search: placed ? { placed: 1 } : {}, replace: true });
  }, [settled, placed, id, navigate]);
  if (order && !settled)
    return (
      <>
        <PaymentPanel order={order} />
        <p className="mt-5 text-center text-sm">
          <Link to="/orders/$id" params={{ id }} className="inline-block py-1 text-ink underline underline-offset-4">
            {t('pay.number', { number: order.number })}
          </Link>
        </p>
      </>
    );
  return error && !order ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Waiting />;
}

function Waiting() {
  return <Skeleton className="h-40" />;
}

function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation('checkout');
  return (
    <div className="mx-auto max-w-xl px-4 py-10 sm:px-6 sm:py-16">
      <h1 className="mb-6 text-2xl font-semibold tracking-tight sm:text-3xl">{t('back.title')}</h1>
      {children}
    </div>
  );
}

/** The order that a cart became: one placed on this device, else one of whoever is signed in. */
async function orderOfCart(cart: string): Promise<string | null> {
  const kept = keptOrderOfCart(cart);
  if (kept) return kept.id;
  if (api.tokens.get() === null) return null;
  const own = await data(api.GET('/store/orders'));
  return own.items.find(order => order.cartId === cart)?.id ?? null;
}
