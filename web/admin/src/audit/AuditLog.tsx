import type { Schemas } from '@sharpcommerce/client';
import { Button, EmptyState, ErrorState, Field, Input, Skeleton, useFormat, useTranslation } from '@sharpcommerce/ui';
import { ChevronDown, ChevronRight, ScrollText } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Card } from '../shared/Page';
import { usePages } from '../shared/pages';

export type Entry = Schemas['AuditEntryResponse'];

/** What a log is narrowed by, as the address says it. */
export interface AuditFilter {
  actor?: string;
  action?: string;
  subjectId?: string;
  from?: string;
}

export interface AuditLogProps {
  /** Tells the logs apart in the cache. */
  name: string;
  filter: AuditFilter;
  onFilter: (filter: AuditFilter) => void;
  load: (filter: AuditFilter, cursor: string | undefined) => Promise<{ items: Entry[]; nextCursor: string | null }>;
}

/** An audit log: who changed what, before and after. */
export function AuditLog({ name, filter, onFilter, load }: AuditLogProps) {
  const { t } = useTranslation('audit');
  const entries = usePages<Entry>(['audit', name, filter], cursor => load(filter, cursor));
  const rows = entries.data?.pages.flatMap(page => page.items) ?? [];
  return (
    <Card flush>
      <Filters filter={filter} onFilter={onFilter} />
      {entries.isPending ? (
        <Skeleton className="m-5 h-64" />
      ) : entries.isError ? (
        <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={<ScrollText />} title={t('none')} text={t('noneText')} />
      ) : (
        <ul className="divide-y divide-line">
          {rows.map(entry => (
            <Row key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {entries.hasNextPage && (
        <div className="flex justify-center border-t border-line py-3">
          <Button busy={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Filters({ filter, onFilter }: Pick<AuditLogProps, 'filter' | 'onFilter'>) {
  const { t } = useTranslation('audit');
  const [typed, setTyped] = useState(filter);
  const set = (key: keyof AuditFilter, value: string) => setTyped({ ...typed, [key]: value || undefined });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onFilter(typed);
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2 border-b border-line px-5 pb-4">
      <Field label={t('actor')} className="w-52 flex-1">
        <Input placeholder="user:…" value={typed.actor ?? ''} onChange={event => set('actor', event.target.value)} />
      </Field>
      <Field label={t('action')} className="w-44 flex-1">
        <Input placeholder="updateProduct" value={typed.action ?? ''} onChange={event => set('action', event.target.value)} />
      </Field>
      <Field label={t('subjectId')} className="w-52 flex-1">
        <Input value={typed.subjectId ?? ''} onChange={event => set('subjectId', event.target.value)} />
      </Field>
      <Field label={t('since')} className="w-40">
        <Input type="date" value={typed.from ?? ''} onChange={event => set('from', event.target.value)} />
      </Field>
      <Button type="submit">{t('show')}</Button>
    </form>
  );
}

function Row({ entry }: { entry: Entry }) {
  const { t } = useTranslation('audit');
  const { dateTime } = useFormat();
  const [open, setOpen] = useState(false);
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-start gap-3 px-5 py-3 text-left text-sm hover:bg-sunken"
      >
        {open ? (
          <ChevronDown aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        ) : (
          <ChevronRight aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        )}
        <span className="min-w-0 flex-1">
          <span className="font-medium">{entry.action}</span> <span className="text-muted">{entry.subject}</span>
          <span className="block truncate text-muted">{entry.actor}</span>
        </span>
        <span className="shrink-0 text-muted">{dateTime(entry.occurredAt)}</span>
      </button>
      {open && (
        <div className="space-y-4 px-5 pb-4 pl-12 text-sm">
          <p className="text-muted">
            {[
              t('number', { number: entry.sequence }),
              entry.subjectId,
              entry.address,
              entry.requestId && t('request', { id: entry.requestId }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {entry.changes.map((change, index) => (
            <Change key={index} change={change} />
          ))}
        </div>
      )}
    </li>
  );
}

function Change({ change }: { change: Schemas['AuditChangeResponse'] }) {
  const { t } = useTranslation('audit');
  const [before, after] = [(change.before ?? {}) as Record<string, unknown>, (change.after ?? {}) as Record<string, unknown>];
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    member => show(before[member]) !== show(after[member]),
  );
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full">
        <caption className="px-3 py-2 text-left font-medium">
          {change.entity}: {change.change}
        </caption>
        <thead>
          <tr className="border-y border-line text-left text-muted">
            <th scope="col" className="px-3 py-1.5 font-medium">
              {t('member')}
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              {t('before')}
            </th>
            <th scope="col" className="px-3 py-1.5 font-medium">
              {t('after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map(member => (
            <tr key={member} className="border-b border-line align-top last:border-0">
              <td className="px-3 py-1.5">{member}</td>
              <td className="max-w-80 px-3 py-1.5 break-words text-muted">{show(before[member])}</td>
              <td className="max-w-80 px-3 py-1.5 break-words">{show(after[member])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const show = (value: unknown) =>
  value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
