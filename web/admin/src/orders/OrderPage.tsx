import { Button, ErrorState, Skeleton, toast, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Copy, Printer } from 'lucide-react';
import { useState } from 'react';
import { useCan } from '../session';
import { Card, Facts, PageHeader } from '../shared/Page';
import { FulfillmentBadge, OrderBadge, PaymentBadge } from '../shared/status';
import { usePageTitle } from '../shared/title';
import { CancelDialog } from './CancelDialog';
import { FulfillDialog } from './FulfillDialog';
import { Notes } from './Notes';
import { OrderLines } from './OrderLines';
import { Payments } from './Payments';
import { leftToSend, type Order, orderQuery } from './queries';
import { Timeline } from './Timeline';

const route = getRouteApi('/shell/orders/$id');

export function OrderPage() {
  const { t } = useTranslation('orders');
  const { id } = route.useParams();
  const order = useQuery(orderQuery(id));
  usePageTitle(order.data ? t('orderNumber', { number: String(order.data.data.number) }) : t('orders'));
  if (order.isPending) return <Skeleton className="h-96" />;
  if (order.isError) return <ErrorState error={order.error} onRetry={() => void order.refetch()} />;
  return <Shown order={order.data.data} />;
}

function Shown({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const { dateTime } = useFormat();
  const can = useCan();
  const [open, setOpen] = useState<'fulfill' | 'cancel' | null>(null);
  const close = () => setOpen(null);
  const sendable = order.status === 'confirmed' && leftToSend(order) > 0;
  const cancelable = ['pending_payment', 'confirmed'].includes(order.status) && order.fulfillmentStatus === 'unfulfilled';
  const copy = async () => {
    await navigator.clipboard.writeText(String(order.number));
    toast.done(t('numberCopied'));
  };
  return (
    <>
      <PageHeader
        back={<Link to="/orders">{t('orders')}</Link>}
        title={t('orderNumber', { number: String(order.number) })}
        badge={
          <>
            <OrderBadge status={order.status} />
            <PaymentBadge status={order.paymentStatus} />
            <FulfillmentBadge status={order.fulfillmentStatus} />
            <Button
              variant="quiet"
              size="small-icon"
              aria-label={t('copyNumber')}
              onClick={() => void copy()}
              className="print:hidden"
            >
              <Copy aria-hidden className="size-4" />
            </Button>
          </>
        }
        text={dateTime(order.placedAt)}
        actions={
          <span className="flex flex-wrap gap-2 print:hidden">
            <Button onClick={() => print()}>
              <Printer aria-hidden className="size-4" />
              {t('print')}
            </Button>
            {can('orders:write') && cancelable && <Button onClick={() => setOpen('cancel')}>{t('cancel')}</Button>}
            {can('orders:write') && sendable && (
              <Button variant="primary" onClick={() => setOpen('fulfill')}>
                {t('fulfill')}
              </Button>
            )}
          </span>
        }
      />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="space-y-6">
          <OrderLines order={order} />
          <Payments order={order} />
          <Timeline order={order} />
        </div>
        <div className="space-y-6">
          <People order={order} />
          <Notes order={order} />
        </div>
      </div>
      {open === 'fulfill' && <FulfillDialog order={order} onClose={close} />}
      {open === 'cancel' && <CancelDialog order={order} onClose={close} />}
    </>
  );
}

function People({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const can = useCan();
  return (
    <Card title={t('customer')}>
      <Facts
        items={[
          [
            t('email'),
            order.customerId && can('customers:read') ? (
              <Link
                key="customer"
                to="/customers/$id"
                params={{ id: order.customerId }}
                className="text-ink underline underline-offset-4"
              >
                {order.email}
              </Link>
            ) : (
              order.email
            ),
          ],
          [t('account'), order.customerId ? t('registered') : t('guest')],
        ]}
      />
      <h3 className="mt-5 mb-1 text-sm font-medium">{t('shippingAddress')}</h3>
      <AddressText address={order.shippingAddress} />
      <h3 className="mt-5 mb-1 text-sm font-medium">{t('billingAddress')}</h3>
      {order.billingAddress ? (
        <AddressText address={order.billingAddress} />
      ) : (
        <p className="text-sm text-muted">{t('sameAddress')}</p>
      )}
      {order.shippingMethod && (
        <>
          <h3 className="mt-5 mb-1 text-sm font-medium">{t('shippingMethod')}</h3>
          <p className="text-sm text-muted">{order.shippingMethod}</p>
        </>
      )}
    </Card>
  );
}

function AddressText({ address }: { address: Order['shippingAddress'] }) {
  const { country } = useFormat();
  const lines = [
    address.name,
    address.company,
    address.line1,
    address.line2,
    `${address.postalCode} ${address.city}`,
    address.region,
    country(address.country),
    address.phone,
  ];
  return (
    <address className="text-sm text-muted not-italic">
      {lines.filter(Boolean).map((line, index) => (
        <span key={index} className="block break-words">
          {line}
        </span>
      ))}
    </address>
  );
}
