import { data, ProblemError, type Schemas, tagged } from '@sharpcommerce/client';
import {
  Alert,
  Button,
  EmptyState,
  ErrorState,
  Field,
  Input,
  problemText,
  Skeleton,
  toast,
  useFormat,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Boxes } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, useCan } from '../session';
import { DataTable } from '../shared/DataTable';
import { Card, Facts, PageHeader } from '../shared/Page';
import { usePages } from '../shared/pages';
import { usePageTitle } from '../shared/title';

const route = getRouteApi('/shell/inventory/$variantId');

/** The stock of a variant: how much there is, changing it, and every change there was. */
export function StockPage() {
  const { t } = useTranslation('inventory');
  const { variantId } = route.useParams();
  const { dateTime } = useFormat();
  const can = useCan();
  const params = { path: { variantId } };
  const level = useQuery({
    queryKey: ['level', variantId],
    queryFn: () => tagged(api.GET('/admin/inventory/levels/{variantId}', { params })),
  });
  const movements = usePages<Schemas['StockMovementResponse']>(['movements', variantId], cursor =>
    data(api.GET('/admin/inventory/levels/{variantId}/movements', { params: { ...params, query: { cursor, limit: 25 } } })),
  );
  usePageTitle(t('stock'));
  const back = <Link to="/inventory">{t('inventory')}</Link>;
  if (level.isPending) return <Skeleton className="h-80" />;
  if (level.isError) {
    return level.error instanceof ProblemError && level.error.status === 404 ? (
      <>
        <PageHeader back={back} title={t('stock')} />
        <EmptyState icon={<Boxes />} title={t('notTracked')} text={t('notTrackedText')} />
      </>
    ) : (
      <ErrorState error={level.error} onRetry={() => void level.refetch()} />
    );
  }
  const { onHand, reserved, available } = level.data.data;
  return (
    <>
      <PageHeader back={back} title={t('stock')} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Card title={t('history')} flush>
          <DataTable
            label={t('history')}
            query={movements}
            nameOf={movement => movement.reason}
            columns={[
              { header: t('when'), cell: movement => dateTime(movement.occurredAt) },
              { header: t('reason'), cell: movement => movement.reason },
              { header: t('by'), cell: movement => <span className="break-all text-muted">{movement.actor}</span>, wide: true },
              { header: t('change'), cell: movement => (movement.delta > 0 ? `+${movement.delta}` : movement.delta), end: true },
            ]}
          />
        </Card>
        <div className="space-y-6">
          <Card title={t('now')}>
            <Facts
              items={[
                [t('onHand'), onHand],
                [t('reserved'), reserved],
                [t('available'), available],
              ]}
            />
          </Card>
          {can('inventory:write') && (
            <>
              <Change variantId={variantId} kind="adjust" onHand={onHand} etag={level.data.etag} />
              <Change variantId={variantId} kind="count" onHand={onHand} etag={level.data.etag} />
            </>
          )}
        </div>
      </div>
    </>
  );
}

/** Adds or takes units, or sets what somebody counted: then it is refused when the stock has changed meanwhile. */
function Change({
  variantId,
  kind,
  onHand,
  etag,
}: {
  variantId: string;
  kind: 'adjust' | 'count';
  onHand: number;
  etag: string;
}) {
  const { t } = useTranslation('inventory');
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const count = kind === 'count';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(count ? /^\d{1,9}$/ : /^[+-]?\d{1,9}$/).test(typed.trim())) {
      setProblem(t('wrongNumber'));
      return;
    }
    const delta = Number(typed) - (count ? onHand : 0);
    if (delta === 0) {
      setProblem(t(count ? 'noDifference' : 'wrongNumber'));
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await api.POST('/admin/inventory/adjustments', {
        params: { header: { 'Idempotency-Key': key } },
        headers: count && etag ? { 'If-Match': etag } : {},
        body: { variantId, delta, reason: reason.trim() || null },
      });
      // Only after an answer: repeated without one, it must be the same call.
      setKey(crypto.randomUUID());
      setTyped('');
      setReason('');
      toast.done(t('changed'));
    } catch (error) {
      setProblem(problemText(error));
      if (error instanceof ProblemError && error.status >= 400 && error.status < 500) setKey(crypto.randomUUID());
    } finally {
      setBusy(false);
      void queryClient.invalidateQueries({ queryKey: ['level', variantId] });
      void queryClient.invalidateQueries({ queryKey: ['movements', variantId] });
      void queryClient.invalidateQueries({ queryKey: ['overview'] });
      void queryClient.invalidateQueries({ queryKey: ['product'] });
    }
  };
  return (
    <Card title={t(kind)} text={t(`${kind}Text`)}>
      <form onSubmit={event => void submit(event)} className="space-y-3">
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Field label={t(count ? 'counted' : 'units')}>
          <Input
            inputMode={count ? 'numeric' : 'text'}
            placeholder={count ? String(onHand) : '+5'}
            value={typed}
            onChange={event => setTyped(event.target.value)}
          />
        </Field>
        <Field label={t('reason')} optional>
          <Input maxLength={200} value={reason} onChange={event => setReason(event.target.value)} />
        </Field>
        <Button type="submit" busy={busy}>
          {t(`${kind}Now`)}
        </Button>
      </form>
    </Card>
  );
}
