import { useFormat, useTranslation } from '@sharpcommerce/ui';
import { useIsMutating } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { CART_CHANGE, type Cart } from '../cart/cart';
import { Thumbnail } from '../shared/Thumbnail';
import { Totals } from '../shared/Totals';
import { variantName } from '../shared/variant';

/** What is bought and what it costs. */
export function Summary({ cart }: { cart: Cart }) {
  const { t } = useTranslation('checkout');
  const { money } = useFormat();
  const stale = useIsMutating({ mutationKey: CART_CHANGE }) > 0;
  return (
    <div>
      <ul className="space-y-4">
        {cart.lines.map(line => {
          const variant = variantName(line.variantTitle);
          return (
            <li key={line.id} className="flex items-start gap-3 text-sm">
              <Thumbnail src={line.thumbnail} className="size-14 shrink-0" />
              <div className="min-w-0 flex-1">
                <p className="font-medium wrap-anywhere">{line.title}</p>
                {variant && <p className="text-muted">{variant}</p>}
                <p className="text-muted">{t('quantity', { count: line.quantity })}</p>
              </div>
              <p className="shrink-0 tabular-nums">{money(line.total)}</p>
            </li>
          );
        })}
      </ul>
      <p className="mt-3 text-sm">
        <Link to="/cart" className="inline-block py-1 text-ink underline underline-offset-4">
          {t('edit')}
        </Link>
      </p>
      <Totals
        amounts={cart}
        stale={stale}
        shipping={cart.shippingAddress === null ? <span className="text-muted">{t('shippingLater')}</span> : undefined}
        className="mt-4 border-t border-line pt-4"
      />
    </div>
  );
}

/** The same on narrow screens, folded away. */
export function CollapsedSummary({ cart }: { cart: Cart }) {
  const { t } = useTranslation('checkout');
  const { money } = useFormat();
  return (
    <details className="group -mx-4 mt-6 border-y border-line bg-sunken px-4 sm:mx-0 sm:rounded-xl sm:border lg:hidden">
      <summary className="flex list-none items-center gap-2 py-4 text-sm [&::-webkit-details-marker]:hidden">
        <span className="font-medium">{t('show')}</span>
        <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
        <span className="ml-auto text-base font-semibold tabular-nums">{money(cart.total)}</span>
      </summary>
      <div className="border-t border-line py-5">
        <Summary cart={cart} />
      </div>
    </details>
  );
}
