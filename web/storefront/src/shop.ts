import { browserTokens, createClient, data, type Schemas } from '@sharpcommerce/client';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';

/** Names the shop where the host name does not, as in development: `?tenant=aurora`. Links keep it. */
export const tenant = (() => {
  const named = new URLSearchParams(location.search).get('tenant');
  return named !== null && /^[a-z0-9-]{1,63}$/i.test(named) ? named.toLowerCase() : undefined;
})();

/** The beginning of the names of everything that is kept in the browser: one origin may show several shops. */
const KEEP = `sharpcommerce.shop.${tenant ?? location.host}`;

/** A value of this shop in the browser's storage. */
export function kept<T>(name: string) {
  const key = `${KEEP}.${name}`;
  return {
    key,
    get: (): T | null => {
      try {
        return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null;
      } catch {
        return null;
      }
    },
    set: (value: T | null): void => {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    },
  };
}

export const api = createClient({ tenant: () => tenant, tokens: browserTokens(`${KEEP}.session`) });

export type Shop = Schemas['ShopView'];

export const shopQuery = queryOptions({
  queryKey: ['shop'],
  queryFn: () => data(api.GET('/store/settings')),
  staleTime: 5 * 60_000,
});

/** How the shop shows itself. The shell has loaded it before any page is shown. */
export function useShop(): Shop {
  return useSuspenseQuery(shopQuery).data;
}

export const categoriesQuery = queryOptions({
  queryKey: ['categories'],
  queryFn: async () => (await data(api.GET('/store/categories'))).items,
  staleTime: 5 * 60_000,
});

/** The page's title: what it is about, then the shop. */
export function usePageTitle(title?: string | null): void {
  const { name } = useShop();
  document.title = title ? `${title} · ${name}` : name;
}
