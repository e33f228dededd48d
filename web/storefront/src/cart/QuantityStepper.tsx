import { Button, useTranslation } from '@sharpcommerce/ui';
import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';

const MAX = 9999;

interface Props {
  title: string;
  quantity: number;
  /** Called for every step, and with 0 when that was typed. */
  onChange: (quantity: number) => void;
  disabled?: boolean;
}

/** Minus, the number itself, plus. */
export function QuantityStepper({ title, quantity, onChange, disabled = false }: Props) {
  const { t } = useTranslation('cart');
  // What is being typed, until it is a number that was meant.
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null && /^\d{1,4}$/.test(typed.trim()) && Number(typed) !== quantity) onChange(Number(typed));
    setTyped(null);
  };
  return (
    <div className="inline-flex items-center rounded-lg border border-line-strong/60">
      <Button
        variant="quiet"
        size="small-icon"
        disabled={disabled || quantity <= 1}
        aria-label={t('less', { title })}
        onClick={() => onChange(quantity - 1)}
      >
        <Minus aria-hidden className="size-3.5" />
      </Button>
      <input
        value={typed ?? String(quantity)}
        inputMode="numeric"
        maxLength={4}
        disabled={disabled}
        aria-label={t('quantity', { title })}
        className="h-8 w-9 rounded bg-transparent text-center text-base tabular-nums sm:text-sm"
        onFocus={event => event.target.select()}
        onChange={event => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={event => event.key === 'Enter' && commit()}
      />
      <Button
        variant="quiet"
        size="small-icon"
        disabled={disabled || quantity >= MAX}
        aria-label={t('more', { title })}
        onClick={() => onChange(quantity + 1)}
      >
        <Plus aria-hidden className="size-3.5" />
      </Button>
    </div>
  );
}
