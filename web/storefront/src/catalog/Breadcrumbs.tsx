import { useTranslation } from '@sharpcommerce/ui';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { Category } from './queries';

/** The way from the home page to where one is; the last is the page itself, unless `open`. */
export function Breadcrumbs({ path, current }: { path: readonly Pick<Category, 'slug' | 'title'>[]; current?: string }) {
  const { t } = useTranslation('catalog');
  return (
    <nav aria-label={t('breadcrumbs')} className="text-sm text-muted">
      <ol className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
        <li>
          <Link to="/" className="hover:text-text hover:underline">
            {t('home')}
          </Link>
        </li>
        {path.map(category => (
          <li key={category.slug} className="flex items-center gap-1.5">
            <ChevronRight aria-hidden className="size-3.5" />
            <Link to="/c/$slug" params={{ slug: category.slug }} className="hover:text-text hover:underline">
              {category.title}
            </Link>
          </li>
        ))}
        {current && (
          <li className="flex min-w-0 items-center gap-1.5" aria-current="page">
            <ChevronRight aria-hidden className="size-3.5 shrink-0" />
            <span className="truncate text-text">{current}</span>
          </li>
        )}
      </ol>
    </nav>
  );
}
