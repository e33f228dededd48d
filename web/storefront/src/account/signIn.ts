import { data, ProblemError, type Schemas } from '@sharpcommerce/client';
import type { QueryClient } from '@tanstack/react-query';
import { cartQuery, keepCart } from '../cart/cart';
import { forgetOrdersOfAccount } from '../shared/keptOrders';
import { pageUrl } from '../shared/links';
import { api } from '../shop';

/** Where to go after signing in: a page of this shop, whatever the address says. */
export function safeNext(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) && !/^\/account\/(sign-in|register)/.test(next) ? next : '/account';
}

/** Leaves for it, by a whole load: what was shown to nobody in particular is not what a customer sees. The address goes on naming the shop. */
export function leaveFor(next: string | undefined): void {
  location.assign(pageUrl(safeNext(next)));
}

/** Opens a session, and makes the cart of this device the shopper's. */
export async function signIn(queryClient: QueryClient, credentials: Schemas['SignInInput']): Promise<void> {
  const guests = queryClient.getQueryData(cartQuery.queryKey);
  api.signedIn(await data(api.POST('/auth/login', { body: credentials })));
  forgetPeople(queryClient);
  await mergeCarts(queryClient, guests?.id);
}

/** What lies in the cart of this device joins the cart that the shopper left on another one. */
async function mergeCarts(queryClient: QueryClient, guests: string | undefined): Promise<void> {
  try {
    const cart =
      guests !== undefined
        ? await data(api.POST('/store/carts/{id}/claim', { params: { path: { id: guests } } }))
        : await data(api.GET('/store/customers/me/cart'));
    keepCart(queryClient, cart);
  } catch (error) {
    // None was left anywhere, or it became an order meanwhile; a cart that could not be joined stays as it is.
    if (!(error instanceof ProblemError)) throw error;
    if (guests === undefined && error.status === 404) keepCart(queryClient, null);
  }
}

/** Ends the session here and at the server. The shopper's cart stays theirs and is gone from this device. */
export async function signOut(queryClient: QueryClient): Promise<void> {
  try {
    await api.POST('/auth/logout');
  } catch {
    // It is forgotten here in any case.
  }
  api.tokens.set(null);
  forgetOrdersOfAccount();
  forgetPeople(queryClient);
  keepCart(queryClient, null);
}

/** Nothing of who was signed in before is left to be seen. */
function forgetPeople(queryClient: QueryClient): void {
  const ofNobody = ['shop', 'categories', 'products', 'product', 'suggestions', 'cart'];
  queryClient.removeQueries({ predicate: query => !ofNobody.includes(String(query.queryKey[0])) });
}
