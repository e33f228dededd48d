import { EmptyState, useTranslation } from '@sharpcommerce/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { categoriesQuery, usePageTitle } from '../shop';
import { ProductList } from './ProductList';

const route = getRouteApi('/search');

export function SearchPage() {
  const { t } = useTranslation('catalog');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const categories = useSuspenseQuery(categoriesQuery).data;
  const title = search.q ? t('resultsFor', { query: search.q }) : t('all');
  usePageTitle(title);
  return (
    <div className="mx-auto max-w-7xl px-4 py-8 sm:px-6">
      <h1 className="text-3xl font-semibold tracking-tight break-words">{title}</h1>
      <div className="mt-8">
        <ProductList
          search={search}
          onChange={(change, options) =>
            void navigate({ search: before => ({ ...before, ...change }), resetScroll: false, ...options })
          }
          empty={
            <EmptyState
              icon={<SearchX />}
              title={t('nothingFits')}
              text={t('nothingFitsText')}
              action={
                <ul className="flex flex-wrap justify-center gap-2">
                  {categories.map(category => (
                    <li key={category.id}>
                      <Link
                        to="/c/$slug"
                        params={{ slug: category.slug }}
                        className="inline-flex h-9 items-center rounded-full border border-line-strong/60 px-4 text-sm hover:bg-hover"
                      >
                        {category.title}
                      </Link>
                    </li>
                  ))}
                </ul>
              }
            />
          }
        />
      </div>
    </div>
  );
}
