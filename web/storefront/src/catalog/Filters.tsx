import { decimalOf, minorUnits, type Schemas } from '@sharpcommerce/client';
import { Button, Checkbox, Field, Input, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { categoriesQuery, useShop } from '../shop';
import type { ListSearch } from './listSearch';
import type { ChangeSearch } from './ProductList';
import { pathTo } from './queries';

interface FiltersProps {
  search: ListSearch;
  facets: Schemas['ProductFacets'] | null;
  /** The category whose page it is. */
  category?: string | undefined;
  onChange: ChangeSearch;
}

/** What a list can be narrowed by, with how many products each leaves. */
export function Filters({ search, facets, category, onChange }: FiltersProps) {
  const { t } = useTranslation('catalog');
  const categories = (facets?.categories ?? []).filter(one => one.slug !== category);
  return (
    <div className="space-y-8">
      {categories.length > 0 && (
        <fieldset>
          <legend className="mb-3 text-sm font-semibold">{t('categories')}</legend>
          <ul className="space-y-2.5">
            {categories.map(one => (
              <li key={one.slug}>
                <Checkbox
                  checked={search.in === one.slug}
                  onChange={event => onChange({ in: event.target.checked ? one.slug : undefined, pages: undefined })}
                  label={
                    <>
                      {one.title} <span className="text-muted">({one.count})</span>
                    </>
                  }
                />
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      <fieldset>
        <legend className="mb-3 text-sm font-semibold">{t('availability')}</legend>
        <Checkbox
          checked={search.stock === true}
          onChange={event => onChange({ stock: event.target.checked || undefined, pages: undefined })}
          label={
            <>
              {t('inStockOnly')} {facets && <span className="text-muted">({facets.inStock})</span>}
            </>
          }
        />
      </fieldset>
      <PriceRange key={`${search.min ?? ''}-${search.max ?? ''}`} search={search} facets={facets} onChange={onChange} />
    </div>
  );
}

function PriceRange({ search, facets, onChange }: Omit<FiltersProps, 'category'>) {
  const { t } = useTranslation('catalog');
  const { currency } = useShop();
  const written = (amount: number | undefined) => (amount === undefined ? '' : decimalOf({ amount, currency }));
  const [min, setMin] = useState(written(search.min));
  const [max, setMax] = useState(written(search.max));
  const [error, setError] = useState<string>();
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const [from, to] = [min, max].map(text => (text.trim() === '' ? undefined : (minorUnits(text, currency)?.amount ?? null)));
    if (from === null || to === null || (from !== undefined && to !== undefined && from > to)) {
      setError(t('priceWrong'));
      return;
    }
    setError(undefined);
    onChange({ min: from, max: to, pages: undefined });
  };
  return (
    <form onSubmit={apply}>
      <fieldset>
        <legend className="mb-3 text-sm font-semibold">{t('price', { currency })}</legend>
        <div className="grid grid-cols-2 gap-2">
          <Field label={t('from')}>
            <Input
              inputMode="decimal"
              value={min}
              placeholder={facets?.minPrice ? decimalOf(facets.minPrice) : ''}
              onChange={event => setMin(event.target.value)}
            />
          </Field>
          <Field label={t('to')}>
            <Input
              inputMode="decimal"
              value={max}
              placeholder={facets?.maxPrice ? decimalOf(facets.maxPrice) : ''}
              onChange={event => setMax(event.target.value)}
            />
          </Field>
        </div>
        {error && (
          <p role="alert" className="mt-2 text-sm text-danger">
            {error}
          </p>
        )}
        <Button type="submit" size="small" className="mt-3">
          {t('apply')}
        </Button>
      </fieldset>
    </form>
  );
}

/** What a list is narrowed by now, each to be taken away. */
export function ActiveFilters({ search, onChange }: { search: ListSearch; onChange: ChangeSearch }) {
  const { t } = useTranslation('catalog');
  const { money } = useFormat();
  const { currency } = useShop();
  const tree = useSuspenseQuery(categoriesQuery).data;
  const active: [string, Partial<ListSearch>][] = [];
  if (search.in) active.push([pathTo(search.in, tree).at(-1)?.title ?? search.in, { in: undefined }]);
  if (search.stock) active.push([t('inStockOnly'), { stock: undefined }]);
  if (search.min !== undefined)
    active.push([t('priceFrom', { price: money({ amount: search.min, currency }) }), { min: undefined }]);
  if (search.max !== undefined)
    active.push([t('priceTo', { price: money({ amount: search.max, currency }) }), { max: undefined }]);
  if (active.length === 0) return null;
  return (
    <ul aria-label={t('activeFilters')} className="mb-5 flex flex-wrap items-center gap-2">
      {active.map(([label, without]) => (
        <li key={label}>
          <button
            type="button"
            className="inline-flex h-8 items-center gap-1.5 rounded-full border border-line-strong/60 bg-surface pr-2 pl-3 text-sm hover:bg-hover"
            aria-label={t('removeFilter', { filter: label })}
            onClick={() => onChange({ ...without, pages: undefined })}
          >
            {label}
            <X aria-hidden className="size-3.5" />
          </button>
        </li>
      ))}
      <li>
        <Button
          variant="link"
          onClick={() => onChange({ in: undefined, stock: undefined, min: undefined, max: undefined, pages: undefined })}
        >
          {t('clearFilters')}
        </Button>
      </li>
    </ul>
  );
}
