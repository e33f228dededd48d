import { data, type Schemas, tagged } from '@sharpcommerce/client';
import { Alert, Button, Confirm, ErrorState, Field, Input, Skeleton, toast, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ShownOnce } from '../access/ShownOnce';
import { api, useCan } from '../session';
import { Card, Facts, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { Deliveries } from './Deliveries';
import { EndpointDialog } from './EndpointDialog';
import { EndpointBadge } from './WebhooksPage';

const route = getRouteApi('/shell/webhooks/$id');

/** An endpoint with what was sent to it. */
export function WebhookPage() {
  const { id } = route.useParams();
  const endpoint = useQuery({
    queryKey: ['webhook', id],
    queryFn: () => tagged(api.GET('/admin/webhooks/{id}', { params: { path: { id } } })),
  });
  usePageTitle(endpoint.data?.data.url);
  if (endpoint.isPending) return <Skeleton className="h-80" />;
  if (endpoint.isError) return <ErrorState error={endpoint.error} onRetry={() => void endpoint.refetch()} />;
  return <Shown endpoint={endpoint.data.data} etag={endpoint.data.etag} />;
}

function Shown({ endpoint, etag }: { endpoint: Schemas['WebhookResponse']; etag: string }) {
  const { t } = useTranslation('webhooks');
  const { dateTime } = useFormat();
  const can = useCan();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<'edit' | 'rotate' | 'delete' | 'replay' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [from, setFrom] = useState('');
  const params = { path: { id: endpoint.id } };
  const close = (next: boolean) => !next && setOpen(null);
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ['webhook', endpoint.id] }),
      queryClient.invalidateQueries({ queryKey: ['webhooks'] }),
      queryClient.invalidateQueries({ queryKey: ['deliveries', endpoint.id] }),
    ]);
  const run = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      toast.done(done);
    } catch (error) {
      toast.failed(error);
    }
    await refresh();
  };
  return (
    <>
      <PageHeader
        back={<Link to="/webhooks">{t('webhooks')}</Link>}
        title={<span className="break-all">{endpoint.url}</span>}
        badge={<EndpointBadge endpoint={endpoint} />}
        text={endpoint.description}
        actions={
          can('events:write') && (
            <>
              <Button onClick={() => void run(() => api.POST('/admin/webhooks/{id}/test', { params }), t('testSent'))}>
                {t('test')}
              </Button>
              <Button onClick={() => setOpen('edit')}>{t('edit')}</Button>
              <Button
                onClick={() =>
                  void run(
                    () =>
                      api.PATCH('/admin/webhooks/{id}', {
                        params,
                        headers: { 'If-Match': etag },
                        body: { enabled: !endpoint.enabled } as never,
                      }),
                    t('saved'),
                  )
                }
              >
                {endpoint.enabled ? t('disable') : t('enable')}
              </Button>
            </>
          )
        }
      />
      {endpoint.disabledReason && (
        <Alert tone="danger" className="mb-6">
          {t('disabledBecause', {
            reason: endpoint.disabledReason.replaceAll('_', ' '),
            time: endpoint.disabledAt ? dateTime(endpoint.disabledAt) : '',
          })}
        </Alert>
      )}
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Deliveries webhookId={endpoint.id} />
        <Card title={t('settings')}>
          <Facts
            items={[
              [t('events'), endpoint.eventTypes.length === 0 ? t('allEvents') : endpoint.eventTypes.join(', ')],
              [t('since'), dateTime(endpoint.createdAt)],
              ...(endpoint.failingSince ? [[t('failing'), dateTime(endpoint.failingSince)] as const] : []),
            ]}
          />
          {can('events:write') && (
            <div className="mt-4 flex flex-col gap-2">
              <Button onClick={() => setOpen('replay')}>{t('replay')}</Button>
              <Button onClick={() => setOpen('rotate')}>{t('rotate')}</Button>
              <Button variant="quiet" className="text-danger" onClick={() => setOpen('delete')}>
                {t('delete')}
              </Button>
            </div>
          )}
        </Card>
      </div>
      {open === 'edit' && <EndpointDialog endpoint={endpoint} onClose={() => setOpen(null)} />}
      <Confirm
        open={open === 'rotate'}
        onOpenChange={close}
        title={t('rotateTitle')}
        text={t('rotateText')}
        action={t('rotate')}
        onConfirm={async () => {
          setSecret((await data(api.POST('/admin/webhooks/{id}/rotate-secret', { params, body: {} }))).secret);
          await refresh();
        }}
      />
      <Confirm
        open={open === 'delete'}
        onOpenChange={close}
        title={t('deleteTitle')}
        text={t('deleteText')}
        action={t('delete')}
        danger
        onConfirm={async () => {
          await api.DELETE('/admin/webhooks/{id}', { params, headers: { 'If-Match': etag } });
          await queryClient.invalidateQueries({ queryKey: ['webhooks'] });
          await navigate({ to: '/webhooks' });
        }}
      />
      <Confirm
        open={open === 'replay'}
        onOpenChange={close}
        title={t('replayTitle')}
        text={t('replayText')}
        action={t('replay')}
        onConfirm={async () => {
          const { queued } = await data(
            api.POST('/admin/webhooks/{id}/replay', { params, body: { from: from ? new Date(from).toISOString() : null } }),
          );
          toast.done(t('replayed', { count: queued }));
          await refresh();
        }}
      >
        <Field label={t('replayFrom')} optional>
          <Input type="datetime-local" value={from} onChange={event => setFrom(event.target.value)} />
        </Field>
      </Confirm>
      {secret && <ShownOnce title={t('secret')} text={t('secretText')} value={secret} onClose={() => setSecret(null)} />}
    </>
  );
}
