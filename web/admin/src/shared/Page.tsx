import { clsx } from 'clsx';
import type { ReactNode } from 'react';

/** A page's heading, with what can be done at its right. */
export function PageHeader({
  title,
  badge,
  back,
  text,
  actions,
}: {
  title: ReactNode;
  badge?: ReactNode;
  back?: ReactNode;
  text?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {back != null && <div className="mb-1.5 text-sm text-muted [&_a:hover]:text-text">{back}</div>}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-2xl font-semibold tracking-tight text-balance">{title}</h1>
          {badge}
        </div>
        {text != null && <p className="mt-1 max-w-prose text-sm text-muted">{text}</p>}
      </div>
      {actions != null && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  );
}

/** A part of a page. */
export function Card({
  title,
  text,
  actions,
  children,
  flush = false,
  className,
}: {
  title?: ReactNode;
  text?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
  flush?: boolean;
  className?: string;
}) {
  return (
    <section className={clsx('rounded-xl border border-line bg-surface', className)}>
      {(title != null || actions != null) && (
        <div className="flex flex-wrap items-start justify-between gap-3 px-5 pt-4">
          <div>
            {title != null && <h2 className="font-semibold">{title}</h2>}
            {text != null && <p className="mt-0.5 text-sm text-muted">{text}</p>}
          </div>
          {actions != null && <div className="flex flex-wrap gap-2">{actions}</div>}
        </div>
      )}
      <div className={clsx(flush ? 'overflow-hidden rounded-b-xl pt-3' : 'px-5 py-4')}>{children}</div>
    </section>
  );
}

/** Names and values under each other. */
export function Facts({ items }: { items: readonly (readonly [ReactNode, ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-sm">
      {items.map(([name, value], index) => (
        <div key={index} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 text-right break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
