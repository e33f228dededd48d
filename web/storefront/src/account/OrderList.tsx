import type { Schemas } from '@sharpcommerce/client';
import { Badge, Skeleton, useFormat, useTranslation } from '@sharpcommerce/ui';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';

type Order = Schemas['OrderView'];

/** Orders as rows; undefined while they are on their way. */
export function OrderList({ orders }: { orders: readonly Order[] | undefined }) {
  const { t } = useTranslation('account');
  const { date, money } = useFormat();
  if (orders === undefined) return <Skeleton className="h-24" />;
  if (orders.length === 0) return <p className="text-sm text-muted">{t('noOrders')}</p>;
  return (
    <ul className="divide-y divide-line">
      {orders.map(order => (
        <li key={order.id} className="relative flex flex-wrap items-center gap-x-4 gap-y-1 py-3 text-sm first:pt-0 last:pb-0">
          <Link to="/orders/$id" params={{ id: order.id }} className="font-medium after:absolute after:inset-0 hover:underline">
            {t('orderNumber', { number: String(order.number) })}
          </Link>
          <span className="text-muted">{date(order.placedAt)}</span>
          <Badge
            tone={
              order.status === 'canceled'
                ? 'neutral'
                : order.fulfillmentStatus === 'fulfilled'
                  ? 'success'
                  : order.status === 'pending_payment'
                    ? 'warning'
                    : 'info'
            }
          >
            {t(`states.${stateOf(order)}`)}
          </Badge>
          <span className="ml-auto tabular-nums">{money(order.total)}</span>
          <ChevronRight aria-hidden className="size-4 text-muted" />
        </li>
      ))}
    </ul>
  );
}

function stateOf(order: Order): 'canceled' | 'pending_payment' | 'fulfilled' | 'partially_fulfilled' | 'confirmed' {
  if (order.status === 'canceled' || order.status === 'pending_payment') return order.status;
  return order.fulfillmentStatus === 'fulfilled' || order.fulfillmentStatus === 'partially_fulfilled'
    ? order.fulfillmentStatus
    : 'confirmed';
}
