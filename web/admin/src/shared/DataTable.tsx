import { Button, EmptyState, ErrorState, Skeleton, useTranslation } from '@sharpcommerce/ui';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Inbox } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';

export interface Column<Row> {
  /** What stands above it. */
  header: string;
  cell: (row: Row) => ReactNode;
  /** At the right, as numbers and amounts. */
  end?: boolean;
  /** Left out on narrow screens. */
  wide?: boolean;
  className?: string;
}

export interface Selection {
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
  /** Shown above the table while anything is selected. */
  actions: ReactNode;
}

export interface DataTableProps<Row extends { id: string }> {
  /** Read out before the table. */
  label: string;
  /** The pages that were loaded, by the list's cursor. */
  query: UseInfiniteQueryResult<InfiniteData<{ items: Row[]; nextCursor: string | null }>>;
  columns: readonly Column<Row>[];
  /** What a row is called, for its checkbox. */
  nameOf: (row: Row) => string;
  /** Shown while there is nothing. */
  empty?: ReactNode;
  selection?: Selection;
}

/**
 * A list of the API as a table. The first column holds the link to a row. Up and down move between those links, Home and End to the first and the last,
 * and the space key marks the row.
 */
export function DataTable<Row extends { id: string }>({ label, query, columns, nameOf, empty, selection }: DataTableProps<Row>) {
  const { t } = useTranslation('shared');
  const body = useRef<HTMLTableSectionElement>(null);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <TableSkeleton columns={columns.length} />;
  const rows = query.data.pages.flatMap(page => page.items);
  if (rows.length === 0) return empty ?? <EmptyState icon={<Inbox />} title={t('nothing')} text={t('nothingText')} />;

  const toggle = (id: string) => {
    const next = new Set(selection!.selected);
    if (!next.delete(id)) next.add(id);
    selection!.onChange(next);
  };
  const all = selection !== undefined && rows.every(row => selection.selected.has(row.id));
  const move = (event: KeyboardEvent) => {
    const links = [...(body.current?.querySelectorAll<HTMLElement>('tr > [data-first] :is(a, button)') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      links[Math.max(0, Math.min(to, links.length - 1))]?.focus();
    } else if (event.key === ' ' && selection !== undefined) {
      event.preventDefault();
      toggle(rows[at]!.id);
    }
  };

  return (
    <div>
      {selection !== undefined && selection.selected.size > 0 && (
        <div role="status" className="flex flex-wrap items-center gap-3 border-b border-line bg-sunken px-5 py-2 text-sm">
          <span className="font-medium">{t('selected', { count: selection.selected.size })}</span>
          {selection.actions}
          <Button size="small" variant="quiet" onClick={() => selection.onChange(new Set())}>
            {t('unselect')}
          </Button>
        </div>
      )}
      <div className="overflow-x-auto">
        <table className="w-full text-sm">
          <caption className="sr-only">{label}</caption>
          <thead>
            <tr className="border-b border-line text-left text-muted">
              {selection !== undefined && (
                <th scope="col" className="w-10 py-2.5 pl-5">
                  <input
                    type="checkbox"
                    className="size-4.5 accent-(--color-ink)"
                    checked={all}
                    aria-label={t('selectAll')}
                    onChange={() => selection.onChange(new Set(all ? [] : rows.map(row => row.id)))}
                  />
                </th>
              )}
              {columns.map(column => (
                <th
                  key={column.header}
                  scope="col"
                  className={clsx(
                    'px-3 py-2.5 font-medium whitespace-nowrap first:pl-5 last:pr-5',
                    column.end && 'text-right',
                    column.wide && 'max-md:hidden',
                  )}
                >
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={move}>
            {rows.map(row => (
              <tr key={row.id} className="border-b border-line last:border-0 hover:bg-sunken">
                {selection !== undefined && (
                  <td className="w-10 py-3 pl-5">
                    <input
                      type="checkbox"
                      className="size-4.5 accent-(--color-ink)"
                      checked={selection.selected.has(row.id)}
                      aria-label={t('selectOne', { name: nameOf(row) })}
                      onChange={() => toggle(row.id)}
                    />
                  </td>
                )}
                {columns.map((column, index) => (
                  <td
                    key={column.header}
                    {...(index === 0 ? { 'data-first': '' } : {})}
                    className={clsx(
                      'px-3 py-3 align-middle first:pl-5 last:pr-5',
                      column.end && 'text-right tabular-nums',
                      column.wide && 'max-md:hidden',
                      column.className,
                    )}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {query.hasNextPage && (
        <div className="flex justify-center border-t border-line py-3">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </div>
  );
}

function TableSkeleton({ columns }: { columns: number }) {
  return (
    <div className="space-y-3 px-5 py-4">
      {Array.from({ length: 6 }, (_, row) => (
        <div key={row} className="flex gap-4">
          {Array.from({ length: Math.min(columns, 4) }, (_, column) => (
            <Skeleton key={column} className={clsx('h-6', column === 0 ? 'flex-2' : 'flex-1')} />
          ))}
        </div>
      ))}
    </div>
  );
}
