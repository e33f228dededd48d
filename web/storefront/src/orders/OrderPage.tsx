import { ProblemError } from '@sharpcommerce/client';
import { Badge, Button, buttonClass, EmptyState, ErrorState, Skeleton, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { CircleCheck, Lock, Printer } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useSignedIn } from '../account/session';
import { keepOrder, keptOrder } from '../shared/keptOrders';
import { providerName, providersQuery } from '../shared/providers';
import { Totals } from '../shared/Totals';
import { usePageTitle, useShop } from '../shop';
import { ClaimOrder } from './ClaimOrder';
import { AddressLines, Notes, OrderLines, Parcels, Part } from './OrderDetails';
import { OrderSteps } from './OrderSteps';
import { awaitsPayment, lastPayment, type Order, orderQuery } from './order';
import { PaymentPanel } from './PaymentPanel';
import { statusText, statusTone } from './status';

const route = getRouteApi('/orders/$id');
/** How often an order is looked at again that waits for its payment, in milliseconds. */
const AGAIN = 15_000;

/** An order: its confirmation, and later how it is getting on. */
export function OrderPage() {
  const { id } = route.useParams();
  return <OrderById key={id} id={id} />;
}

function OrderById({ id }: { id: string }) {
  const { t } = useTranslation('orders');
  const navigate = useNavigate();
  const search = route.useSearch();
  const signedIn = useSignedIn();
  // The link of a mail may bring the token along. It is kept and taken out of the address, which people show to others.
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token'));
  useEffect(() => {
    if (token) void navigate({ to: '/orders/$id', params: { id }, search, hash: '', replace: true });
  }, [token, id, search, navigate]);
  const { data, error, refetch } = useQuery({
    ...orderQuery(id, token),
    refetchInterval: query => (query.state.data && awaitsPayment(query.state.data) ? AGAIN : false),
  });
  useEffect(() => {
    if (data && token && keptOrder(id)?.token !== token) keepOrder(data, token);
  }, [data, token, id]);
  usePageTitle(data ? t('title', { number: data.number }) : t('list.title'));

  if (data) return <OrderView order={data} placed={search.placed === 1} />;
  if (error instanceof ProblemError && error.status === 404)
    return (
      <Frame>
        <h1 className="sr-only">{t('list.title')}</h1>
        <EmptyState
          icon={<Lock aria-hidden />}
          title={t('notFoundTitle')}
          text={t('notFoundText')}
          action={
            !signedIn && (
              <Link to="/account/sign-in" search={{ next: `/orders/${id}` }} className={buttonClass({ variant: 'primary' })}>
                {t('signIn')}
              </Link>
            )
          }
        />
      </Frame>
    );
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Frame>
      <Skeleton className="h-10 w-64" />
      <Skeleton className="mt-8 h-72" />
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  return <div className="mx-auto max-w-5xl px-4 py-8 sm:px-6 sm:py-12 print:p-0">{children}</div>;
}

function OrderView({ order, placed }: { order: Order; placed: boolean }) {
  const { t } = useTranslation('orders');
  const { date } = useFormat();
  const waits = awaitsPayment(order);
  const shop = useShop();
  const thanks = placed && !waits && order.status !== 'canceled';
  return (
    <Frame>
      <p className="mb-6 hidden font-semibold print:block">{shop.name}</p>
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0">
          {thanks && <CircleCheck aria-hidden className="mb-4 size-10 stroke-[1.5] text-success print:hidden" />}
          <h1 className="text-2xl font-semibold tracking-tight text-balance sm:text-3xl">
            {thanks ? t('thanks') : t('title', { number: order.number })}
          </h1>
          {thanks && <p className="mt-2 text-muted wrap-anywhere">{t('thanksText', { email: order.email })}</p>}
          <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
            {thanks && <span className="font-medium text-text">{t('title', { number: order.number })}</span>}
            <span>{t('placedOn', { date: date(order.placedAt) })}</span>
            <Badge tone={statusTone(order.status)}>{statusText('status', order.status)}</Badge>
          </p>
        </div>
        <Button className="max-sm:hidden print:hidden" onClick={() => window.print()}>
          <Printer aria-hidden className="size-4" />
          {t('print')}
        </Button>
      </header>
      <div className="mt-8 grid gap-x-16 gap-y-10 lg:grid-cols-[1fr_20rem] print:grid-cols-[1fr_16rem]">
        <div className="min-w-0 space-y-10">
          {waits && <PaymentPanel order={order} />}
          <ClaimOrder order={order} />
          <OrderSteps order={order} />
          {(order.fulfillments?.length ?? 0) > 0 && (
            <Part title={t('parcels')}>
              <Parcels order={order} />
            </Part>
          )}
          {(order.notes?.length ?? 0) > 0 && (
            <Part title={t('notes')}>
              <Notes order={order} />
            </Part>
          )}
          <Part title={t('lines')}>
            <OrderLines order={order} />
          </Part>
        </div>
        <Facts order={order} />
      </div>
    </Frame>
  );
}

function Facts({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const shop = useShop();
  const { data: providers } = useQuery(providersQuery);
  const payment = lastPayment(order);
  const provider = payment && providerName(providers?.find(other => other.id === payment.provider) ?? { id: payment.provider });
  return (
    <aside aria-label={t('summary')} className="min-w-0 space-y-8">
      <div className="rounded-xl bg-sunken p-6">
        <h2 className="mb-4 font-semibold">{t('summary')}</h2>
        <Totals amounts={order} />
      </div>
      <dl className="space-y-6 text-sm">
        <Fact name={t('shipTo')}>
          <AddressLines address={order.shippingAddress} />
        </Fact>
        <Fact name={t('billTo')}>{order.billingAddress ? <AddressLines address={order.billingAddress} /> : t('billSame')}</Fact>
        {order.shippingMethod && <Fact name={t('method')}>{order.shippingMethod}</Fact>}
        <Fact name={t('payment')}>
          {provider}
          {payment?.provider !== 'manual' && (
            <span className="block text-muted">{statusText('paymentStatus', order.paymentStatus)}</span>
          )}
        </Fact>
        <Fact name={t('contact')}>
          <span className="wrap-anywhere">{order.email}</span>
        </Fact>
      </dl>
      <div className="space-y-2 text-sm print:hidden">
        {shop.contactEmail && (
          <p className="text-muted">
            {t('help')}{' '}
            <a href={`mailto:${shop.contactEmail}`} className="inline-block py-1 text-ink underline underline-offset-4">
              {t('write')}
            </a>
          </p>
        )}
        <Link to="/search" className="inline-block py-1 text-ink underline underline-offset-4">
          {t('shopOn')}
        </Link>
      </div>
    </aside>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="mb-1 font-semibold">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
