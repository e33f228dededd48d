import { ProblemError } from '@sharpcommerce/client';
import { clsx } from 'clsx';
import { CircleAlert, CircleCheck, Info, LoaderCircle, SearchX, TriangleAlert, WifiOff } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { Button } from './button';
import { useTranslation } from './i18n';
import { problemText } from './problem';

const TONES = {
  neutral: 'bg-hover text-text',
  info: 'bg-info-soft text-info',
  success: 'bg-success-soft text-success',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
} as const;

export type Tone = keyof typeof TONES;

const ICONS = { neutral: Info, info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert } as const;

/** A message in the page. Bad news is read out at once. */
export function Alert({
  tone = 'info',
  title,
  children,
  className,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  className?: string;
}) {
  const Icon = ICONS[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={clsx('flex gap-3 rounded-lg px-4 py-3 text-sm', TONES[tone], className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4.5 shrink-0" />
      <div className="min-w-0">
        {title != null && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}

/** A word about a state. */
export function Badge({ tone = 'neutral', children, className }: { tone?: Tone; children: ReactNode; className?: string }) {
  return (
    <span
      className={clsx(
        'inline-flex items-center rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap',
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

export function Spinner({ className }: { className?: string }) {
  const { t } = useTranslation('ui');
  return (
    <span role="status" className={clsx('inline-flex items-center gap-2 text-muted', className)}>
      <LoaderCircle aria-hidden className="size-5 animate-spin" />
      <span className="sr-only">{t('loading')}</span>
    </span>
  );
}

/** Holds the place of what is on its way. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx('animate-pulse rounded-lg bg-hover', className)} />;
}

/** What stands where there is nothing yet, with what to do about it. */
export function EmptyState({
  icon,
  title,
  text,
  action,
  className,
}: {
  icon?: ReactNode;
  title: ReactNode;
  text?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={clsx('flex flex-col items-center px-4 py-14 text-center', className)}>
      {icon != null && <div className="mb-4 text-muted [&_svg]:size-10 [&_svg]:stroke-[1.5]">{icon}</div>}
      <h2 className="text-lg font-semibold">{title}</h2>
      {text != null && <p className="mt-1.5 max-w-prose text-sm text-balance text-muted">{text}</p>}
      {action != null && <div className="mt-5">{action}</div>}
    </div>
  );
}

/** What stands where something could not be loaded. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('ui');
  if (error instanceof ProblemError && error.status === 404)
    return <EmptyState icon={<SearchX />} title={t('notFoundTitle')} text={t('notFoundText')} />;
  const offline = error instanceof ProblemError && error.status === 0;
  return (
    <div role="alert">
      <EmptyState
        icon={offline ? <WifiOff /> : <CircleAlert />}
        title={t('errorTitle')}
        text={
          <>
            {problemText(error)}
            {error instanceof ProblemError && error.problem.requestId ? (
              <span className="mt-2 block font-mono text-xs">{String(error.problem.requestId)}</span>
            ) : null}
          </>
        }
        action={onRetry && <Button onClick={onRetry}>{t('retry')}</Button>}
      />
    </div>
  );
}

const online = {
  subscribe: (listener: () => void) => {
    window.addEventListener('online', listener);
    window.addEventListener('offline', listener);
    return () => {
      window.removeEventListener('online', listener);
      window.removeEventListener('offline', listener);
    };
  },
  get: () => navigator.onLine,
};

/** Says that there is no network. */
export function OfflineBar() {
  const { t } = useTranslation('ui');
  if (useSyncExternalStore(online.subscribe, online.get)) return null;
  return (
    <div role="status" className="flex items-center justify-center gap-2 bg-warning-soft px-4 py-2 text-sm text-warning">
      <WifiOff aria-hidden className="size-4" />
      {t('offline')}
    </div>
  );
}
