import type { Schemas } from '@sharpcommerce/client';
import { useFormat, useTranslation } from '@sharpcommerce/ui';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, type TooltipContentProps, XAxis, YAxis } from 'recharts';

/** A chart of sales. What it draws are minor units; only labels become amounts. */
export function SalesChart({ report, interval }: { report: Schemas['CurrencySales']; interval: Schemas['SalesInterval'] }) {
  const { t } = useTranslation('dashboard');
  const { money, locale } = useFormat();
  const currency = report.currency;
  const short = new Intl.DateTimeFormat(
    locale,
    interval === 'month' ? { month: 'short', timeZone: 'UTC' } : { day: 'numeric', month: 'short', timeZone: 'UTC' },
  );
  const points = report.points.map(point => ({
    start: point.start,
    label: short.format(new Date(point.start)),
    gross: point.gross.amount,
    refunded: point.refunded.amount,
    orders: point.orders,
  }));
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const axis = { fontSize: 12, fill: 'var(--color-muted)' };
  const amount = (value: number) => money({ amount: Math.round(value), currency });
  return (
    <div className="h-72" role="img" aria-label={t('chartLabel', { gross: money(report.gross), count: report.orders })}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={points} margin={{ top: 8, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <XAxis dataKey="label" tick={axis} tickLine={false} axisLine={false} minTickGap={24} />
          <YAxis tick={axis} tickLine={false} axisLine={false} width={84} tickFormatter={amount} allowDecimals={false} />
          <Tooltip cursor={{ fill: 'var(--color-hover)' }} content={props => <Tip {...props} amount={amount} />} />
          <Bar dataKey="gross" fill="var(--color-ink)" radius={[4, 4, 0, 0]} maxBarSize={36} isAnimationActive={!still} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

function Tip({ active, payload, amount }: TooltipContentProps & { amount: (value: number) => string }) {
  const { t } = useTranslation('dashboard');
  const point = payload?.[0]?.payload as { label: string; gross: number; refunded: number; orders: number } | undefined;
  if (!active || !point) return null;
  return (
    <div className="rounded-lg border border-line bg-surface px-3 py-2 text-sm shadow-lg">
      <p className="font-medium">{point.label}</p>
      <p>{amount(point.gross)}</p>
      <p className="text-muted">{t('ordersCount', { count: point.orders })}</p>
      {point.refunded > 0 && <p className="text-muted">{t('refundedAmount', { amount: amount(point.refunded) })}</p>}
    </div>
  );
}
