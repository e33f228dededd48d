import { data } from '@sharpcommerce/client';
import { Badge, Button, EmptyState, ErrorState, Field, Input, Skeleton, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Boxes, ChevronDown, ChevronRight } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Picture } from '../products/Picture';
import { type Listing, loadProducts, productQuery } from '../products/queries';
import { api, useCan } from '../session';
import { Card, PageHeader } from '../shared/Page';
import { usePages } from '../shared/pages';
import { usePageTitle } from '../shared/title';

/** What runs low, and the stock of every product's variants. */
export function InventoryPage() {
  const { t } = useTranslation('inventory');
  const can = useCan();
  usePageTitle(t('inventory'));
  return (
    <>
      <PageHeader title={t('inventory')} />
      <div className="space-y-6">
        {can('analytics:read') && <LowStock />}
        {can('catalog:read') && <Products />}
      </div>
    </>
  );
}

function LowStock() {
  const { t } = useTranslation('inventory');
  const overview = useQuery({ queryKey: ['overview'], queryFn: () => data(api.GET('/admin/analytics/overview')) });
  if (overview.isPending) return <Skeleton className="h-32" />;
  if (overview.isError) return <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />;
  const { lowStock } = overview.data;
  if (lowStock.items.length === 0) return null;
  return (
    <Card title={t('low')} text={t('lowText', { count: lowStock.count, threshold: lowStock.threshold })} flush>
      <ul className="divide-y divide-line border-t border-line">
        {lowStock.items.map(item => (
          <li key={item.variantId} className="relative flex items-center gap-4 px-5 py-2.5 text-sm hover:bg-sunken">
            <span className="min-w-0 flex-1">
              <Link
                to="/inventory/$variantId"
                params={{ variantId: item.variantId }}
                className="font-medium after:absolute after:inset-0 hover:underline"
              >
                {item.title}
              </Link>{' '}
              <span className="text-muted">
                {[item.variantTitle === 'Default' ? null : item.variantTitle, item.sku].filter(Boolean).join(' · ')}
              </span>
            </span>
            <Badge tone={item.available === 0 ? 'danger' : 'warning'}>{t('left', { count: item.available })}</Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Products() {
  const { t } = useTranslation('inventory');
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim()) || undefined;
  const products = usePages<Listing>(['products', 'stock', q], cursor =>
    loadProducts({ q, ...(q ? {} : { sort: 'name' }) }, cursor),
  );
  const rows = products.data?.pages.flatMap(page => page.items) ?? [];
  return (
    <Card title={t('products')} text={t('productsText')} flush>
      <div className="border-b border-line px-5 pb-4">
        <Field label={t('search')} hiddenLabel className="max-w-sm">
          <Input type="search" placeholder={t('search')} value={typed} onChange={event => setTyped(event.target.value)} />
        </Field>
      </div>
      {products.isPending ? (
        <Skeleton className="m-5 h-48" />
      ) : products.isError ? (
        <ErrorState error={products.error} onRetry={() => void products.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={<Boxes />} title={t('none')} />
      ) : (
        <ul className="divide-y divide-line">
          {rows.map(product => (
            <Product key={product.id} product={product} />
          ))}
        </ul>
      )}
      {products.hasNextPage && (
        <div className="flex justify-center border-t border-line py-3">
          <Button busy={products.isFetchingNextPage} onClick={() => void products.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Product({ product }: { product: Listing }) {
  const { t } = useTranslation('inventory');
  const [open, setOpen] = useState(false);
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-3 px-5 py-2.5 text-left text-sm hover:bg-sunken"
      >
        {open ? (
          <ChevronDown aria-hidden className="size-4 text-muted" />
        ) : (
          <ChevronRight aria-hidden className="size-4 text-muted" />
        )}
        <Picture url={product.thumbnail} />
        <span className="min-w-0 flex-1 font-medium">{product.title}</span>
        {!product.inStock && <Badge tone="danger">{t('soldOut')}</Badge>}
      </button>
      {open && <Variants id={product.id} />}
    </li>
  );
}

function Variants({ id }: { id: string }) {
  const { t } = useTranslation('inventory');
  const product = useQuery(productQuery(id));
  if (product.isPending) return <Skeleton className="mx-5 mb-4 h-16" />;
  if (product.isError) return <ErrorState error={product.error} onRetry={() => void product.refetch()} />;
  return (
    <div className="overflow-x-auto px-5 pb-4">
      <table className="w-full text-sm">
        <caption className="sr-only">{product.data.data.title}</caption>
        <thead>
          <tr className="text-left text-muted">
            <th scope="col" className="py-1.5 pl-14 font-medium">
              {t('variant')}
            </th>
            {(['onHand', 'reserved', 'available'] as const).map(key => (
              <th key={key} scope="col" className="px-3 py-1.5 text-right font-medium">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {product.data.data.variants.map(variant => (
            <tr key={variant.id} className="border-t border-line">
              <td className="py-2 pl-14">
                {variant.stock === null ? (
                  <span>{variant.title}</span>
                ) : (
                  <Link
                    to="/inventory/$variantId"
                    params={{ variantId: variant.id }}
                    className="text-ink underline underline-offset-4"
                  >
                    {variant.title === 'Default' ? (variant.sku ?? t('stock')) : variant.title}
                  </Link>
                )}{' '}
                <span className="text-muted">{variant.sku}</span>
              </td>
              {variant.stock === null ? (
                <td colSpan={3} className="px-3 py-2 text-right text-muted">
                  {t('notTracked')}
                </td>
              ) : (
                <>
                  <td className="px-3 py-2 text-right tabular-nums">{variant.stock}</td>
                  <td className="px-3 py-2 text-right tabular-nums">{variant.reserved}</td>
                  <td className="px-3 py-2 text-right tabular-nums">{variant.available}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
