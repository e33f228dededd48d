import { data } from '@sharpcommerce/client';
import { Alert, buttonClass, EmptyState, ErrorState, Skeleton, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Rocket } from 'lucide-react';
import { loadOrders } from '../orders/queries';
import { api, useCan, useShop } from '../session';
import { Card, PageHeader } from '../shared/Page';
import { FulfillmentBadge, PaymentBadge } from '../shared/status';
import { usePageTitle } from '../shared/title';
import { Sales } from './Sales';

/** How the shop does, and what there is to do: counted when it is asked for. */
export function DashboardPage() {
  const { t } = useTranslation('dashboard');
  const can = useCan();
  const shop = useShop();
  usePageTitle(t('dashboard'));
  if (!can('analytics:read'))
    return (
      <>
        <PageHeader title={t('welcome', { shop: shop.name })} />
        <Alert>{t('noFigures')}</Alert>
      </>
    );
  return (
    <>
      <PageHeader title={t('welcome', { shop: shop.name })} />
      <div className="space-y-6">
        <ToDo />
        <Sales />
        {can('orders:read') && <Latest />}
      </div>
    </>
  );
}

function ToDo() {
  const { t } = useTranslation('dashboard');
  const can = useCan();
  const overview = useQuery({ queryKey: ['overview'], queryFn: () => data(api.GET('/admin/analytics/overview')) });
  if (overview.isPending) return <Skeleton className="h-28" />;
  if (overview.isError) return <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />;
  const { ordersToFulfill, ordersUnpaid, lowStock } = overview.data;
  const tile = 'block rounded-xl border border-line bg-surface px-5 py-4 hover:border-ink';
  const figure = (count: number, label: string) => (
    <>
      <span className="block text-3xl font-semibold tabular-nums">{count}</span>
      <span className="text-sm text-muted">{label}</span>
    </>
  );
  return (
    <section aria-label={t('toDo')} className="grid gap-4 sm:grid-cols-3">
      <Link to="/orders" search={{ status: 'confirmed', fulfillment: 'unfulfilled' }} className={tile}>
        {figure(ordersToFulfill, t('toFulfill', { count: ordersToFulfill }))}
      </Link>
      <Link to="/orders" search={{ payment: 'authorized' }} className={tile}>
        {figure(ordersUnpaid, t('unpaid', { count: ordersUnpaid }))}
      </Link>
      {can('inventory:read') ? (
        <Link to="/inventory" className={tile}>
          {figure(lowStock.count, t('lowStock', { count: lowStock.count }))}
        </Link>
      ) : (
        <div className={tile}>{figure(lowStock.count, t('lowStock', { count: lowStock.count }))}</div>
      )}
    </section>
  );
}

function Latest() {
  const { t } = useTranslation('dashboard');
  const { money, dateTime } = useFormat();
  const can = useCan();
  const orders = useQuery({ queryKey: ['orders', 'latest'], queryFn: () => loadOrders({}, undefined, 6) });
  if (orders.isPending) return <Skeleton className="h-48" />;
  if (orders.isError) return <ErrorState error={orders.error} onRetry={() => void orders.refetch()} />;
  if (orders.data.items.length === 0)
    return (
      <Card>
        <EmptyState
          icon={<Rocket />}
          title={t('first')}
          text={t('firstText')}
          action={
            <span className="flex flex-wrap justify-center gap-2">
              {can('catalog:write') && (
                <Link to="/products/new" className={buttonClass({ variant: 'primary' })}>
                  {t('addProduct')}
                </Link>
              )}
              {can('settings:read') && (
                <Link to="/settings/payments" className={buttonClass()}>
                  {t('setUpPayments')}
                </Link>
              )}
            </span>
          }
        />
      </Card>
    );
  return (
    <Card
      title={t('latest')}
      actions={
        <Link to="/orders" className={buttonClass({ variant: 'link' })}>
          {t('allOrders')}
        </Link>
      }
      flush
    >
      <ul className="divide-y divide-line border-t border-line">
        {orders.data.items.map(order => (
          <li key={order.id} className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3 text-sm hover:bg-sunken">
            <Link
              to="/orders/$id"
              params={{ id: order.id }}
              className="w-16 font-medium after:absolute after:inset-0 hover:underline"
            >
              {order.number}
            </Link>
            <span className="min-w-40 flex-1 truncate">
              {order.shippingAddress.name} <span className="text-muted">· {dateTime(order.placedAt)}</span>
            </span>
            <PaymentBadge status={order.paymentStatus} />
            <FulfillmentBadge status={order.fulfillmentStatus} />
            <span className="w-24 text-right tabular-nums">{money(order.total)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
