import { browserTokens, createClient, data, type Schemas } from '@sharpcommerce/client';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';

/** Who works here: the staff of one shop, or an operator of the installation, who may act for every shop. */
export type Kind = 'staff' | 'operator';

/** The shop that the address names, as `?tenant=aurora`. Without it the host name says it, or none is meant. */
export const tenant = (() => {
  const named = new URLSearchParams(location.search).get('tenant');
  return named !== null && /^[a-z0-9-]{1,63}$/i.test(named) ? named.toLowerCase() : undefined;
})();

const STAFF_KEY = `sharpcommerce.admin.${tenant ?? location.host}`;
const staffTokens = browserTokens(STAFF_KEY);
const operatorTokens = browserTokens('sharpcommerce.admin.operator');

/** Staff of the shop come first: who is both, and signed in as both, works with the smaller right. */
function kindNow(): Kind | null {
  if (staffTokens.get() !== null) return 'staff';
  return operatorTokens.get() !== null ? 'operator' : null;
}

let kind: Kind | null = kindNow();

/** The signed-in kind; null while nobody is. */
export const currentKind = () => kind;

const tokens = () => (kind === 'operator' ? operatorTokens : staffTokens);

export const api = createClient({
  tenant: () => tenant,
  auth: () => (kind === 'operator' ? '/platform/auth' : '/auth'),
  tokens: {
    get: () => tokens().get(),
    set: next => tokens().set(next),
    subscribe: listener => {
      const [one, other] = [staffTokens.subscribe(listener), operatorTokens.subscribe(listener)];
      return () => {
        one();
        other();
      };
    },
  },
  onSignedOut: () => location.reload(),
});

/** Keeps the session of a sign-in. */
export function signedIn(as: Kind, session: Schemas['SignedIn']): void {
  kind = as;
  api.signedIn(session);
}

/** Ends the session here and at the server, and loads the sign-in anew, so that nothing of it is left in the page. */
export async function signOut(): Promise<void> {
  try {
    await (kind === 'operator' ? api.POST('/platform/auth/logout') : api.POST('/auth/logout'));
  } catch {
    // It is forgotten here in any case.
  }
  api.tokens.set(null);
  location.assign(`/admin/sign-in${tenant ? `?tenant=${tenant}` : ''}`);
}

export interface Me {
  kind: Kind;
  user: Schemas['UserView'];
  /** What they may do; an operator who may act for shops holds every permission of a shop. */
  can: (permission: string) => boolean;
  /** Whether a role counts only after a second factor, which this session has not passed. */
  twoFactorRequired: boolean;
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 60_000,
  queryFn: async (): Promise<Me> => {
    const as = kind ?? 'staff';
    const me = await data(as === 'operator' ? api.GET('/platform/auth/me') : api.GET('/auth/me'));
    const held = new Set(me.permissions);
    const platform = (permission: string) => /^(tenants|operators|keys|schedules|platform):/.test(permission);
    return {
      kind: as,
      user: me.user,
      twoFactorRequired: me.twoFactorRequired,
      can: permission =>
        held.has(permission) || (as === 'operator' && !platform(permission) && hasShop() && held.has('tenants:act_as')),
    };
  },
});

/** Whether a shop is meant: staff always work in theirs, operators where the address names one. */
export function hasShop(): boolean {
  return kind === 'staff' || tenant !== undefined;
}

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Whether whoever is signed in may do this: `useCan()('orders:write')`. */
export function useCan(): (permission: string) => boolean {
  return useMe().can;
}

/** The shop that is worked on. */
export const shopQuery = queryOptions({
  queryKey: ['shop'],
  staleTime: 5 * 60_000,
  queryFn: () => data(api.GET('/store/settings')),
});

/** The shop that is worked on; only below pages of a shop. */
export function useShop() {
  return useSuspenseQuery(shopQuery).data;
}

/** The address of this back office for another shop. A whole load, so that nothing of one shop is left in the other. */
export function shopAddress(slug: string): string {
  return `/admin/?tenant=${encodeURIComponent(slug)}`;
}
