import { tagged } from '@sharpcommerce/client';
import { Badge, Button, Confirm, ErrorState, Skeleton, toast, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { loadOrders, type Order } from '../orders/queries';
import { api, useCan } from '../session';
import { DataTable } from '../shared/DataTable';
import { Card, Facts, PageHeader } from '../shared/Page';
import { usePages } from '../shared/pages';
import { OrderBadge, PaymentBadge } from '../shared/status';
import { usePageTitle } from '../shared/title';

const route = getRouteApi('/shell/customers/$id');

export function CustomerPage() {
  const { t } = useTranslation('customers');
  const { id } = route.useParams();
  const can = useCan();
  const { dateTime, money } = useFormat();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const customer = useQuery({
    queryKey: ['customer', id],
    queryFn: () => tagged(api.GET('/admin/customers/{id}', { params: { path: { id } } })),
  });
  const orders = usePages<Order>(['orders', { customerId: id }], cursor => loadOrders({ customerId: id }, cursor), {
    enabled: can('orders:read'),
  });
  usePageTitle(customer.data?.data.email);
  if (customer.isPending) return <Skeleton className="h-80" />;
  if (customer.isError) return <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />;
  const { data: who, etag } = customer.data;
  const change = async () => {
    try {
      await api.PATCH('/admin/customers/{id}', {
        params: { path: { id } },
        headers: { 'If-Match': etag },
        body: { disabled: !who.disabled },
      });
      toast.done(who.disabled ? t('enabledNow') : t('disabledNow'));
    } finally {
      await queryClient.invalidateQueries({ queryKey: ['customer', id] });
      void queryClient.invalidateQueries({ queryKey: ['customers'] });
    }
  };
  return (
    <>
      <PageHeader
        back={<Link to="/customers">{t('customers')}</Link>}
        title={who.name ?? who.email}
        badge={who.disabled && <Badge tone="danger">{t('disabled')}</Badge>}
        actions={
          can('customers:write') && <Button onClick={() => setAsking(true)}>{who.disabled ? t('enable') : t('disable')}</Button>
        }
      />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        {can('orders:read') && (
          <Card title={t('orders')} flush>
            <DataTable
              label={t('orders')}
              query={orders}
              nameOf={order => String(order.number)}
              empty={<p className="px-5 pb-5 text-sm text-muted">{t('noOrders')}</p>}
              columns={[
                {
                  header: t('order'),
                  cell: order => (
                    <Link to="/orders/$id" params={{ id: order.id }} className="font-medium hover:underline">
                      {order.number}
                    </Link>
                  ),
                },
                { header: t('placed'), cell: order => dateTime(order.placedAt) },
                { header: t('state'), cell: order => <OrderBadge status={order.status} /> },
                { header: t('payment'), cell: order => <PaymentBadge status={order.paymentStatus} />, wide: true },
                { header: t('total'), cell: order => money(order.total), end: true },
              ]}
            />
          </Card>
        )}
        <Card title={t('profile')}>
          <Facts
            items={[
              [t('email'), who.email],
              [t('confirmed'), who.emailVerified ? t('yes') : t('no')],
              [t('phone'), who.phone ?? '–'],
              [t('since'), dateTime(who.createdAt)],
              [t('lastSignIn'), who.lastSignInAt ? dateTime(who.lastSignInAt) : '–'],
            ]}
          />
        </Card>
      </div>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={who.disabled ? t('enableTitle') : t('disableTitle')}
        text={who.disabled ? t('enableText') : t('disableText')}
        action={who.disabled ? t('enable') : t('disable')}
        danger={!who.disabled}
        onConfirm={change}
      />
    </>
  );
}
