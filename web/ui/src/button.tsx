import { clsx } from 'clsx';
import { LoaderCircle } from 'lucide-react';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';

const VARIANTS = {
  primary: 'bg-brand text-brand-text hover:opacity-90 border border-transparent',
  secondary: 'bg-surface text-text border border-line-strong/60 hover:bg-hover',
  quiet: 'text-text hover:bg-hover border border-transparent',
  danger: 'bg-danger-solid text-white hover:opacity-90 border border-transparent',
  link: 'text-ink underline underline-offset-4 hover:opacity-80 border border-transparent',
} as const;

const SIZES = {
  small: 'h-8 px-3 text-sm gap-1.5',
  medium: 'h-10 px-4 text-sm gap-2',
  large: 'h-12 px-6 text-base gap-2',
  icon: 'size-10 shrink-0',
  'small-icon': 'size-8 shrink-0',
} as const;

export interface ButtonStyle {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
}

/** The look of a button, for links that are one. */
export function buttonClass({ variant = 'secondary', size = 'medium' }: ButtonStyle = {}, extra?: string): string {
  return clsx(
    'inline-flex items-center justify-center rounded-lg font-medium whitespace-nowrap transition-[background-color,opacity] select-none disabled:opacity-50 disabled:pointer-events-none aria-disabled:opacity-50',
    VARIANTS[variant],
    variant === 'link' ? 'px-0' : SIZES[size],
    extra,
  );
}

export interface ButtonProps extends ComponentProps<'button'>, ButtonStyle {
  /** Shows that it is at work; it cannot be pressed meanwhile. */
  busy?: boolean;
  /** Gives the look to its only child, such as a link. */
  asChild?: boolean;
}

/** A button. One with an icon alone needs `aria-label`. */
export function Button({
  variant,
  size,
  busy = false,
  asChild = false,
  className,
  children,
  disabled,
  type,
  ...rest
}: ButtonProps) {
  if (asChild)
    return (
      <Slot.Root className={buttonClass({ variant, size }, className)} {...rest}>
        {children}
      </Slot.Root>
    );
  return (
    <button
      type={type ?? 'button'}
      className={buttonClass({ variant, size }, className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
      {children}
    </button>
  );
}
