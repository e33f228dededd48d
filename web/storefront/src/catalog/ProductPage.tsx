import { ErrorState, Skeleton, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { categoriesQuery, usePageTitle } from '../shop';
import { Breadcrumbs } from './Breadcrumbs';
import { BuyBox } from './BuyBox';
import { Gallery } from './Gallery';
import { OptionPicker } from './OptionPicker';
import { firstVariant, pick, variantOf } from './options';
import { PriceTag } from './PriceTag';
import { ProductGrid } from './ProductGrid';
import { type Product, pathTo, productQuery, productsQuery } from './queries';

const route = getRouteApi('/p/$slug');
const MerchantHtml = lazy(async () => ({ default: (await import('./MerchantHtml')).MerchantHtml }));

export function ProductPage() {
  const { slug } = route.useParams();
  const product = useQuery(productQuery(slug));
  usePageTitle(product.data?.seo?.title ?? product.data?.title);
  return (
    <div className="mx-auto max-w-7xl px-4 py-8 sm:px-6">
      {product.isPending ? (
        <Loading />
      ) : product.isError ? (
        <ErrorState error={product.error} onRetry={() => void product.refetch()} />
      ) : (
        <Shown key={product.data.id} product={product.data} />
      )}
    </div>
  );
}

function Shown({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const tree = useSuspenseQuery(categoriesQuery).data;
  const navigate = route.useNavigate();
  const { variant: chosen } = route.useSearch();
  const variant = firstVariant(product, chosen);
  const category = product.categories[0];
  const choose = (option: string, value: string) => {
    const next = variantOf(product, pick(product, variant?.options ?? {}, option, value));
    if (next) void navigate({ search: before => ({ ...before, variant: next.id }), replace: true, resetScroll: false });
  };
  return (
    <>
      <Breadcrumbs path={category ? pathTo(category.slug, tree) : []} current={product.title} />
      <div className="mt-5 grid gap-8 lg:grid-cols-2 lg:gap-14">
        <Gallery product={product} />
        <div>
          {product.vendor && <p className="mb-1 text-sm text-muted">{product.vendor}</p>}
          <h1 className="text-3xl font-semibold tracking-tight text-balance break-words">{product.title}</h1>
          <div className="mt-3">
            <PriceTag
              price={variant?.price ?? product.price}
              before={variant ? variant.compareAtPrice : product.compareAtPrice}
              large
            />
          </div>
          <div className="mt-8 space-y-6">
            {product.options.length > 0 && <OptionPicker product={product} choice={variant?.options ?? {}} onPick={choose} />}
            <BuyBox variant={variant} />
          </div>
          {product.description && (
            <section className="mt-10 border-t border-line pt-6">
              <h2 className="mb-3 font-semibold">{t('description')}</h2>
              <Suspense fallback={<Skeleton className="h-20" />}>
                <MerchantHtml html={product.description} className="prose" />
              </Suspense>
            </section>
          )}
          {variant?.sku && (
            <p className="mt-8 text-sm text-muted">
              {t('sku')}: <span className="font-mono">{variant.sku}</span>
            </p>
          )}
        </div>
      </div>
      {category && <Related product={product} category={category.slug} />}
    </>
  );
}

function Related({ product, category }: { product: Product; category: string }) {
  const { t } = useTranslation('catalog');
  const others = (useQuery(productsQuery({ category, limit: 5 })).data?.items ?? [])
    .filter(other => other.id !== product.id)
    .slice(0, 4);
  if (others.length === 0) return null;
  return (
    <section className="mt-20">
      <h2 className="mb-5 text-2xl font-semibold tracking-tight">{t('related')}</h2>
      <ProductGrid products={others} />
    </section>
  );
}

function Loading() {
  return (
    <div className="grid gap-8 lg:grid-cols-2 lg:gap-14">
      <Skeleton className="aspect-square rounded-2xl" />
      <div className="space-y-4">
        <Skeleton className="h-9 w-3/4" />
        <Skeleton className="h-6 w-24" />
        <Skeleton className="h-40" />
      </div>
    </div>
  );
}
