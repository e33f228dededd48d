import { zodResolver } from '@hookform/resolvers/zod';
import type { Schemas } from '@sharpcommerce/client';
import { Alert, Button, Dialog, Field, Input, placeErrors, Select, Textarea, toast, useTranslation } from '@sharpcommerce/ui';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { type Category, inTree } from '../products/queries';
import { api } from '../session';

const schema = z.object({
  title: z.string().trim().min(1),
  slug: z.string().trim(),
  description: z.string(),
  parentId: z.string(),
});

/** Adds a category, or changes one. */
export function CategoryDialog({
  categories,
  value,
  onClose,
  onSaved,
}: {
  categories: readonly Category[];
  value: Category | { parentId: string | null };
  onClose: () => void;
  onSaved: () => Promise<unknown>;
}) {
  const { t } = useTranslation('categories');
  const known = 'id' in value ? value : null;
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: {
      title: known?.title ?? '',
      slug: known?.slug ?? '',
      description: known?.description ?? '',
      parentId: value.parentId ?? '',
    },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async values => {
    const body: Schemas['CategoryInput'] = {
      title: values.title,
      description: values.description.trim() || null,
      parentId: values.parentId || null,
      ...(values.slug ? { slug: values.slug } : {}),
    };
    if (!known) body.position = categories.filter(one => one.parentId === body.parentId).length;
    try {
      await (known
        ? api.PATCH('/admin/categories/{id}', { params: { path: { id: known.id } }, body })
        : api.POST('/admin/categories', { body }));
      toast.done(t('saved'));
      await onSaved();
      onClose();
    } catch (error) {
      setProblem(placeErrors(error, ['title', 'slug', 'description', 'parentId'], form.setError));
    }
  });
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={known ? t('editTitle') : t('add')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="category" variant="primary" busy={isSubmitting}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id="category" onSubmit={event => void submit(event)} className="space-y-4" noValidate>
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Field
          label={t('title')}
          required
          error={errors.title && (errors.title.type === 'server' ? errors.title.message : t('missing'))}
        >
          <Input {...form.register('title')} />
        </Field>
        <Field label={t('parent')} error={errors.parentId?.message}>
          <Select {...form.register('parentId')}>
            <option value="">{t('top')}</option>
            {inTree(categories)
              .filter(({ category }) => category.id !== known?.id)
              .map(({ category, depth }) => (
                <option key={category.id} value={category.id}>
                  {'\u00a0\u00a0'.repeat(depth)}
                  {category.title}
                </option>
              ))}
          </Select>
        </Field>
        <Field label={t('slug')} hint={t('slugHint')} error={errors.slug?.message}>
          <Input {...form.register('slug')} />
        </Field>
        <Field label={t('description')} hint={t('descriptionHint')} error={errors.description?.message}>
          <Textarea {...form.register('description')} />
        </Field>
      </form>
    </Dialog>
  );
}
