import { data } from '@sharpcommerce/client';
import { Badge, Button, ErrorState, Skeleton, toast, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, useCan } from '../session';
import { Card, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';

/** What the server does again and again. */
export function SchedulesPage() {
  const { t } = useTranslation('platform');
  const can = useCan();
  const { dateTime } = useFormat();
  const queryClient = useQueryClient();
  usePageTitle(t('schedules'));
  const schedules = useQuery({
    queryKey: ['schedules'],
    queryFn: async () => (await data(api.GET('/platform/schedules'))).items,
    refetchInterval: 5_000,
  });
  const run = async (name: string) => {
    try {
      await api.POST('/platform/schedules/{name}/run', { params: { path: { name } } });
      toast.done(t('started', { name }));
    } catch (error) {
      toast.failed(error);
    }
    await queryClient.invalidateQueries({ queryKey: ['schedules'] });
  };
  return (
    <>
      <PageHeader title={t('schedules')} text={t('schedulesText')} />
      <Card flush>
        {schedules.isPending ? (
          <Skeleton className="m-5 h-64" />
        ) : schedules.isError ? (
          <ErrorState error={schedules.error} onRetry={() => void schedules.refetch()} />
        ) : (
          <ul className="divide-y divide-line">
            {schedules.data.map(one => (
              <li key={one.name} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3 text-sm">
                <span className="min-w-52 flex-1">
                  <span className="font-medium">{one.name}</span>
                  <span className="block text-muted">
                    {one.schedule} · {t('next', { time: dateTime(one.nextAt) })}
                  </span>
                  {one.lastError && <span className="block break-words text-danger">{one.lastError}</span>}
                </span>
                {one.status === 'running' ? (
                  <Badge tone="info">{t('running')}</Badge>
                ) : one.lastOutcome === null ? (
                  <Badge>{t('neverRan')}</Badge>
                ) : (
                  <Badge tone={one.lastOutcome === 'succeeded' ? 'success' : 'danger'}>{t(`outcomes.${one.lastOutcome}`)}</Badge>
                )}
                {can('schedules:write') && (
                  <Button
                    size="small"
                    disabled={one.status === 'running'}
                    aria-label={t('runNamed', { name: one.name })}
                    onClick={() => void run(one.name)}
                  >
                    {t('runNow')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}
