import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { pageUrl, paymentUrl } from '../shared/links';
import { awaitsPayment, lastPayment, type Order } from './order';

/** Leads to what comes next for an order: the provider's page, its form, the confirmation, or the news of its payment. */
export function useFollowOrder() {
  const navigate = useNavigate();
  return useCallback(
    (order: Order): void => {
      const action = awaitsPayment(order) ? lastPayment(order)?.nextAction : null;
      const url = action?.type === 'redirect' ? paymentUrl(action.url) : null;
      if (url) leave(url);
      // A load of its own: only there does the content security policy let the provider's form in.
      else if (action?.type === 'client_secret') leave(pageUrl(`/checkout/pay/${order.id}`));
      else if (awaitsPayment(order)) void navigate({ to: '/checkout/return', search: { cart: order.cartId } });
      else if (order.status === 'canceled') void navigate({ to: '/orders/$id', params: { id: order.id } });
      else void navigate({ to: '/orders/$id', params: { id: order.id }, search: { placed: 1 } });
    },
    [navigate],
  );
}

function leave(url: string): void {
  // Whoever comes back by the browser's button may get the page as it was left, waiting; it has to look anew.
  window.addEventListener('pageshow', event => event.persisted && location.reload(), { once: true });
  location.assign(url);
}

/** Where a provider sends the shopper back to. */
export function returnUrl(cartId: string): string {
  return pageUrl('/checkout/return', { cart: cartId });
}
