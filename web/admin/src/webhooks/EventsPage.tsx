import { data, type Schemas } from '@sharpcommerce/client';
import { Button, EmptyState, ErrorState, Field, Input, Skeleton, toast, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Activity, ChevronDown, ChevronRight } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { api, useCan } from '../session';
import { Card, PageHeader } from '../shared/Page';
import { usePages } from '../shared/pages';
import { usePageTitle } from '../shared/title';

/** What happened in the shop, as programs read it, and what could not be handled. */
export function EventsPage() {
  const { t } = useTranslation('webhooks');
  usePageTitle(t('feed'));
  return (
    <>
      <PageHeader title={t('feed')} text={t('feedText')} />
      <div className="space-y-6">
        <Parked />
        <Feed />
      </div>
    </>
  );
}

function Feed() {
  const { t } = useTranslation('webhooks');
  const [typed, setTyped] = useState('');
  const type = useDeferredValue(typed.trim()) || undefined;
  const events = usePages<Schemas['EventResponse']>(['events', type], cursor =>
    data(api.GET('/admin/events', { params: { query: { type, cursor, limit: 50 } } })),
  );
  const rows = events.data?.pages.flatMap(page => page.items) ?? [];
  return (
    <Card flush>
      <div className="border-b border-line px-5 pb-4">
        <Field label={t('type')} hiddenLabel className="max-w-xs">
          <Input type="search" placeholder={t('typeHint')} value={typed} onChange={event => setTyped(event.target.value)} />
        </Field>
      </div>
      {events.isPending ? (
        <Skeleton className="m-5 h-64" />
      ) : events.isError ? (
        <ErrorState error={events.error} onRetry={() => void events.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={<Activity />} title={t('noEvents')} />
      ) : (
        <ul className="divide-y divide-line">
          {rows.map(event => (
            <Row key={event.id} event={event} />
          ))}
        </ul>
      )}
      {events.hasNextPage && (
        <div className="flex justify-center border-t border-line py-3">
          <Button busy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Row({ event }: { event: Schemas['EventResponse'] }) {
  const { dateTime } = useFormat();
  const [open, setOpen] = useState(false);
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-3 px-5 py-2.5 text-left text-sm hover:bg-sunken"
      >
        {open ? (
          <ChevronDown aria-hidden className="size-4 text-muted" />
        ) : (
          <ChevronRight aria-hidden className="size-4 text-muted" />
        )}
        <span className="w-16 shrink-0 text-muted tabular-nums">{event.sequence}</span>
        <span className="min-w-0 flex-1 truncate font-medium">{event.type}</span>
        <span className="shrink-0 text-muted">{dateTime(event.occurredAt)}</span>
      </button>
      {open && <pre className="overflow-x-auto px-5 pb-4 pl-12 font-mono text-xs">{JSON.stringify(event.data, null, 2)}</pre>}
    </li>
  );
}

/** What could not be handled and waits for somebody: events for a consumer, and messages of providers. */
function Parked() {
  const { t } = useTranslation('webhooks');
  const { dateTime } = useFormat();
  const can = useCan();
  const queryClient = useQueryClient();
  const parked = useQuery({
    queryKey: ['parked'],
    queryFn: async () => {
      const [events, messages] = await Promise.all([
        data(api.GET('/admin/events/parked')),
        data(api.GET('/admin/inbound/parked')),
      ]);
      return [
        ...events.items.map(one => ({
          id: one.eventId,
          title: `${one.type} → ${one.consumer}`,
          reason: one.reason,
          at: one.parkedAt,
          event: true,
        })),
        ...messages.items.map(one => ({
          id: one.id,
          title: `${one.source}: ${one.externalId}`,
          reason: one.reason,
          at: one.parkedAt,
          event: false,
        })),
      ];
    },
  });
  if (!parked.data || parked.data.length === 0) return null;
  const release = async (id: string, event: boolean) => {
    const params = { path: { id } };
    try {
      await (event ? api.POST('/admin/events/{id}/release', { params }) : api.POST('/admin/inbound/{id}/release', { params }));
      toast.done(t('released'));
    } catch (error) {
      toast.failed(error);
    }
    await queryClient.invalidateQueries({ queryKey: ['parked'] });
  };
  return (
    <Card title={t('parked')} text={t('parkedText')} flush>
      <ul className="divide-y divide-line border-t border-line">
        {parked.data.map(one => (
          <li key={`${one.id}${one.title}`} className="flex flex-wrap items-center gap-3 px-5 py-3 text-sm">
            <span className="min-w-52 flex-1">
              <span className="font-medium">{one.title}</span>
              <span className="block break-words text-muted">
                {one.reason} · {dateTime(one.at)}
              </span>
            </span>
            {can('events:write') && (
              <Button size="small" onClick={() => void release(one.id, one.event)}>
                {t('release')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
