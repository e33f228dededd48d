import { data, type Schemas } from '@sharpcommerce/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { SavedAddress } from '../account/addresses';
import { CART_CHANGE, type Cart, cartQuery, keepCart } from '../cart/cart';
import { api } from '../shop';
import { draft } from './draft';
import { type CheckoutValues, changesOf } from './form';

const PAUSE = 600;

/** Tells the cart who buys and where it goes. */
export function useUpdateCart(cart: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationKey: CART_CHANGE,
    scope: { id: 'cart' },
    onMutate: () => queryClient.cancelQueries({ queryKey: cartQuery.queryKey }),
    mutationFn: (body: Schemas['CartDetailsInput']) =>
      data(api.PATCH('/store/carts/{id}', { params: { path: { id: cart } }, body })),
    onSuccess: next => {
      keepCart(queryClient, next);
      return queryClient.invalidateQueries({ queryKey: ['shipping-methods', cart] });
    },
  });
}

/**
 * Puts every part of the form into the cart as soon as it is whole, so that totals are the server's and a reload loses nothing. Answers how to
 * do it now.
 */
export function useAutosave(form: UseFormReturn<CheckoutValues>, cart: Cart, saved: readonly SavedAddress[]) {
  const update = useUpdateCart(cart.id);
  const queryClient = useQueryClient();
  // What was refused is not sent again by itself.
  const refused = useRef('');
  const state = useRef({ cart, saved, update });
  state.current = { cart, saved, update };
  const save = useRef(async (values: CheckoutValues, again: boolean): Promise<void> => {
    const { saved, update } = state.current;
    const latest = queryClient.getQueryData<Cart | null>(cartQuery.queryKey) ?? state.current.cart;
    const changes = changesOf(values, latest, saved);
    const text = JSON.stringify(changes);
    if (text === '{}' || (text === refused.current && !again)) return;
    // Also what the server writes in another way than we do is sent only once.
    refused.current = text;
    await update.mutateAsync(changes);
  });

  useEffect(() => {
    let timer = 0;
    const later = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        const values = form.getValues();
        draft.set(state.current.cart.id, values);
        // Whoever orders sees what was wrong; nobody is disturbed while typing.
        save.current(values, false).catch(() => undefined);
      }, PAUSE);
    };
    later();
    const stop = form.subscribe({ formState: { values: true }, callback: later });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [form]);

  return (values: CheckoutValues) => save.current(values, true);
}
