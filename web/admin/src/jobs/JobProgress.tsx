import { data } from '@sharpcommerce/client';
import { Alert, Button, ErrorState, Skeleton, toast, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, useCan } from '../session';
import { Facts } from '../shared/Page';
import { JobBadge } from '../shared/status';

const ENDED = ['succeeded', 'failed', 'canceled'];
const SHORTEST = 400;
const LONGEST = 5_000;

/** Where a job stands, asked for until it has ended, at growing intervals. */
export function JobProgress({ id }: { id: string }) {
  const { t } = useTranslation('jobs');
  const { number } = useFormat();
  const can = useCan();
  const queryClient = useQueryClient();
  const job = useQuery({
    queryKey: ['job', id],
    queryFn: () => data(api.GET('/admin/jobs/{id}', { params: { path: { id } } })),
    refetchInterval: query =>
      query.state.data && ENDED.includes(query.state.data.status)
        ? false
        : Math.min(SHORTEST * 1.3 ** query.state.dataUpdateCount, LONGEST),
  });
  const ended = job.data !== undefined && ENDED.includes(job.data.status);
  useEffect(() => {
    if (ended) void queryClient.invalidateQueries({ queryKey: ['products'] });
  }, [ended, queryClient]);
  if (job.isPending) return <Skeleton className="h-24" />;
  if (job.isError) return <ErrorState error={job.error} onRetry={() => void job.refetch()} />;
  const { status, progress, created, updated, unchanged, failed, errors, warnings, error, cancelRequested } = job.data;
  const share =
    status === 'succeeded' ? 100 : progress.total ? Math.min(100, Math.floor((progress.done / progress.total) * 100)) : 0;
  const cancel = async () => {
    try {
      await api.DELETE('/admin/jobs/{id}', { params: { path: { id } } });
    } catch (failure) {
      toast.failed(failure);
    }
    await job.refetch();
  };
  return (
    <div className="space-y-4">
      <div className="flex items-center gap-3">
        <JobBadge status={status} />
        <div
          role="progressbar"
          aria-label={t('progress')}
          aria-valuenow={share}
          aria-valuemin={0}
          aria-valuemax={100}
          className="h-2 flex-1 overflow-hidden rounded-full bg-hover"
        >
          <div className="h-full rounded-full bg-ink transition-[width]" style={{ width: `${share}%` }} />
        </div>
        {!ended && can('catalog:write') && (
          <Button size="small" disabled={cancelRequested} onClick={() => void cancel()}>
            {t('callOff')}
          </Button>
        )}
      </div>
      {error && <Alert tone="danger">{error}</Alert>}
      <Facts
        items={[
          [t('created'), number(created)],
          [t('updated'), number(updated)],
          [t('unchanged'), number(unchanged)],
          [t('failed'), number(failed)],
        ]}
      />
      {errors.length > 0 && (
        <div>
          <h3 className="mb-2 text-sm font-semibold">{t('rowErrors', { count: errors.length })}</h3>
          <div className="max-h-80 overflow-auto rounded-lg border border-line">
            <table className="w-full text-sm">
              <caption className="sr-only">{t('rowErrors', { count: errors.length })}</caption>
              <thead>
                <tr className="border-b border-line text-left text-muted">
                  <th scope="col" className="px-3 py-2 font-medium">
                    {t('row')}
                  </th>
                  <th scope="col" className="px-3 py-2 font-medium">
                    {t('field')}
                  </th>
                  <th scope="col" className="px-3 py-2 font-medium">
                    {t('fault')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {errors.map((one, index) => (
                  <tr key={index} className="border-b border-line last:border-0">
                    <td className="px-3 py-2 tabular-nums">{one.row}</td>
                    <td className="px-3 py-2">{one.field}</td>
                    <td className="px-3 py-2">{one.message}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
      {warnings.length > 0 && (
        <details className="text-sm">
          <summary className="font-semibold">{t('warnings', { count: warnings.length })}</summary>
          <ul className="mt-2 list-disc space-y-1 pl-5 text-muted">
            {warnings.map((warning, index) => (
              <li key={index}>{warning}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
