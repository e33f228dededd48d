import { data, type Schemas } from '@sharpcommerce/client';
import {
  Badge,
  Button,
  Dialog,
  EmptyState,
  ErrorState,
  Field,
  Select,
  Skeleton,
  type Tone,
  toast,
  useFormat,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { api, useCan } from '../session';
import { DataTable } from '../shared/DataTable';
import { Card } from '../shared/Page';
import { usePages } from '../shared/pages';

type Status = Schemas['WebhookDeliveryStatus'];
const TONES: Record<Status, Tone> = {
  pending: 'info',
  sending: 'info',
  succeeded: 'success',
  failed: 'danger',
  canceled: 'neutral',
};

/** What was sent to an endpoint, and how it went. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation('webhooks');
  const { dateTime } = useFormat();
  const [status, setStatus] = useState<Status | ''>('');
  const [shown, setShown] = useState<string | null>(null);
  const deliveries = usePages<Schemas['WebhookDeliverySummary']>(
    ['deliveries', webhookId, status],
    cursor =>
      data(
        api.GET('/admin/webhooks/{id}/deliveries', {
          params: { path: { id: webhookId }, query: { status: status || undefined, cursor, limit: 25 } },
        }),
      ),
    { refetchInterval: 10_000 },
  );
  return (
    <Card title={t('deliveries')} flush>
      <div className="border-b border-line px-5 pb-4">
        <Field label={t('state')} hiddenLabel className="w-48">
          <Select value={status} onChange={event => setStatus(event.target.value as Status | '')}>
            <option value="">{t('anyState')}</option>
            {(Object.keys(TONES) as Status[]).map(one => (
              <option key={one} value={one}>
                {t(`deliveryStatus.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <DataTable
        label={t('deliveries')}
        query={deliveries}
        nameOf={delivery => delivery.eventType}
        empty={<EmptyState icon={<Send />} title={t('noDeliveries')} text={t('noDeliveriesText')} />}
        columns={[
          {
            header: t('event'),
            cell: delivery => (
              <button type="button" className="text-left font-medium hover:underline" onClick={() => setShown(delivery.id)}>
                {delivery.eventType}
              </button>
            ),
          },
          {
            header: t('state'),
            cell: delivery => <Badge tone={TONES[delivery.status]}>{t(`deliveryStatus.${delivery.status}`)}</Badge>,
          },
          { header: t('answer'), cell: delivery => answer(delivery.lastAttempt), wide: true },
          { header: t('when'), cell: delivery => dateTime(delivery.createdAt), end: true },
        ]}
      />
      {shown && <DeliveryDialog webhookId={webhookId} id={shown} onClose={() => setShown(null)} />}
    </Card>
  );
}

const answer = (attempt: Schemas['WebhookAttempt'] | null) =>
  attempt === null ? '–' : (attempt.statusCode ?? attempt.failure ?? '–');

function DeliveryDialog({ webhookId, id, onClose }: { webhookId: string; id: string; onClose: () => void }) {
  const { t } = useTranslation('webhooks');
  const { dateTime, number } = useFormat();
  const can = useCan();
  const queryClient = useQueryClient();
  const params = { path: { id: webhookId, deliveryId: id } };
  const delivery = useQuery({
    queryKey: ['delivery', id],
    queryFn: () => data(api.GET('/admin/webhooks/{id}/deliveries/{deliveryId}', { params })),
  });
  const again = async () => {
    try {
      await api.POST('/admin/webhooks/{id}/deliveries/{deliveryId}/replay', { params });
      toast.done(t('replayed', { count: 1 }));
      await queryClient.invalidateQueries({ queryKey: ['deliveries', webhookId] });
      onClose();
    } catch (error) {
      toast.failed(error);
    }
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={open => !open && onClose()}
      title={delivery.data?.eventType ?? t('event')}
      footer={can('events:write') && <Button onClick={() => void again()}>{t('sendAgain')}</Button>}
    >
      {delivery.isPending ? (
        <Skeleton className="h-40" />
      ) : delivery.isError ? (
        <ErrorState error={delivery.error} />
      ) : (
        <div className="space-y-5 text-sm">
          <section>
            <h3 className="mb-2 font-semibold">{t('attempts')}</h3>
            {delivery.data.attempts.length === 0 ? (
              <p className="text-muted">{t('noAttempts')}</p>
            ) : (
              <ul className="space-y-1">
                {delivery.data.attempts.map((attempt, index) => (
                  <li key={index}>
                    {dateTime(attempt.at)}: {answer(attempt)} ({t('took', { ms: number(attempt.durationMs) })})
                  </li>
                ))}
              </ul>
            )}
            {delivery.data.nextAttemptAt && (
              <p className="mt-1 text-muted">{t('nextAttempt', { time: dateTime(delivery.data.nextAttemptAt) })}</p>
            )}
          </section>
          <section>
            <h3 className="mb-2 font-semibold">{t('body')}</h3>
            <pre className="overflow-x-auto rounded-lg bg-sunken p-3 font-mono text-xs">
              {JSON.stringify(delivery.data.body, null, 2)}
            </pre>
          </section>
        </div>
      )}
    </Dialog>
  );
}
