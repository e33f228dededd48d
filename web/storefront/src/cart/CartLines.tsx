import { useTranslation } from '@sharpcommerce/ui';
import { useEffect, useRef } from 'react';
import { CartLine } from './CartLine';
import type { Cart } from './cart';

/** The lines of the cart. When one goes, the focus that was in it goes to the list instead of getting lost. */
export function CartLines({ cart }: { cart: Cart }) {
  const { t } = useTranslation('cart');
  const list = useRef<HTMLUListElement>(null);
  const count = useRef(cart.lines.length);
  useEffect(() => {
    if (cart.lines.length < count.current && (document.activeElement ?? document.body) === document.body) list.current?.focus();
    count.current = cart.lines.length;
  }, [cart.lines.length]);
  return (
    <ul ref={list} tabIndex={-1} aria-label={t('title')} className="divide-y divide-line outline-none">
      {cart.lines.map(line => (
        <CartLine key={line.id} cart={cart} line={line} />
      ))}
    </ul>
  );
}
