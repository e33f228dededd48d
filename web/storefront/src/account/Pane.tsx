import type { ReactNode } from 'react';

/** A narrow page with one thing to do. */
export function Pane({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  return (
    <div className="mx-auto max-w-md px-4 py-14 sm:py-20">
      <h1 className="text-3xl font-semibold tracking-tight">{title}</h1>
      {text != null && <p className="mt-2 text-muted">{text}</p>}
      <div className="mt-8">{children}</div>
    </div>
  );
}

/** A part of an account page. */
export function Section({
  title,
  text,
  actions,
  children,
}: {
  title: string;
  text?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="rounded-2xl border border-line p-5 sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 className="text-lg font-semibold">{title}</h2>
          {text != null && <p className="mt-1 text-sm text-muted">{text}</p>}
        </div>
        {actions}
      </div>
      <div className="mt-5">{children}</div>
    </section>
  );
}
