import { clsx } from 'clsx';
import { type ComponentProps, createContext, type ReactNode, useContext, useId } from 'react';
import { useTranslation } from './i18n';

const control =
  'w-full rounded-lg border border-line-strong/60 bg-surface px-3 text-text placeholder:text-muted/80 disabled:opacity-60 disabled:bg-sunken aria-invalid:border-danger outline-offset-0 focus-visible:outline-2';

interface Described {
  id: string;
  described: string | undefined;
  invalid: boolean;
  required: boolean;
}

const FieldContext = createContext<Described | null>(null);

function useControl(own: { id?: string }) {
  const field = useContext(FieldContext);
  return field === null
    ? own
    : {
        id: own.id ?? field.id,
        'aria-describedby': field.described,
        'aria-invalid': field.invalid || undefined,
        'aria-required': field.required || undefined,
      };
}

export interface FieldProps {
  label: ReactNode;
  children: ReactNode;
  /** One sentence of help. */
  hint?: ReactNode;
  /** What is wrong with its value. */
  error?: string | undefined;
  required?: boolean;
  /** Says "optional" beside the label. */
  optional?: boolean;
  /** Keeps the label for screen readers alone. */
  hiddenLabel?: boolean;
  className?: string;
}

/** A labeled control with its help and its error, joined for screen readers. Its child is one of the controls of this file. */
export function Field({
  label,
  children,
  hint,
  error,
  required = false,
  optional = false,
  hiddenLabel = false,
  className,
}: FieldProps) {
  const id = useId();
  const { t } = useTranslation('ui');
  const described = clsx(hint != null && `${id}-hint`, error && `${id}-error`) || undefined;
  return (
    <div className={clsx('min-w-0', className)}>
      <label htmlFor={id} className={clsx('mb-1.5 block text-sm font-medium', hiddenLabel && 'sr-only')}>
        {label}
        {optional && <span className="font-normal text-muted"> ({t('optional')})</span>}
      </label>
      <FieldContext.Provider value={{ id, described, invalid: Boolean(error), required }}>{children}</FieldContext.Provider>
      {hint != null && (
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} {...useControl(rest)} className={clsx(control, 'h-10 text-base sm:text-sm', className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} {...useControl(rest)} className={clsx(control, 'min-h-24 py-2 text-base sm:text-sm', className)} />;
}

/** The browser's own select: it works with every keyboard, screen reader and phone. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <select {...rest} {...useControl(rest)} className={clsx(control, 'h-10 pr-8 text-base sm:text-sm', className)}>
      {children}
    </select>
  );
}

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode;
  hint?: ReactNode;
  hiddenLabel?: boolean;
}

/** A checkbox with its label. */
export function Checkbox({ label, hint, hiddenLabel = false, className, id, ...rest }: CheckboxProps) {
  const own = useId();
  return (
    <label htmlFor={id ?? own} className={clsx('flex items-start gap-2.5 text-sm', className)}>
      <input {...rest} id={id ?? own} type="checkbox" className="mt-0.5 size-4.5 shrink-0 accent-(--color-ink)" />
      <span className={clsx(hiddenLabel && 'sr-only')}>
        {label}
        {hint != null && <span className="block text-muted">{hint}</span>}
      </span>
    </label>
  );
}

export interface RadioProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode;
  /** Stands at the right end, as a price. */
  aside?: ReactNode;
}

/** One choice of several, as a row that can be pressed anywhere. */
export function RadioRow({ label, aside, className, ...rest }: RadioProps) {
  return (
    <label
      className={clsx(
        'flex items-center gap-3 border border-line px-4 py-3 text-sm not-first:-mt-px first:rounded-t-lg last:rounded-b-lg has-checked:relative has-checked:border-ink has-checked:bg-sunken',
        className,
      )}
    >
      <input {...rest} type="radio" className="size-4.5 shrink-0 accent-(--color-ink)" />
      <span className="min-w-0 flex-1">{label}</span>
      {aside != null && <span className="shrink-0 font-medium">{aside}</span>}
    </label>
  );
}
