import { useFormat, useTranslation } from '@sharpcommerce/ui';
import { ExternalLink, Package } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { type Address, formatAddress } from '../shared/formatAddress';
import { webUrl } from '../shared/links';
import { variantName } from '../shared/variant';
import type { Order } from './order';

/** A part of an order with its heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="break-inside-avoid">
      <h2 id={id} className="mb-3 text-lg font-semibold tracking-tight">
        {title}
      </h2>
      {children}
    </section>
  );
}

export function OrderLines({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const { money } = useFormat();
  const partly = order.fulfillmentStatus === 'partially_fulfilled';
  return (
    <ul className="divide-y divide-line border-y border-line text-sm">
      {order.lines.map(line => {
        const variant = variantName(line.variantTitle);
        return (
          <li key={line.id} className="flex items-start justify-between gap-4 py-4">
            <div className="min-w-0">
              <p className="font-medium wrap-anywhere">{line.title}</p>
              <p className="text-muted">{[variant, line.sku].filter(Boolean).join(' · ')}</p>
              <p className="text-muted">
                {t('quantity', { count: line.quantity })}
                {line.quantity > 1 && ` · ${t('each', { price: money(line.unitPrice) })}`}
              </p>
              {partly && <p className="text-muted">{t('sent', { count: line.fulfilled ?? 0, total: line.quantity })}</p>}
            </div>
            <p className="shrink-0 font-medium tabular-nums">{money(line.total)}</p>
          </li>
        );
      })}
    </ul>
  );
}

export function Parcels({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const { date } = useFormat();
  const titles = new Map(order.lines.map(line => [line.id, line.title]));
  return (
    <ul className="space-y-3">
      {(order.fulfillments ?? []).map((parcel, index) => {
        const { carrier, number, url } = parcel.tracking ?? {};
        const address = webUrl(url);
        return (
          <li key={parcel.id} className="flex gap-4 rounded-xl border border-line p-4 text-sm">
            <Package aria-hidden className="mt-0.5 size-5 shrink-0 text-muted" />
            <div className="min-w-0 flex-1">
              <p className="font-medium">
                {t('parcel', { number: index + 1 })} · {t('sentOn', { date: date(parcel.createdAt) })}
              </p>
              {(carrier || number) && <p className="text-muted wrap-anywhere">{[carrier, number].filter(Boolean).join(' · ')}</p>}
              <ul className="mt-1 text-muted">
                {parcel.lines.map(line => (
                  <li key={line.lineId}>{t('contents', { quantity: line.quantity, title: titles.get(line.lineId) ?? '' })}</li>
                ))}
              </ul>
              {address && (
                <a
                  href={address}
                  target="_blank"
                  rel="noopener noreferrer"
                  className="mt-2 inline-flex items-center gap-1.5 py-1 font-medium text-ink underline underline-offset-4"
                  aria-label={number && carrier ? t('trackWith', { number, carrier }) : undefined}
                >
                  {t('track')}
                  <ExternalLink aria-hidden className="size-3.5" />
                </a>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

export function Notes({ order }: { order: Order }) {
  const { dateTime } = useFormat();
  return (
    <ul className="space-y-3">
      {(order.notes ?? []).map(note => (
        <li key={note.id} className="rounded-xl bg-sunken p-4 text-sm">
          <p className="wrap-anywhere whitespace-pre-line">{note.text}</p>
          <p className="mt-1 text-muted">{dateTime(note.createdAt)}</p>
        </li>
      ))}
    </ul>
  );
}

export function AddressLines({ address }: { address: Address }) {
  const { country } = useFormat();
  return (
    <address className="text-sm not-italic">
      {formatAddress(address, country).map((line, index) => (
        <span key={index} className="block wrap-anywhere">
          {line}
        </span>
      ))}
    </address>
  );
}
