import { Badge, buttonClass, EmptyState, Skeleton, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, PackageSearch } from 'lucide-react';
import { useState } from 'react';
import { useSignedIn } from '../account/session';
import { type KeptOrder, keptOrders } from '../shared/keptOrders';
import { usePageTitle } from '../shop';
import { orderQuery } from './order';
import { statusText, statusTone } from './status';

/** Of so many the state is asked for at once; of older ones when they are opened. */
const FRESH = 10;

/** The orders that were placed on this device, and how to find others. */
export function TrackPage() {
  const { t } = useTranslation('orders');
  usePageTitle(t('list.title'));
  const signedIn = useSignedIn();
  const [orders] = useState(keptOrders);
  return (
    <div className="mx-auto max-w-3xl px-4 py-8 sm:px-6 sm:py-12">
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{t('list.title')}</h1>
      {orders.length === 0 ? (
        <EmptyState
          icon={<PackageSearch aria-hidden />}
          title={t('list.emptyTitle')}
          text={t('list.emptyText')}
          action={
            <div className="flex flex-wrap justify-center gap-3">
              <AccountLink signedIn={signedIn} primary />
              <Link to="/search" className={buttonClass()}>
                {t('list.browse')}
              </Link>
            </div>
          }
        />
      ) : (
        <>
          <p className="mt-2 text-muted">{t('list.text')}</p>
          <ul className="mt-6 divide-y divide-line border-y border-line">
            {orders.map((order, index) => (
              <Row key={order.id} order={order} fresh={index < FRESH} />
            ))}
          </ul>
          <section className="mt-10 rounded-xl bg-sunken p-6 text-sm">
            <h2 className="font-semibold">{t('list.hint')}</h2>
            <p className="mt-1 mb-4 max-w-prose text-muted">{t(signedIn ? 'list.hintSignedIn' : 'list.hintText')}</p>
            <AccountLink signedIn={signedIn} />
          </section>
        </>
      )}
    </div>
  );
}

function AccountLink({ signedIn, primary = false }: { signedIn: boolean; primary?: boolean }) {
  const { t } = useTranslation('orders');
  const look = buttonClass({ variant: primary ? 'primary' : 'secondary' });
  return signedIn ? (
    <Link to="/account/orders" className={look}>
      {t('list.account')}
    </Link>
  ) : (
    <Link to="/account/sign-in" search={{ next: '/account/orders' }} className={look}>
      {t('signIn')}
    </Link>
  );
}

function Row({ order, fresh }: { order: KeptOrder; fresh: boolean }) {
  const { t } = useTranslation('orders');
  const { date, money } = useFormat();
  const { data, isPending, error } = useQuery({ ...orderQuery(order.id), enabled: fresh });
  return (
    <li>
      <Link
        to="/orders/$id"
        params={{ id: order.id }}
        className="-mx-3 flex items-center gap-4 rounded-lg px-3 py-4 hover:bg-hover"
      >
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{t('title', { number: order.number })}</span>
          <span className="block text-sm text-muted">
            {date(order.placedAt)}
            {data && ` · ${money(data.total)}`}
          </span>
        </span>
        {data ? (
          <Badge tone={statusTone(data.status)}>{statusText('status', data.status)}</Badge>
        ) : (
          fresh &&
          (error ? (
            <span className="text-sm text-muted">{t('list.unknown')}</span>
          ) : (
            isPending && <Skeleton className="h-5 w-20" />
          ))
        )}
        <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
      </Link>
    </li>
  );
}
