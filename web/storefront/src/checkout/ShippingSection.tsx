import { data } from '@sharpcommerce/client';
import { Alert, Button, RadioRow, Skeleton, toast, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import type { Cart } from '../cart/cart';
import { api } from '../shop';
import { useUpdateCart } from './autosave';
import { Section } from './Section';

/** How it is sent. The choice is in the cart at once, because the totals depend on it. */
export function ShippingSection({ cart }: { cart: Cart }) {
  const { t } = useTranslation('checkout');
  return (
    <Section title={t('method')}>
      {cart.shippingAddress === null ? (
        <p className="rounded-lg border border-dashed border-line-strong/60 px-4 py-3 text-sm text-muted">{t('methodLater')}</p>
      ) : (
        <Methods cart={cart} />
      )}
    </Section>
  );
}

function Methods({ cart }: { cart: Cart }) {
  const { t } = useTranslation('checkout');
  const { t: ui } = useTranslation('ui');
  const { money } = useFormat();
  const update = useUpdateCart(cart.id);
  const {
    data: methods,
    error,
    refetch,
  } = useQuery({
    queryKey: ['shipping-methods', cart.id, cart.shippingAddress?.country, cart.subtotal.amount],
    queryFn: async () => (await data(api.GET('/store/carts/{id}/shipping-methods', { params: { path: { id: cart.id } } }))).items,
    placeholderData: before => before,
  });
  if (methods === undefined)
    return error ? (
      <Alert tone="danger">
        {t('methodFailed')}{' '}
        <Button variant="link" onClick={() => void refetch()}>
          {ui('retry')}
        </Button>
      </Alert>
    ) : (
      <Skeleton className="h-12" />
    );
  if (methods.length === 0) return <Alert tone="warning">{t('methodNone')}</Alert>;
  const chosen = (update.isPending && update.variables.shippingMethodId) || cart.shippingMethodId;
  return (
    <div role="radiogroup" aria-label={t('method')}>
      {methods.map(method => (
        <RadioRow
          key={method.id}
          name="shippingMethod"
          value={method.id}
          checked={method.id === chosen}
          onChange={() => update.mutate({ shippingMethodId: method.id }, { onError: toast.failed })}
          label={method.name}
          aside={method.price.amount === 0 ? t('free') : money(method.price)}
        />
      ))}
    </div>
  );
}
