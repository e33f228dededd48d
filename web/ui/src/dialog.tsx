import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Button } from './button';
import { Alert } from './feedback';
import './nonce';
import { useTranslation } from './i18n';
import { problemText } from './problem';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the one that does it last. */
  footer?: ReactNode;
  wide?: boolean;
}

const overlay = 'fixed inset-0 z-40 bg-black/45 animate-in';

function Close() {
  const { t } = useTranslation('ui');
  return (
    <Radix.Close asChild>
      <Button variant="quiet" size="icon" aria-label={t('close')} className="-mr-2">
        <X aria-hidden className="size-5" />
      </Button>
    </Radix.Close>
  );
}

/** A window in front of the page. The focus stays in it, and comes back where it was. */
export function Dialog({ open, onOpenChange, title, description, children, footer, wide = false }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlay} />
        <Radix.Content
          {...(description == null ? { 'aria-describedby': undefined } : {})}
          className={clsx(
            'fixed inset-x-3 top-[max(1rem,8vh)] z-50 mx-auto flex max-h-[86vh] animate-up flex-col rounded-xl border border-line bg-surface shadow-xl',
            wide ? 'max-w-3xl' : 'max-w-lg',
          )}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-4">
            <div>
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description != null && <Radix.Description className="mt-1 text-sm text-muted">{description}</Radix.Description>}
            </div>
            <Close />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer != null && <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface SheetProps extends Omit<DialogProps, 'wide' | 'description'> {
  side?: 'left' | 'right';
}

/** A panel that slides in from the side, such as a cart or a menu on phones. */
export function Sheet({ open, onOpenChange, title, children, footer, side = 'right' }: SheetProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlay} />
        <Radix.Content
          aria-describedby={undefined}
          className={clsx(
            'fixed inset-y-0 z-50 flex w-[min(26rem,100vw)] animate-slide flex-col bg-surface shadow-xl',
            side === 'right' ? 'right-0 border-l border-line' : 'left-0 border-r border-line [--from:-100%]',
          )}
        >
          <div className="flex items-center justify-between gap-4 border-b border-line px-5 py-3">
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            <Close />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer != null && <div className="border-t border-line px-5 py-4">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface ConfirmProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What will happen, and whether it can be undone. */
  text: ReactNode;
  /** The verb on the button. */
  action: string;
  danger?: boolean;
  /** Does it; the dialog stays open and shows the error when it throws. */
  onConfirm: () => Promise<unknown>;
  children?: ReactNode;
}

/** Asks before something that hurts. */
export function Confirm({ open, onOpenChange, title, text, action, danger = false, onConfirm, children }: ConfirmProps) {
  const { t } = useTranslation('ui');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const change = (next: boolean) => {
    setError(null);
    onOpenChange(next);
  };
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch (failure) {
      setError(problemText(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={title}
      description={text}
      footer={
        <>
          <Button onClick={() => change(false)}>{t('cancel')}</Button>
          <Button variant={danger ? 'danger' : 'primary'} busy={busy} onClick={confirm}>
            {action}
          </Button>
        </>
      }
    >
      {error && (
        <Alert tone="danger" className="mb-3">
          {error}
        </Alert>
      )}
      {children}
    </Dialog>
  );
}
