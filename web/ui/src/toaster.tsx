import { clsx } from 'clsx';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { useSyncExternalStore } from 'react';
import { Button } from './button';
import { useTranslation } from './i18n';
import { change, current, subscribe } from './toast';

/** Shows them; once in each app. */
export function Toaster() {
  const { t } = useTranslation('ui');
  const shown = useSyncExternalStore(subscribe, current);
  return (
    <Radix.Provider swipeDirection="right" duration={6000}>
      {shown.map(message => (
        <Radix.Root
          key={message.id}
          type={message.bad ? 'foreground' : 'background'}
          duration={message.bad || message.undo ? 10_000 : 5000}
          onOpenChange={open => !open && change(current().filter(other => other.id !== message.id))}
          className="flex animate-up items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 text-sm shadow-lg"
        >
          {message.bad ? (
            <CircleAlert aria-hidden className="size-5 shrink-0 text-danger" />
          ) : (
            <CircleCheck aria-hidden className="size-5 shrink-0 text-success" />
          )}
          <Radix.Description className={clsx('min-w-0 flex-1', message.bad && 'text-danger')}>{message.text}</Radix.Description>
          {message.undo && (
            <Radix.Action altText={message.undo.label} asChild>
              <Button size="small" onClick={message.undo.run}>
                {message.undo.label}
              </Button>
            </Radix.Action>
          )}
          <Radix.Close asChild>
            <Button variant="quiet" size="small-icon" aria-label={t('close')}>
              <X aria-hidden className="size-4" />
            </Button>
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="fixed right-0 bottom-0 z-60 m-4 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2" />
    </Radix.Provider>
  );
}
