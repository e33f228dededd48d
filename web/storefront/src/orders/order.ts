import { data, type Schemas } from '@sharpcommerce/client';
import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { keptOrder } from '../shared/keptOrders';
import { api } from '../shop';

export type Order = Schemas['OrderView'];
export type Payment = Order['payments'][number];

/** What proves that an order is a guest's own. */
export function orderToken(id: string): { 'X-Order-Token'?: string } {
  const token = keptOrder(id)?.token;
  return token ? { 'X-Order-Token': token } : {};
}

/** An order of whoever is signed in, or one whose token is kept on this device; `token` is one that is not kept yet. */
export const orderQuery = (id: string, token?: string | null) =>
  queryOptions({
    queryKey: ['order', id],
    queryFn: () =>
      data(
        api.GET('/store/orders/{id}', {
          params: { path: { id }, header: token ? { 'X-Order-Token': token } : orderToken(id) },
        }),
      ),
  });

/** Shows an order as it was just answered. */
export function showOrder(queryClient: QueryClient, order: Order): void {
  queryClient.setQueryData(orderQuery(order.id).queryKey, order);
}

/** The payment that counts: the one begun last. */
export function lastPayment(order: Order): Payment | undefined {
  return order.payments.at(-1);
}

/** Whether the order waits for its money. */
export function awaitsPayment(order: Order): boolean {
  return order.status === 'pending_payment';
}

/** Seconds until it is asked again. */
const PAUSES = [2, 3, 5, 8, 13, 20, 30];

/**
 * Asks the provider where the payment of an order stands: once, and again with growing pauses while it is not known. What it answers is shown as the order.
 */
export function usePaymentSync(order: Order) {
  const queryClient = useQueryClient();
  const payment = lastPayment(order);
  return useQuery({
    queryKey: ['payment-sync', order.id, payment?.id],
    queryFn: async () => {
      const path = { id: order.id, paymentId: payment!.id };
      const now = await data(
        api.POST('/store/orders/{id}/payments/{paymentId}/sync', { params: { path, header: orderToken(order.id) } }),
      );
      showOrder(queryClient, now);
      return now;
    },
    enabled: awaitsPayment(order) && payment !== undefined,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchInterval: query => {
      const now = query.state.data ?? order;
      if (!awaitsPayment(now) || lastPayment(now)?.status !== 'pending') return false;
      const asked = query.state.dataUpdateCount + query.state.errorUpdateCount;
      return PAUSES[Math.min(asked, PAUSES.length - 1)]! * 1000;
    },
  });
}
