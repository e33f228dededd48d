import type { Money } from '@sharpcommerce/client';
import { useFormat, useTranslation } from '@sharpcommerce/ui';
import { clsx } from 'clsx';

/** A price, and the one before a reduction. */
export function PriceTag({ price, before, large = false }: { price: Money; before?: Money | null | undefined; large?: boolean }) {
  const { t } = useTranslation('catalog');
  const { money } = useFormat();
  const reduced = before != null && before.amount > price.amount;
  return (
    <span className={clsx('inline-flex flex-wrap items-baseline gap-x-2', large ? 'text-xl' : 'text-sm')}>
      <span className={clsx('font-medium', reduced && 'text-danger')}>{money(price)}</span>
      {reduced && (
        <s className="text-muted">
          <span className="sr-only">{t('before')} </span>
          {money(before)}
        </s>
      )}
    </span>
  );
}
