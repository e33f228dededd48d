import { Alert, Button, Field, Input, problemText, useTranslation } from '@sharpcommerce/ui';
import { useState } from 'react';
import { openCart, useAddToCart } from '../cart/cart';
import { isAvailable } from './options';
import type { Variant } from './queries';

const FEW = 5;
const MOST = 9_999;

/** How much there is, how many are wanted, and the button. */
export function BuyBox({ variant }: { variant: Variant | undefined }) {
  const { t } = useTranslation('catalog');
  const [quantity, setQuantity] = useState('1');
  const add = useAddToCart();
  const wanted = /^\d{1,4}$/.test(quantity) ? Number(quantity) : 0;
  const sold = variant !== undefined && isAvailable(variant);
  return (
    <form
      className="space-y-4"
      onSubmit={event => {
        event.preventDefault();
        if (sold && wanted > 0) add.mutate({ variantId: variant.id, quantity: wanted }, { onSuccess: openCart });
      }}
    >
      <Stock variant={variant} />
      <div className="flex items-end gap-3">
        <Field label={t('quantity')} className="w-24">
          <Input
            type="number"
            inputMode="numeric"
            min={1}
            max={MOST}
            required
            value={quantity}
            className="h-12 text-center"
            onChange={event => setQuantity(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="primary" size="large" className="flex-1" busy={add.isPending} disabled={!sold}>
          {sold ? t('addToCart') : t('soldOut')}
        </Button>
      </div>
      {add.isError && <Alert tone="danger">{problemText(add.error)}</Alert>}
    </form>
  );
}

function Stock({ variant }: { variant: Variant | undefined }) {
  const { t } = useTranslation('catalog');
  const few = variant?.available != null && variant.available > 0 && variant.available <= FEW;
  const [dot, words] =
    variant === undefined
      ? ['bg-line-strong', t('notSold')]
      : !isAvailable(variant)
        ? ['bg-danger', t('soldOut')]
        : few
          ? ['bg-warning', t('onlyFew', { count: variant.available ?? 0 })]
          : ['bg-success', t('inStock')];
  return (
    <p role="status" className="flex items-center gap-2 text-sm">
      <span aria-hidden className={`size-2 rounded-full ${dot}`} />
      {words}
    </p>
  );
}
