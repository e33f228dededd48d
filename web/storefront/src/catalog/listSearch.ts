/** The sorts of a list; `relevance` needs words to look for. */
export const SORTS = ['relevance', 'newest', 'price_asc', 'price_desc', 'name'] as const;
export type Sort = (typeof SORTS)[number];

/** What the address says of a list: filters, sort and how many pages are shown. Amounts in minor units. */
export interface ListSearch {
  q?: string;
  in?: string;
  min?: number;
  max?: number;
  stock?: true;
  sort?: Sort;
  pages?: number;
}

const MAX_PAGES = 20;

function whole(value: unknown, from: number, to: number): number | undefined {
  const number = typeof value === 'number' ? value : Number.NaN;
  return Number.isSafeInteger(number) && number >= from && number <= to ? number : undefined;
}

/** Takes of an address what makes sense, and leaves the rest out: an address that somebody mistyped still shows products. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  const text = (value: unknown, most: number) =>
    typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, most) || undefined : undefined;
  const read: ListSearch = {
    q: text(search.q, 200),
    in: text(search.in, 120),
    min: whole(search.min, 0, Number.MAX_SAFE_INTEGER),
    max: whole(search.max, 0, Number.MAX_SAFE_INTEGER),
    stock: search.stock === true ? true : undefined,
    sort: SORTS.find(sort => sort === search.sort),
    pages: whole(search.pages, 2, MAX_PAGES),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}
