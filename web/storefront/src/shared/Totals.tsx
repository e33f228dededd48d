import type { Money } from '@sharpcommerce/client';
import { useFormat, useTranslation } from '@sharpcommerce/ui';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export interface TotalsProps {
  amounts: { subtotal: Money; discount: Money; shipping: Money; tax: Money; total: Money; taxIncluded: boolean };
  /** What stands for the shipping while it is not known. */
  shipping?: ReactNode;
  /** The amounts are about to change. */
  stale?: boolean;
  className?: string;
}

/** Sums of a cart or an order, as the server says them. */
export function Totals({ amounts, shipping, stale = false, className }: TotalsProps) {
  const { t } = useTranslation('cart');
  const { money } = useFormat();
  return (
    <dl
      className={clsx('space-y-2 text-sm tabular-nums transition-opacity', stale && 'opacity-60', className)}
      aria-busy={stale || undefined}
    >
      <Row name={t('subtotal')}>{money(amounts.subtotal)}</Row>
      {amounts.discount.amount !== 0 && <Row name={t('discount')}>−{money(amounts.discount)}</Row>}
      <Row name={t('shipping')}>{shipping ?? (amounts.shipping.amount === 0 ? t('free') : money(amounts.shipping))}</Row>
      {!amounts.taxIncluded && <Row name={t('tax')}>{money(amounts.tax)}</Row>}
      <div className="flex items-baseline justify-between gap-4 mt-3 border-t border-line pt-3 text-base font-semibold">
        <dt>{t('total')}</dt>
        <dd>{money(amounts.total)}</dd>
      </div>
      {amounts.taxIncluded && amounts.tax.amount > 0 && (
        <div className="text-right text-muted">
          <dt className="sr-only">{t('tax')}</dt>
          <dd>{t('taxIncluded', { tax: money(amounts.tax) })}</dd>
        </div>
      )}
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-muted">{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}
