import { data } from '@sharpcommerce/client';
import { toast, useTranslation } from '@sharpcommerce/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, useShop } from '../session';
import { PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { emptyProduct, inputOf, type ProductForm } from './form';
import { ProductEditor } from './ProductEditor';

export function NewProductPage() {
  const { t } = useTranslation('products');
  const { currency } = useShop();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  // One product, however often the button is pressed; a corrected input is another call.
  const [calls] = useState(() => new Map<string, string>());
  usePageTitle(t('newProduct'));
  const save = async (form: ProductForm) => {
    const body = inputOf(form, currency);
    const text = JSON.stringify(body);
    const key = calls.get(text) ?? crypto.randomUUID();
    calls.set(text, key);
    const product = await data(api.POST('/admin/products', { params: { header: { 'Idempotency-Key': key } }, body }));
    void queryClient.invalidateQueries({ queryKey: ['products'] });
    toast.done(t('created'));
    await navigate({ to: '/products/$id', params: { id: product.id }, ignoreBlocker: true });
  };
  return (
    <>
      <PageHeader back={<Link to="/products">{t('products')}</Link>} title={t('newProduct')} />
      <ProductEditor values={emptyProduct} onSave={save} />
    </>
  );
}
