import { Button, useFormat, useTranslation } from '@sharpcommerce/ui';
import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Thumbnail } from '../shared/Thumbnail';
import { variantName } from '../shared/variant';
import { type Cart, closeCart } from './cart';
import { QuantityStepper } from './QuantityStepper';
import { useLineQuantity } from './quantity';

type Line = Cart['lines'][number];

/** One line of the cart, with what is the matter with it. */
export function CartLine({ cart, line }: { cart: Cart; line: Line }) {
  const { t } = useTranslation('cart');
  const { money } = useFormat();
  const { quantity, leaving, waits, change } = useLineQuantity(cart, line);
  const issues = cart.issues.filter(issue => issue.lineId === line.id);
  const variant = variantName(line.variantTitle);
  // A whole number times whole minor units: what the server will say, shown at once.
  const total = waits ? { ...line.unitPrice, amount: line.unitPrice.amount * quantity } : line.total;
  return (
    <li className={clsx('flex gap-4 py-5 transition-opacity', leaving && 'pointer-events-none opacity-40')}>
      <Link
        to="/p/$slug"
        params={{ slug: line.productSlug }}
        onClick={closeCart}
        className="shrink-0 self-start"
        tabIndex={-1}
        aria-hidden
      >
        <Thumbnail src={line.thumbnail} className="size-20 sm:size-24" />
      </Link>
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex items-start justify-between gap-3">
          <div className="min-w-0">
            <Link
              to="/p/$slug"
              params={{ slug: line.productSlug }}
              onClick={closeCart}
              className="font-medium wrap-anywhere underline-offset-4 hover:underline"
            >
              {line.title}
            </Link>
            {variant && <p className="mt-0.5 text-sm text-muted">{variant}</p>}
            {quantity > 1 && <p className="mt-0.5 text-sm text-muted">{t('each', { price: money(line.unitPrice) })}</p>}
          </div>
          <p className={clsx('shrink-0 font-medium tabular-nums', waits && 'opacity-60')}>{money(total)}</p>
        </div>
        <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
          <QuantityStepper title={line.title} quantity={quantity} onChange={change} disabled={leaving} />
          <Button
            variant="link"
            className="min-h-8 text-sm text-muted!"
            aria-label={t('removeNamed', { title: line.title })}
            onClick={() => change(0)}
          >
            {t('remove')}
          </Button>
        </div>
        {issues.map(issue => {
          if (issue.code === 'unavailable') return <Issue key={issue.code}>{t('unavailable')}</Issue>;
          if (issue.code === 'insufficient_stock') {
            const available = issue.available ?? 0;
            if (available === 0) return <Issue key={issue.code}>{t('soldOut')}</Issue>;
            return (
              <Issue key={issue.code}>
                {t('left', { count: available })}{' '}
                <button type="button" className="font-medium underline underline-offset-4" onClick={() => change(available)}>
                  {t('take', { count: available })}
                </button>
              </Issue>
            );
          }
          if (issue.code === 'price_changed' && issue.previousPrice)
            return (
              <Issue key={issue.code} mild>
                {t('priceChanged', { price: money(issue.previousPrice) })}
              </Issue>
            );
          return (
            <Issue key={issue.code} mild>
              {issue.message}
            </Issue>
          );
        })}
      </div>
    </li>
  );
}

function Issue({ mild = false, children }: { mild?: boolean; children: ReactNode }) {
  const Icon = mild ? Info : TriangleAlert;
  return (
    <p role="status" className={clsx('mt-3 flex items-start gap-2 text-sm', mild ? 'text-info' : 'text-warning')}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}
