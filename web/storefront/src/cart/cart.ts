import { data, ProblemError, type Schemas } from '@sharpcommerce/client';
import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api, kept } from '../shop';

export type Cart = Schemas['PricedCart'];

/** The id of the open cart, which is a guest's only key to it. It survives a reload. */
const cartId = kept<string>('cart');

/** The open cart as the server prices it now; null while there is none. */
export const cartQuery = queryOptions({
  queryKey: ['cart'],
  queryFn: async (): Promise<Cart | null> => {
    const id = cartId.get();
    if (id !== null) {
      const cart = await found(data(api.GET('/store/carts/{id}', { params: { path: { id } } })));
      if (cart?.orderId === null) return cart;
      // It became an order, or is gone: the next thing that is put in opens another one. Unless another tab has opened one meanwhile.
      if (cartId.get() === id) cartId.set(null);
    }
    if (api.tokens.get() === null) return null;
    // What was put in on another device.
    const own = await found(data(api.GET('/store/customers/me/cart')));
    if (own !== null) cartId.set(own.id);
    return own;
  },
  // Another tab may have changed it a moment ago.
  refetchOnWindowFocus: 'always',
});

async function found(call: Promise<Cart>): Promise<Cart | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return null;
    throw error;
  }
}

export function useCart() {
  return useQuery(cartQuery);
}

/** Keeps a cart that the server answered; null forgets the one there was. */
export function keepCart(queryClient: QueryClient, cart: Cart | null): void {
  cartId.set(cart?.id ?? null);
  queryClient.setQueryData(cartQuery.queryKey, cart);
}

/** Opens a cart again whose order was called off. */
export async function reopenCart(queryClient: QueryClient, id: string): Promise<void> {
  cartId.set(id);
  await queryClient.resetQueries({ queryKey: cartQuery.queryKey });
}

// What changes the cart goes one after the other, so that the last answer is the last state.
const scope = { id: 'cart' };
/** Of everything that changes the cart, to show that it is at work. */
export const CART_CHANGE = ['cart-change'];

/** Puts units of a variant into the cart, and opens a cart when there is none. */
export function useAddToCart() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationKey: CART_CHANGE,
    scope,
    mutationFn: async (line: { variantId: string; quantity: number }): Promise<Cart> => {
      const id = (await queryClient.ensureQueryData(cartQuery))?.id;
      if (id !== undefined) {
        try {
          return await data(api.POST('/store/carts/{id}/lines', { params: { path: { id } }, body: line }));
        } catch (error) {
          // Somebody completed it in another tab, or it is too old.
          if (!(error instanceof ProblemError) || !['not_found', 'cart_completed'].includes(error.code)) throw error;
        }
      }
      return await data(api.POST('/store/carts', { body: { lines: [line] } }));
    },
    onSuccess: cart => keepCart(queryClient, cart),
  });
}

/** Sets how many units a line has; 0 takes it out. */
export function useSetQuantity() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationKey: CART_CHANGE,
    scope,
    onMutate: () => queryClient.cancelQueries({ queryKey: cartQuery.queryKey }),
    mutationFn: ({ cart, lineId, quantity }: { cart: string; lineId: string; quantity: number }) =>
      data(api.PATCH('/store/carts/{id}/lines/{lineId}', { params: { path: { id: cart, lineId } }, body: { quantity } })),
    onSuccess: cart => keepCart(queryClient, cart),
    onError: () => queryClient.invalidateQueries({ queryKey: cartQuery.queryKey }),
  });
}

let open = false;
const listeners = new Set<() => void>();

function show(next: boolean): void {
  open = next;
  for (const listener of listeners) listener();
}

/** Opens the drawer. */
export const openCart = () => show(true);
export const closeCart = () => show(false);

export function useCartDrawer(): boolean {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
}
