import { ProblemError, tagged } from '@sharpcommerce/client';
import { Button, Confirm, ErrorState, Skeleton, toast, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { ExternalLink, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { api, tenant, useCan, useShop } from '../session';
import { PageHeader } from '../shared/Page';
import { ProductBadge } from '../shared/status';
import { usePageTitle } from '../shared/title';
import { formOf, inputOf, type ProductForm } from './form';
import { ProductEditor } from './ProductEditor';
import { type Product, productQuery } from './queries';

const route = getRouteApi('/shell/products/$id');

export function ProductPage() {
  const { id } = route.useParams();
  // Loaded once: what is loaded again would take away what is being typed. What others change meanwhile, the version tells.
  const product = useQuery({
    ...productQuery(id),
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  usePageTitle(product.data?.data.title);
  if (product.isPending) return <Skeleton className="h-96" />;
  if (product.isError) return <ErrorState error={product.error} onRetry={() => void product.refetch()} />;
  return <Loaded product={product.data.data} etag={product.data.etag} />;
}

function Loaded({ product, etag }: { product: Product; etag: string }) {
  const { t } = useTranslation('products');
  const { currency } = useShop();
  const can = useCan();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const values = useMemo(() => formOf(product), [product]);
  const params = { path: { id: product.id } };
  const save = async (form: ProductForm) => {
    try {
      const saved = await tagged(
        api.PATCH('/admin/products/{id}', { params, headers: { 'If-Match': etag }, body: inputOf(form, currency, product) }),
      );
      queryClient.setQueryData(productQuery(product.id).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['products'] });
      toast.done(t('saved'));
    } catch (error) {
      if (error instanceof ProblemError && error.status === 412)
        await queryClient.invalidateQueries({ queryKey: productQuery(product.id).queryKey });
      throw error;
    }
  };
  return (
    <>
      <PageHeader
        back={<Link to="/products">{t('products')}</Link>}
        title={product.title}
        badge={<ProductBadge status={product.status} />}
        actions={
          product.status === 'published' && (
            <Button asChild>
              <a href={`/p/${product.slug}${tenant ? `?tenant=${tenant}` : ''}`} target="_blank" rel="noreferrer">
                <ExternalLink aria-hidden className="size-4" />
                {t('seeInShop')}
              </a>
            </Button>
          )
        }
      />
      <ProductEditor values={values} onSave={save}>
        {can('catalog:write') && (
          <Button variant="quiet" className="mt-2 w-full text-danger" onClick={() => setDeleting(true)}>
            <Trash2 aria-hidden className="size-4" />
            {t('delete')}
          </Button>
        )}
      </ProductEditor>
      <Confirm
        open={deleting}
        onOpenChange={setDeleting}
        title={t('deleteOne', { title: product.title })}
        text={t('deleteText')}
        action={t('delete')}
        danger
        onConfirm={async () => {
          await api.DELETE('/admin/products/{id}', { params, headers: { 'If-Match': etag } });
          void queryClient.invalidateQueries({ queryKey: ['products'] });
          toast.done(t('deletedMany', { count: 1 }));
          await navigate({ to: '/products', ignoreBlocker: true });
        }}
      />
    </>
  );
}
