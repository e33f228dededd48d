import { hasText, useFormat, useTranslation } from '@sharpcommerce/ui';
import type { ReactNode } from 'react';
import { Card } from '../shared/Page';
import type { Order } from './queries';

interface Entry {
  at: string;
  title: string;
  text?: ReactNode;
  by: string | null;
}

/** Everything that happened to an order, last first. */
export function Timeline({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const { money, dateTime } = useFormat();
  const event = (type: string) =>
    hasText('orders', `happened.${type}`) ? t(`happened.${type}` as 'happened.placed') : type.replaceAll('_', ' ');
  const units = (lines: readonly { lineId: string; quantity: number }[]) =>
    lines.map(part => `${part.quantity} × ${order.lines.find(line => line.id === part.lineId)?.title ?? ''}`).join(', ');
  const entries: Entry[] = [
    ...(order.events ?? []).map(one => ({ at: one.occurredAt, title: event(one.type), text: one.reason, by: one.actor })),
    ...order.payments.flatMap(payment =>
      (payment.operations ?? []).map(one => ({
        at: one.createdAt,
        title: `${event(one.operation)}: ${money(one.amount)}`,
        text:
          [one.status === 'succeeded' ? null : t('operationStatus', { status: one.status }), one.reason, one.failureCode]
            .filter(Boolean)
            .join(' · ') || null,
        by: one.actor,
      })),
    ),
    ...(order.fulfillments ?? []).map(one => ({
      at: one.createdAt,
      title: t('parcel'),
      text: (
        <>
          {units(one.lines)}
          {one.tracking && (
            <span className="block">
              {[one.tracking.carrier, one.tracking.number].filter(Boolean).join(' ')}{' '}
              {one.tracking.url && /^https?:\/\//i.test(one.tracking.url) && (
                <a
                  href={one.tracking.url}
                  target="_blank"
                  rel="noopener noreferrer"
                  className="text-ink underline underline-offset-4"
                >
                  {t('track')}
                </a>
              )}
            </span>
          )}
        </>
      ),
      by: one.actor,
    })),
    ...(order.notes ?? []).map(one => ({ at: one.createdAt, title: t('note'), text: one.text, by: one.actor })),
  ].sort((one, other) => other.at.localeCompare(one.at));
  return (
    <Card title={t('timeline')}>
      <ol className="relative space-y-5 border-l border-line pl-5">
        {entries.map((entry, index) => (
          <li key={index} className="relative text-sm">
            <span
              aria-hidden
              className="absolute top-1.5 -left-[1.6rem] size-2.5 rounded-full border-2 border-surface bg-line-strong"
            />
            <p className="font-medium">{entry.title}</p>
            {entry.text && <div className="break-words text-muted">{entry.text}</div>}
            <p className="text-xs text-muted">
              {dateTime(entry.at)}
              {entry.by && ` · ${actor(entry.by, t)}`}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function actor(
  name: string,
  t: (key: 'actors.shopper' | 'actors.system' | 'actors.operator' | 'actors.staff' | 'actors.key') => string,
): string {
  const [kind = '', who] = name.split(/:(.*)/s);
  if (kind === 'shopper' || kind === 'customer') return t('actors.shopper');
  if (kind === 'operator') return t('actors.operator');
  if (kind === 'key' || kind === 'api_key') return `${t('actors.key')} ${who ?? ''}`;
  if (kind === 'user' || kind === 'staff') return t('actors.staff');
  return kind === 'system' || kind === 'demo' ? t('actors.system') : name;
}
