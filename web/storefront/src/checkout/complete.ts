import { data, ProblemError } from '@sharpcommerce/client';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { keepCart } from '../cart/cart';
import { returnUrl } from '../orders/follow';
import { type Order, orderQuery, showOrder } from '../orders/order';
import { keepOrder, keptOrderOfCart } from '../shared/keptOrders';
import { api, kept } from '../shop';
import { draft } from './draft';

/** A completion that was begun and has no answer yet. Repeated as it was, it orders once and answers the same. */
interface Attempt {
  cart: string;
  key: string;
  provider: string;
}

const attempt = kept<Attempt>('attempt');
const MAX_TRIES = 6;
const PAUSE = 1000;

/** The order that a cart has become, when the answer to its completion never arrived here. Null when there is none. */
export const lostOrderQuery = (queryClient: QueryClient, openCart: string | undefined) =>
  queryOptions({
    // Looked for again when the cart goes.
    queryKey: ['lost-order', openCart],
    queryFn: async (): Promise<Order | null> => {
      const begun = attempt.get();
      if (begun === null) return null;
      return (await hasBecomeOrder(begun.cart)) ? await send(queryClient, begun) : null;
    },
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** Turns the cart into an order, once, however often it is pressed. Keeps the order's token before anything else happens, and forgets the cart. */
export async function completeCart(queryClient: QueryClient, cart: string, provider: string): Promise<Order> {
  const begun = attempt.get();
  if (begun?.cart === cart && (begun.provider === provider || (await hasBecomeOrder(cart)))) return send(queryClient, begun);
  return send(queryClient, { cart, provider, key: crypto.randomUUID() });
}

async function send(queryClient: QueryClient, begun: Attempt): Promise<Order> {
  let now = begun;
  attempt.set(now);
  for (let tried = 1; ; tried++) {
    try {
      const order = await data(
        api.POST('/store/carts/{id}/complete', {
          params: { path: { id: now.cart }, header: { 'Idempotency-Key': now.key } },
          body: { payment: { provider: now.provider, returnUrl: returnUrl(now.cart) } },
        }),
      );
      keepOrder(order, order.accessToken ?? null);
      return finish(queryClient, order);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (tried < MAX_TRIES && ['idempotency_in_progress', 'cart_busy'].includes(error.code)) {
        await new Promise(resolve => setTimeout(resolve, (error.retryAfter ?? 1) * PAUSE));
        continue;
      }
      if (tried < MAX_TRIES && error.code === 'idempotency_mismatch') {
        now = { ...now, key: crypto.randomUUID() };
        attempt.set(now);
        continue;
      }
      if (isCertain(error)) attempt.set(null);
      if (error.code === 'cart_completed') {
        const id = keptOrderOfCart(now.cart)?.id ?? (api.tokens.get() ? String(error.problem.orderId) : null);
        if (id) return finish(queryClient, await queryClient.fetchQuery(orderQuery(id)));
      }
      throw error;
    }
  }
}

function finish(queryClient: QueryClient, order: Order): Order {
  attempt.set(null);
  draft.clear();
  keepCart(queryClient, null);
  showOrder(queryClient, order);
  return order;
}

/** Whether it is known that nothing was ordered by this call. */
function isCertain(error: ProblemError): boolean {
  return (
    (error.status >= 400 && error.status < 500 && error.code !== 'idempotency_in_progress') ||
    ['provider_not_configured', 'provider_unavailable', 'overloaded'].includes(error.code)
  );
}

async function hasBecomeOrder(cart: string): Promise<boolean> {
  try {
    return (await data(api.GET('/store/carts/{id}', { params: { path: { id: cart } } }))).orderId !== null;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return false;
    throw error;
  }
}
