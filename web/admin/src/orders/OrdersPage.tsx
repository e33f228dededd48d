import { Button, EmptyState, Field, Input, Select, toast, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ReceiptText } from 'lucide-react';
import { useEffect, useState } from 'react';
import { api, useCan } from '../session';
import { type Column, DataTable } from '../shared/DataTable';
import { Card, PageHeader } from '../shared/Page';
import { usePages } from '../shared/pages';
import { FulfillmentBadge, OrderBadge, PaymentBadge } from '../shared/status';
import { usePageTitle } from '../shared/title';
import { loadOrders, type Order, type OrderFilter } from './queries';

const route = getRouteApi('/shell/orders');
const PAUSE = 350;
const TABS: readonly (readonly ['all' | 'toFulfill' | 'unpaid' | 'canceled', OrderFilter])[] = [
  ['all', {}],
  ['toFulfill', { status: 'confirmed', fulfillment: 'unfulfilled' }],
  ['unpaid', { payment: 'authorized' }],
  ['canceled', { status: 'canceled' }],
];

export function OrdersPage() {
  const { t } = useTranslation('orders');
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  usePageTitle(t('orders'));
  const change = (next: OrderFilter, keep = true) =>
    void navigate({ search: before => (keep ? { ...before, ...next } : { tenant: before.tenant, ...next }), replace: true });
  return (
    <>
      <PageHeader title={t('orders')} />
      <nav aria-label={t('views')} className="mb-4 flex flex-wrap gap-1">
        {TABS.map(([name, tab]) => {
          const here = filter.status === tab.status && filter.payment === tab.payment && filter.fulfillment === tab.fulfillment;
          return (
            <Button
              key={name}
              size="small"
              variant={here ? 'primary' : 'quiet'}
              aria-pressed={here}
              onClick={() => change(tab, false)}
            >
              {t(`tabs.${name}`)}
            </Button>
          );
        })}
      </nav>
      <Card flush>
        <Filters filter={filter} onChange={change} />
        <OrderTable filter={filter} />
      </Card>
    </>
  );
}

function Filters({ filter, onChange }: { filter: OrderFilter; onChange: (next: OrderFilter) => void }) {
  const { t } = useTranslation('orders');
  const { t: shared } = useTranslation('shared');
  const [q, setQ] = useState(filter.q ?? '');
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed is waited for
  useEffect(() => {
    if (q.trim() === (filter.q ?? '')) return;
    const timer = setTimeout(() => onChange({ q: q.trim() || undefined }), PAUSE);
    return () => clearTimeout(timer);
  }, [q]);
  const choose = <K extends 'status' | 'payment' | 'fulfillment'>(
    key: K,
    label: string,
    values: readonly NonNullable<OrderFilter[K]>[],
    name: (value: NonNullable<OrderFilter[K]>) => string,
  ) => (
    <Field label={label} hiddenLabel className="w-44">
      <Select value={filter[key] ?? ''} onChange={event => onChange({ [key]: event.target.value || undefined })}>
        <option value="">{label}</option>
        {values.map(value => (
          <option key={value} value={value}>
            {name(value)}
          </option>
        ))}
      </Select>
    </Field>
  );
  return (
    <div className="flex flex-wrap items-end gap-2 border-b border-line px-5 pb-4">
      <Field label={t('search')} hiddenLabel className="w-full flex-1 basis-60">
        <Input type="search" placeholder={t('search')} value={q} onChange={event => setQ(event.target.value)} />
      </Field>
      {choose(
        'payment',
        t('payment'),
        [
          'pending',
          'requires_action',
          'authorized',
          'paid',
          'partially_paid',
          'partially_refunded',
          'refunded',
          'voided',
          'failed',
        ],
        value => shared(`payment.${value}`),
      )}
      {choose('fulfillment', t('fulfillment'), ['unfulfilled', 'partially_fulfilled', 'fulfilled'], value =>
        shared(`fulfillment.${value}`),
      )}
      <Field label={t('from')} className="w-38">
        <Input type="date" value={filter.from ?? ''} onChange={event => onChange({ from: event.target.value || undefined })} />
      </Field>
      <Field label={t('to')} className="w-38">
        <Input type="date" value={filter.to ?? ''} onChange={event => onChange({ to: event.target.value || undefined })} />
      </Field>
    </div>
  );
}

function OrderTable({ filter }: { filter: OrderFilter }) {
  const { t } = useTranslation('orders');
  const can = useCan();
  const { money, dateTime } = useFormat();
  const queryClient = useQueryClient();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const orders = usePages<Order>(['orders', filter], cursor => loadOrders(filter, cursor));
  const columns: Column<Order>[] = [
    {
      header: t('order'),
      cell: order => (
        <Link to="/orders/$id" params={{ id: order.id }} className="font-medium hover:underline">
          {order.number}
        </Link>
      ),
    },
    { header: t('placed'), cell: order => dateTime(order.placedAt), wide: true },
    {
      header: t('customer'),
      cell: order => (
        <span className="block max-w-56 truncate">
          {order.shippingAddress.name}
          <span className="block truncate text-muted">{order.email}</span>
        </span>
      ),
    },
    { header: t('status'), cell: order => <OrderBadge status={order.status} />, wide: true },
    { header: t('payment'), cell: order => <PaymentBadge status={order.paymentStatus} /> },
    { header: t('fulfillment'), cell: order => <FulfillmentBadge status={order.fulfillmentStatus} />, wide: true },
    { header: t('total'), cell: order => money(order.total), end: true },
  ];
  const fulfill = async () => {
    setBusy(true);
    let done = 0;
    let failure: unknown;
    // One after the other: each takes stock, and the first fault is told with how far it came.
    for (const id of selected) {
      try {
        await api.POST('/admin/orders/{id}/fulfillments', { params: { path: { id } } });
        done++;
      } catch (error) {
        failure = error;
      }
    }
    setBusy(false);
    setSelected(new Set());
    if (done > 0) toast.done(t('fulfilledMany', { count: done }));
    if (failure) toast.failed(failure);
    await queryClient.invalidateQueries({ queryKey: ['orders'] });
  };
  return (
    <DataTable
      label={t('orders')}
      query={orders}
      columns={columns}
      nameOf={order => String(order.number)}
      empty={<EmptyState icon={<ReceiptText />} title={t('none')} text={t('noneText')} />}
      {...(can('orders:write')
        ? {
            selection: {
              selected,
              onChange: setSelected,
              actions: (
                <Button size="small" busy={busy} onClick={() => void fulfill()}>
                  {t('fulfill')}
                </Button>
              ),
            },
          }
        : {})}
    />
  );
}
