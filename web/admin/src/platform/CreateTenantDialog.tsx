import { zodResolver } from '@hookform/resolvers/zod';
import { data } from '@sharpcommerce/client';
import { Alert, Button, Dialog, Field, Input, placeErrors, Select, toast, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { api } from '../session';
import { COUNTRIES } from '../settings/countries';

const schema = z.object({
  name: z.string().trim().min(1),
  slug: z.string().trim().min(1),
  defaultCurrency: z.string().trim().length(3),
  country: z.string().length(2),
  isolation: z.enum(['shared', 'dedicated']),
});

/** Makes a shop. */
export function CreateTenantDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('platform');
  const { country, locale } = useFormat();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: { name: '', slug: '', defaultCurrency: 'EUR', country: 'DE', isolation: 'shared' },
  });
  const { errors, isSubmitting } = form.formState;
  const said = (error: { type?: unknown; message?: string } | undefined) =>
    error && (error.type === 'server' ? error.message : t('missing'));
  const submit = form.handleSubmit(async values => {
    setProblem(null);
    try {
      const tenant = await data(
        api.POST('/platform/tenants', { body: { ...values, defaultCurrency: values.defaultCurrency.toUpperCase() } }),
      );
      toast.done(t('created', { shop: tenant.name }));
      await queryClient.invalidateQueries({ queryKey: ['tenants'] });
      await navigate({ to: '/platform/tenants/$id', params: { id: tenant.id } });
    } catch (error) {
      setProblem(placeErrors(error, ['name', 'slug', 'defaultCurrency', 'country', 'isolation'], form.setError));
    }
  });
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={t('create')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="tenant" variant="primary" busy={isSubmitting}>
            {t('createNow')}
          </Button>
        </>
      }
    >
      <form id="tenant" onSubmit={event => void submit(event)} className="space-y-4" noValidate>
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Field label={t('name')} required error={said(errors.name)}>
          <Input {...form.register('name')} />
        </Field>
        <Field label={t('slug')} hint={t('slugHint')} required error={said(errors.slug)}>
          <Input autoCapitalize="none" spellCheck={false} {...form.register('slug')} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('currency')} hint={t('fixed')} required error={said(errors.defaultCurrency)}>
            <Input maxLength={3} className="uppercase" {...form.register('defaultCurrency')} />
          </Field>
          <Field label={t('country')} hint={t('fixed')} required error={said(errors.country)}>
            <Select {...form.register('country')}>
              {[...COUNTRIES]
                .sort((one, other) => country(one).localeCompare(country(other), locale))
                .map(code => (
                  <option key={code} value={code}>
                    {country(code)}
                  </option>
                ))}
            </Select>
          </Field>
        </div>
        <Field label={t('isolation')} hint={t('isolationHint')} error={said(errors.isolation)}>
          <Select {...form.register('isolation')}>
            <option value="shared">{t('isolations.shared')}</option>
            <option value="dedicated">{t('isolations.dedicated')}</option>
          </Select>
        </Field>
      </form>
    </Dialog>
  );
}
