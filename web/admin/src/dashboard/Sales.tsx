import { data, type Money } from '@sharpcommerce/client';
import { Button, ErrorState, Select, Skeleton, useFormat, useTranslation } from '@sharpcommerce/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { api, useShop } from '../session';
import { Card } from '../shared/Page';
import { RANGES } from './routes';

const SalesChart = lazy(async () => ({ default: (await import('./SalesChart')).SalesChart }));
const route = getRouteApi('/shell/');
const DAYS = { '7d': 7, '30d': 30, '90d': 90, '12m': 365 } as const;
const INTERVALS = { '7d': 'day', '30d': 'day', '90d': 'week', '12m': 'month' } as const;

/** Sales over time, by currency. */
export function Sales() {
  const { t } = useTranslation('dashboard');
  const { money, number, date } = useFormat();
  const { currency: own } = useShop();
  const { range = '30d' } = route.useSearch();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState(own);
  const [asTable, setAsTable] = useState(false);
  const sales = useQuery({
    queryKey: ['sales', range],
    queryFn: () => {
      const from = new Date();
      from.setUTCDate(from.getUTCDate() - DAYS[range] + 1);
      return data(
        api.GET('/admin/analytics/sales', { params: { query: { from: from.toISOString(), interval: INTERVALS[range] } } }),
      );
    },
    placeholderData: keepPreviousData,
  });
  const report = sales.data?.currencies.find(one => one.currency === chosen) ?? sales.data?.currencies[0];
  const figure = (label: string, value: string) => (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-xl font-semibold tabular-nums">{value}</dd>
    </div>
  );
  const net = (gross: Money, refunded: Money): Money => ({ amount: gross.amount - refunded.amount, currency: gross.currency });
  return (
    <Card
      title={t('sales')}
      text={t('salesText')}
      actions={
        <>
          {(sales.data?.currencies.length ?? 0) > 1 && (
            <Select
              aria-label={t('currency')}
              value={chosen}
              onChange={event => setChosen(event.target.value)}
              className="w-auto"
            >
              {sales.data?.currencies.map(one => (
                <option key={one.currency}>{one.currency}</option>
              ))}
            </Select>
          )}
          <Select
            aria-label={t('range')}
            value={range}
            onChange={event =>
              void navigate({ search: before => ({ ...before, range: event.target.value as typeof range }), replace: true })
            }
            className="w-auto"
          >
            {RANGES.map(one => (
              <option key={one} value={one}>
                {t(`ranges.${one}`)}
              </option>
            ))}
          </Select>
        </>
      }
    >
      {sales.isPending ? (
        <Skeleton className="h-72" />
      ) : sales.isError || !report ? (
        <ErrorState error={sales.error} onRetry={() => void sales.refetch()} />
      ) : (
        <>
          <dl className="mb-6 flex flex-wrap gap-x-10 gap-y-3">
            {figure(t('gross'), money(report.gross))}
            {figure(t('refunded'), money(report.refunded))}
            {figure(t('net'), money(net(report.gross, report.refunded)))}
            {figure(t('orders'), number(report.orders))}
          </dl>
          {report.orders === 0 ? (
            <p className="py-10 text-center text-sm text-muted">{t('noSales')}</p>
          ) : asTable ? (
            <table className="w-full text-sm">
              <caption className="sr-only">{t('sales')}</caption>
              <thead>
                <tr className="border-b border-line text-left text-muted">
                  <th scope="col" className="py-2 font-medium">
                    {t('beginning')}
                  </th>
                  <th scope="col" className="py-2 text-right font-medium">
                    {t('orders')}
                  </th>
                  <th scope="col" className="py-2 text-right font-medium">
                    {t('gross')}
                  </th>
                  <th scope="col" className="py-2 text-right font-medium">
                    {t('refunded')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {report.points.map(point => (
                  <tr key={point.start} className="border-b border-line last:border-0">
                    <td className="py-2">{date(point.start)}</td>
                    <td className="py-2 text-right tabular-nums">{number(point.orders)}</td>
                    <td className="py-2 text-right tabular-nums">{money(point.gross)}</td>
                    <td className="py-2 text-right tabular-nums">{money(point.refunded)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : (
            <Suspense fallback={<Skeleton className="h-72" />}>
              <SalesChart report={report} interval={INTERVALS[range]} />
            </Suspense>
          )}
          {report.orders > 0 && (
            <Button size="small" variant="quiet" className="mt-3" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? t('asChart') : t('asTable')}
            </Button>
          )}
        </>
      )}
    </Card>
  );
}
