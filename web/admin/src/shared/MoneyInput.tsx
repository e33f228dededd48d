import { decimalOf, type Money, minorUnits } from '@sharpcommerce/client';
import { Input } from '@sharpcommerce/ui';
import { type ComponentProps, useState } from 'react';

export interface MoneyInputProps extends Omit<ComponentProps<typeof Input>, 'value' | 'onChange' | 'type'> {
  currency: string;
  value: Money | null;
  /** The amount; null while nothing is typed; undefined while what is typed is no amount of the currency. */
  onChange: (value: Money | null | undefined) => void;
}

/** An amount in the currency's own digits, typed with a point or a comma; no float is made of it. */
export function MoneyInput({ currency, value, onChange, ...rest }: MoneyInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <div className="relative">
      <Input
        {...rest}
        inputMode="decimal"
        autoComplete="off"
        className="pr-14 text-right tabular-nums"
        value={typed ?? (value === null ? '' : decimalOf(value))}
        onChange={event => {
          setTyped(event.target.value);
          onChange(event.target.value.trim() === '' ? null : (minorUnits(event.target.value, currency) ?? undefined));
        }}
        onBlur={event => {
          if (typed !== null && (typed.trim() === '' || minorUnits(typed, currency) !== null)) setTyped(null);
          rest.onBlur?.(event);
        }}
      />
      <span aria-hidden className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-sm text-muted">
        {currency}
      </span>
    </div>
  );
}
