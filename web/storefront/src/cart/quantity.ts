import { toast, useTranslation } from '@sharpcommerce/ui';
import { useEffect, useRef, useState } from 'react';
import { type Cart, useAddToCart, useSetQuantity } from './cart';

type Line = Cart['lines'][number];

/** How long somebody may go on pressing before the server hears of it. */
const PAUSE = 350;

/** The quantity of a line as it is wanted, sent when the pressing has stopped, or when the line leaves the page. */
export function useLineQuantity(cart: Cart, line: Line) {
  const { t } = useTranslation('cart');
  const setQuantity = useSetQuantity();
  const add = useAddToCart();
  const [wanted, setWanted] = useState<number | null>(null);
  const waiting = useRef<{ timer: number; send: () => void } | null>(null);

  const undo = {
    label: t('undo'),
    run: () => add.mutate({ variantId: line.variantId, quantity: line.quantity }, { onError: toast.failed }),
  };
  const send = (quantity: number) => {
    waiting.current = null;
    setQuantity
      .mutateAsync({ cart: cart.id, lineId: line.id, quantity })
      .then(() => {
        if (quantity === 0) toast.done(t('removed', { title: line.title }), undo);
      }, toast.failed)
      // Unless somebody went on pressing meanwhile.
      .finally(() => waiting.current ?? setWanted(null));
  };
  const change = (quantity: number) => {
    setWanted(quantity);
    window.clearTimeout(waiting.current?.timer);
    if (quantity === 0) return send(0);
    waiting.current = { timer: window.setTimeout(() => send(quantity), PAUSE), send: () => send(quantity) };
  };

  useEffect(
    () => () => {
      window.clearTimeout(waiting.current?.timer);
      waiting.current?.send();
    },
    [],
  );

  return { quantity: wanted ?? line.quantity, leaving: wanted === 0, waits: wanted !== null, change };
}
