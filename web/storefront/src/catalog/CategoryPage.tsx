import { ProblemError } from '@sharpcommerce/client';
import { ErrorState, useTranslation } from '@sharpcommerce/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { categoriesQuery, usePageTitle } from '../shop';
import { Breadcrumbs } from './Breadcrumbs';
import { ProductList } from './ProductList';
import { pathTo } from './queries';

const route = getRouteApi('/c/$slug');
const MerchantHtml = lazy(async () => ({ default: (await import('./MerchantHtml')).MerchantHtml }));

export function CategoryPage() {
  const { t } = useTranslation('catalog');
  const { slug } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const path = pathTo(slug, useSuspenseQuery(categoriesQuery).data);
  const category = path.at(-1);
  usePageTitle(category?.title);
  if (!category)
    return (
      <ErrorState error={new ProblemError({ type: '', title: '', status: 404, detail: '', code: 'not_found', traceId: '' })} />
    );
  return (
    <div className="mx-auto max-w-7xl px-4 py-8 sm:px-6">
      <Breadcrumbs path={path.slice(0, -1)} current={category.title} />
      <h1 className="mt-3 text-3xl font-semibold tracking-tight">{category.title}</h1>
      {category.description && (
        <Suspense>
          <MerchantHtml html={category.description} className="prose mt-3 max-w-prose text-muted" />
        </Suspense>
      )}
      {category.children.length > 0 && (
        <nav aria-label={t('subcategories')} className="mt-5">
          <ul className="flex flex-wrap gap-2">
            {category.children.map(child => (
              <li key={child.id}>
                <Link
                  to="/c/$slug"
                  params={{ slug: child.slug }}
                  className="inline-flex h-9 items-center rounded-full border border-line-strong/60 px-4 text-sm hover:bg-hover"
                >
                  {child.title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div className="mt-8">
        <ProductList
          key={slug}
          search={search}
          category={slug}
          onChange={(change, options) =>
            void navigate({ search: before => ({ ...before, ...change }), resetScroll: false, ...options })
          }
        />
      </div>
    </div>
  );
}
