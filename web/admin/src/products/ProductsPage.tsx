import type { Schemas } from '@sharpcommerce/client';
import {
  Badge,
  Button,
  buttonClass,
  Confirm,
  EmptyState,
  Field,
  Input,
  Select,
  toast,
  useFormat,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Tags } from 'lucide-react';
import { useEffect, useState } from 'react';
import { api, useCan } from '../session';
import { DataTable } from '../shared/DataTable';
import { Card, PageHeader } from '../shared/Page';
import { usePages } from '../shared/pages';
import { ProductBadge } from '../shared/status';
import { usePageTitle } from '../shared/title';
import { Picture } from './Picture';
import { categoriesQuery, inTree, type Listing, loadProducts, type ProductFilter } from './queries';

const route = getRouteApi('/shell/products');
const PAUSE = 350;
const STATUSES = [undefined, 'published', 'draft', 'archived'] as const;

export function ProductsPage() {
  const { t } = useTranslation('products');
  const can = useCan();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  usePageTitle(t('products'));
  const change = (next: ProductFilter) => void navigate({ search: before => ({ ...before, ...next }), replace: true });
  return (
    <>
      <PageHeader
        title={t('products')}
        actions={
          can('catalog:write') && (
            <>
              <Link to="/import" className={buttonClass()}>
                {t('import')}
              </Link>
              <Link to="/products/new" className={buttonClass({ variant: 'primary' })}>
                {t('add')}
              </Link>
            </>
          )
        }
      />
      <nav aria-label={t('views')} className="mb-4 flex flex-wrap gap-1">
        {STATUSES.map(status => (
          <Button
            key={status ?? 'all'}
            size="small"
            variant={filter.status === status ? 'primary' : 'quiet'}
            aria-pressed={filter.status === status}
            onClick={() => change({ status })}
          >
            {t(status === undefined ? 'all' : `status.${status}`)}
          </Button>
        ))}
      </nav>
      <Card flush>
        <Filters filter={filter} onChange={change} />
        <ProductTable filter={filter} />
      </Card>
    </>
  );
}

function Filters({ filter, onChange }: { filter: ProductFilter; onChange: (next: ProductFilter) => void }) {
  const { t } = useTranslation('products');
  const categories = useQuery(categoriesQuery).data ?? [];
  const [q, setQ] = useState(filter.q ?? '');
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed is waited for
  useEffect(() => {
    if (q.trim() === (filter.q ?? '')) return;
    const timer = setTimeout(() => onChange({ q: q.trim() || undefined }), PAUSE);
    return () => clearTimeout(timer);
  }, [q]);
  return (
    <div className="flex flex-wrap gap-2 border-b border-line px-5 pb-4">
      <Field label={t('search')} hiddenLabel className="w-full flex-1 basis-60">
        <Input type="search" placeholder={t('search')} value={q} onChange={event => setQ(event.target.value)} />
      </Field>
      <Field label={t('category')} hiddenLabel className="w-48">
        <Select value={filter.category ?? ''} onChange={event => onChange({ category: event.target.value || undefined })}>
          <option value="">{t('anyCategory')}</option>
          {inTree(categories).map(({ category, depth }) => (
            <option key={category.id} value={category.slug}>
              {'\u00a0\u00a0'.repeat(depth)}
              {category.title}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('sort')} hiddenLabel className="w-48">
        <Select
          value={filter.sort ?? ''}
          onChange={event => onChange({ sort: (event.target.value || undefined) as ProductFilter['sort'] })}
        >
          <option value="">{t(filter.q ? 'sorts.relevance' : 'sorts.newest')}</option>
          <option value="name">{t('sorts.name')}</option>
          <option value="price_asc">{t('sorts.price_asc')}</option>
          <option value="price_desc">{t('sorts.price_desc')}</option>
        </Select>
      </Field>
    </div>
  );
}

function ProductTable({ filter }: { filter: ProductFilter }) {
  const { t } = useTranslation('products');
  const can = useCan();
  const { money } = useFormat();
  const queryClient = useQueryClient();
  const products = usePages<Listing>(['products', filter], cursor => loadProducts(filter, cursor));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [deleting, setDeleting] = useState(false);
  const [busy, setBusy] = useState(false);

  const each = async (work: (id: string) => Promise<unknown>, done: (count: number) => string) => {
    setBusy(true);
    let count = 0;
    let failure: unknown;
    for (const id of selected) {
      try {
        await work(id);
        count++;
      } catch (error) {
        failure = error;
      }
    }
    setBusy(false);
    setSelected(new Set());
    if (count > 0) toast.done(done(count));
    if (failure) toast.failed(failure);
    await queryClient.invalidateQueries({ queryKey: ['products'] });
  };
  const set = (status: Schemas['ProductStatus']) =>
    void each(
      id => api.PATCH('/admin/products/{id}', { params: { path: { id } }, body: { status } as Schemas['ProductInput'] }),
      count => t('changed', { count }),
    );
  return (
    <>
      <DataTable
        label={t('products')}
        query={products}
        nameOf={product => product.title}
        empty={
          <EmptyState
            icon={<Tags />}
            title={t('none')}
            text={t('noneText')}
            action={
              can('catalog:write') && (
                <Link to="/products/new" className={buttonClass({ variant: 'primary' })}>
                  {t('add')}
                </Link>
              )
            }
          />
        }
        columns={[
          {
            header: t('product'),
            cell: product => (
              <span className="flex items-center gap-3">
                <Picture url={product.thumbnail} />
                <Link to="/products/$id" params={{ id: product.id }} className="font-medium hover:underline">
                  {product.title}
                </Link>
              </span>
            ),
          },
          { header: t('statusLabel'), cell: product => <ProductBadge status={product.status} />, wide: true },
          {
            header: t('stock'),
            cell: product => (product.inStock ? t('inStock') : <Badge tone="warning">{t('soldOut')}</Badge>),
            wide: true,
          },
          { header: t('price'), cell: product => money(product.price), end: true },
        ]}
        {...(can('catalog:write')
          ? {
              selection: {
                selected,
                onChange: setSelected,
                actions: (
                  <>
                    <Button size="small" busy={busy} onClick={() => set('published')}>
                      {t('publish')}
                    </Button>
                    <Button size="small" disabled={busy} onClick={() => set('draft')}>
                      {t('unpublish')}
                    </Button>
                    <Button size="small" disabled={busy} onClick={() => set('archived')}>
                      {t('archive')}
                    </Button>
                    <Button size="small" variant="danger" disabled={busy} onClick={() => setDeleting(true)}>
                      {t('delete')}
                    </Button>
                  </>
                ),
              },
            }
          : {})}
      />
      <Confirm
        open={deleting}
        onOpenChange={setDeleting}
        title={t('deleteMany', { count: selected.size })}
        text={t('deleteText')}
        action={t('delete')}
        danger
        onConfirm={() =>
          each(
            id => api.DELETE('/admin/products/{id}', { params: { path: { id } } }),
            count => t('deletedMany', { count }),
          )
        }
      />
    </>
  );
}
