import { buttonClass, EmptyState, ErrorState, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight, PackageOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { categoriesQuery, usePageTitle, useShop } from '../shop';
import { ProductGrid, ProductGridSkeleton } from './ProductGrid';
import { type Category, type Listing, productsQuery } from './queries';

/** The route asks for the same before the page is shown. */
const newestQuery = productsQuery({ sort: 'newest', limit: 24 });

export function HomePage() {
  const { t } = useTranslation('catalog');
  usePageTitle();
  const categories = useSuspenseQuery(categoriesQuery).data;
  const newest = useQuery(newestQuery);
  const products = newest.data?.items ?? [];
  const reduced = products
    .filter(product => product.compareAtPrice !== null && product.compareAtPrice.amount > product.price.amount)
    .slice(0, 4);
  return (
    <>
      <Hero product={products.find(product => product.inStock && product.thumbnail !== null)} />
      <div className="mx-auto max-w-7xl space-y-16 px-4 pt-14 sm:px-6">
        {categories.length > 0 && <Categories categories={categories} />}
        <Part title={t('newest')} more={products.length > 0}>
          {newest.isPending ? (
            <ProductGridSkeleton />
          ) : newest.isError ? (
            <ErrorState error={newest.error} onRetry={() => void newest.refetch()} />
          ) : products.length === 0 ? (
            <EmptyState icon={<PackageOpen />} title={t('noProducts')} text={t('noProductsText')} />
          ) : (
            <ProductGrid products={products.slice(0, 8)} eager={4} />
          )}
        </Part>
        {reduced.length > 0 && (
          <Part title={t('reduced')}>
            <ProductGrid products={reduced} />
          </Part>
        )}
      </div>
    </>
  );
}

function Hero({ product }: { product: Listing | undefined }) {
  const { t } = useTranslation('catalog');
  const shop = useShop();
  return (
    <section className="bg-brand text-brand-text">
      <div className="mx-auto grid max-w-7xl items-stretch lg:grid-cols-2">
        <div className="flex flex-col items-start justify-center gap-5 px-4 py-14 sm:px-6 lg:py-24">
          <h1 className="text-4xl font-semibold tracking-tight text-balance sm:text-5xl">{shop.name}</h1>
          {product && <p className="max-w-md text-lg text-pretty opacity-90">{t('heroText', { product: product.title })}</p>}
          <div className="flex flex-wrap gap-3">
            <Link
              to="/search"
              className="inline-flex h-12 items-center gap-2 rounded-lg bg-brand-text px-6 font-medium text-brand hover:opacity-90"
            >
              {t('browse')}
              <ArrowRight aria-hidden className="size-4" />
            </Link>
            {product && (
              <Link
                to="/p/$slug"
                params={{ slug: product.slug }}
                className="inline-flex h-12 items-center rounded-lg border border-current px-6 font-medium hover:bg-black/10"
              >
                {t('seeProduct', { product: product.title })}
              </Link>
            )}
          </div>
        </div>
        <div className="relative min-h-64 bg-black/10 sm:min-h-80">
          {product?.thumbnail && (
            <img src={product.thumbnail} alt="" fetchPriority="high" className="absolute inset-0 size-full object-cover" />
          )}
        </div>
      </div>
    </section>
  );
}

function Categories({ categories }: { categories: readonly Category[] }) {
  const { t } = useTranslation('catalog');
  return (
    <Part title={t('categories')}>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {categories.map(category => (
          <li key={category.id}>
            <Link
              to="/c/$slug"
              params={{ slug: category.slug }}
              className="flex h-full min-h-16 items-center justify-between gap-3 rounded-xl border border-line bg-sunken px-5 py-4 font-medium hover:border-ink"
            >
              {category.title}
              <ArrowRight aria-hidden className="size-4 shrink-0 text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Part({ title, more = false, children }: { title: string; more?: boolean; children: ReactNode }) {
  const { t } = useTranslation('catalog');
  return (
    <section>
      <div className="mb-5 flex items-baseline justify-between gap-4">
        <h2 className="text-2xl font-semibold tracking-tight">{title}</h2>
        {more && (
          <Link to="/search" className={buttonClass({ variant: 'link' })}>
            {t('seeAll')}
          </Link>
        )}
      </div>
      {children}
    </section>
  );
}
