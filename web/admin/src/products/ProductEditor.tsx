import { zodResolver } from '@hookform/resolvers/zod';
import {
  Alert,
  Button,
  Checkbox,
  Field,
  Input,
  placeErrors,
  Select,
  Skeleton,
  Textarea,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type FieldPath, FormProvider, useForm, useFormContext } from 'react-hook-form';
import { useCan, useShop } from '../session';
import { Card } from '../shared/Page';
import { type ProductForm, schemaOf } from './form';
import { MediaEditor } from './MediaEditor';
import { OptionsEditor } from './OptionsEditor';
import { categoriesQuery, inTree } from './queries';
import { VariantsEditor } from './VariantsEditor';

/** The form of a product. `onSave` throws what the server says, which is put at the fields. */
export function ProductEditor({
  values,
  onSave,
  children,
}: {
  values: ProductForm;
  onSave: (form: ProductForm) => Promise<void>;
  children?: ReactNode;
}) {
  const { t } = useTranslation('products');
  const { currency } = useShop();
  const can = useCan();
  const form = useForm<ProductForm>({
    resolver: zodResolver(schemaOf(currency)),
    values,
    resetOptions: { keepDirtyValues: false },
  });
  const { errors, isDirty, isSubmitting, isSubmitSuccessful } = form.formState;
  const [problem, setProblem] = useState<string | null>(null);
  useBlocker({
    shouldBlockFn: () => isDirty && !isSubmitting && !isSubmitSuccessful && !confirm(t('leave')),
    enableBeforeUnload: () => isDirty && !isSubmitSuccessful,
  });
  const submit = form.handleSubmit(
    async value => {
      setProblem(null);
      try {
        await onSave(value);
      } catch (error) {
        const variants = value.variants.flatMap((_, index) =>
          (['sku', 'price', 'compareAtPrice', 'stock', 'barcode', 'weight'] as const).map(
            key => `variants.${index}.${key}` as FieldPath<ProductForm>,
          ),
        );
        setProblem(
          placeErrors(
            error,
            ['title', 'slug', 'description', 'vendor', 'productType', 'tags', ...variants],
            form.setError,
            member => member.replace(/\[(\d+)\]/g, '.$1').replace(/weightGrams$/, 'weight'),
          ),
        );
        form.setError('root', {});
      }
    },
    () => setProblem(t('lookAtFields')),
  );
  const said = (message: string | undefined) => (message === 'missing' ? t('missing') : message);
  return (
    <FormProvider {...form}>
      <form onSubmit={event => void submit(event)} noValidate>
        <fieldset
          disabled={!can('catalog:write')}
          className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]"
        >
          <legend className="sr-only">{t('product')}</legend>
          <div className="min-w-0 space-y-6">
            {problem && <Alert tone="danger">{problem}</Alert>}
            <Card>
              <div className="space-y-4">
                <Field label={t('title')} required error={said(errors.title?.message)}>
                  <Input {...form.register('title')} />
                </Field>
                <Field label={t('description')} hint={t('descriptionHint')} error={errors.description?.message}>
                  <Textarea rows={6} {...form.register('description')} />
                </Field>
              </div>
            </Card>
            <MediaEditor />
            <OptionsEditor />
            {errors.options && <Alert tone="danger">{t('optionsWrong')}</Alert>}
            <VariantsEditor />
          </div>
          <div className="space-y-6 lg:sticky lg:top-20">
            <Card title={t('statusLabel')}>
              <Field label={t('statusLabel')} hiddenLabel>
                <Select {...form.register('status')}>
                  <option value="draft">{t('status.draft')}</option>
                  <option value="published">{t('status.published')}</option>
                  <option value="archived">{t('status.archived')}</option>
                </Select>
              </Field>
              {can('catalog:write') && (
                <Button type="submit" variant="primary" className="mt-4 w-full" busy={isSubmitting}>
                  {t('save')}
                </Button>
              )}
              {children}
            </Card>
            <Card title={t('order')}>
              <div className="space-y-4">
                <Field label={t('vendor')} error={errors.vendor?.message}>
                  <Input {...form.register('vendor')} />
                </Field>
                <Field label={t('type')} error={errors.productType?.message}>
                  <Input {...form.register('productType')} />
                </Field>
                <Field label={t('tags')} hint={t('tagsHint')} error={errors.tags?.message}>
                  <Input {...form.register('tags')} />
                </Field>
                <Categories />
              </div>
            </Card>
            <Card title={t('found')}>
              <div className="space-y-4">
                <Field label={t('slug')} hint={t('slugHint')} error={errors.slug?.message}>
                  <Input {...form.register('slug')} />
                </Field>
                <Field label={t('seoTitle')}>
                  <Input {...form.register('seoTitle')} />
                </Field>
                <Field label={t('seoDescription')}>
                  <Textarea {...form.register('seoDescription')} />
                </Field>
              </div>
            </Card>
          </div>
        </fieldset>
      </form>
    </FormProvider>
  );
}

function Categories() {
  const { t } = useTranslation('products');
  const { register } = useFormContext<ProductForm>();
  const categories = useQuery(categoriesQuery);
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium">{t('categories')}</legend>
      {categories.isPending ? (
        <Skeleton className="h-20" />
      ) : categories.data?.length ? (
        <ul className="max-h-60 space-y-2 overflow-y-auto">
          {inTree(categories.data).map(({ category, depth }) => (
            <li key={category.id} style={{ paddingLeft: `${depth * 1.25}rem` }}>
              <Checkbox label={category.title} value={category.id} {...register('categoryIds')} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-sm text-muted">{t('noCategories')}</p>
      )}
    </fieldset>
  );
}
