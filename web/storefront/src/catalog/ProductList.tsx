import { data } from '@sharpcommerce/client';
import { Button, EmptyState, ErrorState, Select, useTranslation } from '@sharpcommerce/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { SearchX, SlidersHorizontal } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { api } from '../shop';
import { ActiveFilters, Filters } from './Filters';
import type { ListSearch, Sort } from './listSearch';
import { SORTS } from './listSearch';
import { ProductGrid, ProductGridSkeleton } from './ProductGrid';
import type { ListQuery, ProductPage } from './queries';

const FilterSheet = lazy(async () => ({ default: (await import('./FilterSheet')).FilterSheet }));
const PAGE = 24;

/** Changes a part of what the address says of the list; `undefined` takes it out. */
export type ChangeSearch = (change: Partial<ListSearch>, options?: { replace?: boolean }) => void;

/** Products of a category or of a search, with filters, sort and pages. Everything that is chosen is in the address. */
export function ProductList({
  search,
  category,
  onChange,
  empty,
}: {
  search: ListSearch;
  category?: string;
  onChange: ChangeSearch;
  empty?: ReactNode;
}) {
  const { t } = useTranslation('catalog');
  const [filtering, setFiltering] = useState(false);
  const sort = search.sort ?? (search.q ? 'relevance' : 'newest');
  const query: ListQuery = {
    q: search.q,
    category: search.in ?? category,
    minPrice: search.min,
    maxPrice: search.max,
    inStock: search.stock,
    sort: sort === 'relevance' && !search.q ? 'newest' : sort,
    limit: PAGE,
  };
  const wanted = search.pages ?? 1;
  const list = useInfiniteQuery({
    queryKey: ['products', 'pages', query],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/store/products', {
          params: { query: { ...query, facets: pageParam === undefined, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ProductPage) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  // After a reload, and on the way back, as many pages as there were.
  if (list.data && list.data.pages.length < wanted && list.hasNextPage && !list.isFetching) void list.fetchNextPage();

  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const products = list.data?.pages.flatMap(page => page.items) ?? [];
  const facets = list.data?.pages[0]?.facets ?? null;
  const filters = <Filters search={search} facets={facets} category={category} onChange={onChange} />;
  return (
    <div className="lg:grid lg:grid-cols-[14rem_minmax(0,1fr)] lg:gap-10">
      <aside aria-label={t('filters')} className="hidden lg:block">
        {filters}
      </aside>
      <div>
        <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
          <p role="status" className="text-sm text-muted">
            {facets ? t('count', { count: facets.total }) : ''}
          </p>
          <div className="flex items-center gap-2">
            <Button className="lg:hidden" onClick={() => setFiltering(true)}>
              <SlidersHorizontal aria-hidden className="size-4" />
              {t('filters')}
            </Button>
            <div className="flex items-center gap-2 text-sm">
              <span aria-hidden className="whitespace-nowrap max-sm:hidden">
                {t('sort')}
              </span>
              <Select
                aria-label={t('sort')}
                value={sort}
                className="w-auto"
                onChange={event => onChange({ sort: event.target.value as Sort, pages: undefined })}
              >
                {SORTS.filter(one => one !== 'relevance' || search.q).map(one => (
                  <option key={one} value={one}>
                    {t(`sorts.${one}`)}
                  </option>
                ))}
              </Select>
            </div>
          </div>
        </div>
        <ActiveFilters search={search} onChange={onChange} />
        {list.isPending ? (
          <ProductGridSkeleton count={12} />
        ) : products.length === 0 ? (
          (empty ?? <EmptyState icon={<SearchX />} title={t('nothingFits')} text={t('nothingFitsText')} />)
        ) : (
          <div aria-busy={list.isPlaceholderData} className={list.isPlaceholderData ? 'opacity-60 transition-opacity' : ''}>
            <h2 className="sr-only">{t('products')}</h2>
            <ProductGrid products={products} eager={4} />
          </div>
        )}
        {list.hasNextPage && (
          <div className="mt-10 flex justify-center">
            <Button
              size="large"
              busy={list.isFetchingNextPage}
              onClick={() => {
                void list.fetchNextPage();
                onChange({ pages: (list.data?.pages.length ?? 1) + 1 }, { replace: true });
              }}
            >
              {t('more')}
            </Button>
          </div>
        )}
      </div>
      {filtering && (
        <Suspense>
          <FilterSheet onClose={() => setFiltering(false)} count={facets?.total}>
            {filters}
          </FilterSheet>
        </Suspense>
      )}
    </div>
  );
}
