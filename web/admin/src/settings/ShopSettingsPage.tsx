import { zodResolver } from '@hookform/resolvers/zod';
import { ProblemError, type Schemas, tagged } from '@sharpcommerce/client';
import {
  Alert,
  applyBrand,
  Button,
  ErrorState,
  Field,
  Input,
  LANGUAGES,
  placeErrors,
  Select,
  Skeleton,
  toast,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useFieldArray, useForm } from 'react-hook-form';
import { z } from 'zod';
import { DropZone } from '../products/DropZone';
import { PICTURES, upload } from '../products/upload';
import { api, shopQuery, useCan } from '../session';
import { Card, Facts, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';

const color = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'wrongColor');
const schema = z.object({
  name: z.string().trim(),
  logoUrl: z.string().trim(),
  primary: color,
  accent: z.union([z.literal(''), color]),
  contactEmail: z.string().trim(),
  locale: z.string(),
  legalLinks: z.array(z.object({ title: z.string().trim().min(1, 'missing'), url: z.string().trim().min(1, 'missing') })),
});
type Values = z.infer<typeof schema>;

/** How the shop shows itself. */
export function ShopSettingsPage() {
  const { t } = useTranslation('settings');
  usePageTitle(t('general'));
  const settings = useQuery({
    queryKey: ['settings'],
    queryFn: () => tagged(api.GET('/admin/settings')),
    refetchOnWindowFocus: false,
  });
  if (settings.isPending) return <Skeleton className="h-96" />;
  if (settings.isError) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  return (
    <>
      <PageHeader title={t('general')} />
      <SettingsForm key={settings.data.etag} shop={settings.data.data} etag={settings.data.etag} />
    </>
  );
}

function SettingsForm({ shop, etag }: { shop: Schemas['ShopView']; etag: string }) {
  const { t } = useTranslation('settings');
  const can = useCan();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: {
      name: shop.name,
      logoUrl: shop.logoUrl ?? '',
      primary: shop.colors.primary,
      accent: shop.colors.accent ?? '',
      contactEmail: shop.contactEmail ?? '',
      locale: shop.locale,
      legalLinks: shop.legalLinks.map(link => ({ ...link })),
    },
  });
  const links = useFieldArray({ control: form.control, name: 'legalLinks' });
  const { errors, isSubmitting } = form.formState;
  const [logo, primary] = form.watch(['logoUrl', 'primary']);
  const said = (message: string | undefined) => (message === 'missing' || message === 'wrongColor' ? t(message) : message);

  const submit = form.handleSubmit(async values => {
    setProblem(null);
    const body: Schemas['ShopSettings'] = {
      name: values.name || null,
      logoUrl: values.logoUrl || null,
      colors: { primary: values.primary.toLowerCase(), accent: values.accent.toLowerCase() || null },
      contactEmail: values.contactEmail || null,
      locale: values.locale,
      legalLinks: values.legalLinks,
    };
    try {
      const saved = await tagged(api.PATCH('/admin/settings', { headers: { 'If-Match': etag }, body }));
      applyBrand(saved.data.colors.primary);
      toast.done(t('saved'));
      queryClient.setQueryData(['settings'], saved);
      await queryClient.invalidateQueries({ queryKey: shopQuery.queryKey });
    } catch (error) {
      if (error instanceof ProblemError && error.status === 412) void queryClient.invalidateQueries({ queryKey: ['settings'] });
      const map = (member: string) => member.replace('colors.', '').replace(/\[(\d+)\]/g, '.$1');
      setProblem(placeErrors(error, ['name', 'logoUrl', 'primary', 'accent', 'contactEmail', 'locale'], form.setError, map));
    }
  });
  const addLogo = async ([file]: File[]) => {
    if (!file) return;
    setBusy(true);
    try {
      form.setValue('logoUrl', (await upload(file)).url, { shouldDirty: true });
    } catch (error) {
      toast.failed(error);
    }
    setBusy(false);
  };
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <fieldset disabled={!can('settings:write')} className="space-y-6">
        <legend className="sr-only">{t('general')}</legend>
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Card title={t('identity')}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('name')} hint={t('nameHint')} error={errors.name?.message}>
              <Input {...form.register('name')} />
            </Field>
            <Field label={t('contactEmail')} error={errors.contactEmail?.message}>
              <Input type="email" {...form.register('contactEmail')} />
            </Field>
            <Field label={t('locale')} hint={t('localeHint')} error={errors.locale?.message}>
              <Select {...form.register('locale')}>
                {!(shop.locale in LANGUAGES) && <option value={shop.locale}>{shop.locale}</option>}
                {Object.entries(LANGUAGES).map(([tag, name]) => (
                  <option key={tag} value={tag}>
                    {name}
                  </option>
                ))}
              </Select>
            </Field>
            <div className="self-center">
              <Facts
                items={[
                  [t('currency'), shop.currency],
                  [t('country'), shop.country],
                ]}
              />
            </div>
          </div>
        </Card>
        <Card title={t('looks')}>
          <div className="grid gap-6 lg:grid-cols-2">
            <div className="space-y-4">
              {(['primary', 'accent'] as const).map(key => (
                <div key={key} className="flex items-end gap-2">
                  <Field
                    label={t(key)}
                    hint={key === 'primary' ? t('primaryHint') : undefined}
                    error={said(errors[key]?.message)}
                    className="flex-1"
                  >
                    <Input placeholder="#1f4e5f" {...form.register(key)} />
                  </Field>
                  <input
                    type="color"
                    aria-label={t('pick', { color: t(key) })}
                    value={/^#[0-9a-f]{6}$/i.test(form.watch(key)) ? form.watch(key) : '#888888'}
                    onChange={event => form.setValue(key, event.target.value, { shouldDirty: true })}
                    className="mb-0 h-10 w-12 cursor-pointer self-start rounded-lg border border-line-strong/60 bg-surface p-1 mt-6.5"
                  />
                </div>
              ))}
              <Preview color={primary} />
            </div>
            <div className="space-y-4">
              <Field label={t('logo')} hint={t('logoHint')} error={errors.logoUrl?.message}>
                <Input placeholder="/media/…" {...form.register('logoUrl')} />
              </Field>
              {logo && <img src={logo} alt={t('logo')} className="h-12 w-auto max-w-full rounded bg-sunken object-contain p-1" />}
              <DropZone accept={PICTURES} busy={busy} label={t('uploadLogo')} onFiles={files => void addLogo(files)} />
            </div>
          </div>
        </Card>
        <Card title={t('legal')} text={t('legalText')}>
          <ul className="space-y-3">
            {links.fields.map((field, index) => (
              <li key={field.id} className="flex flex-wrap items-end gap-2">
                <Field label={t('linkTitle')} className="w-52 flex-1" error={said(errors.legalLinks?.[index]?.title?.message)}>
                  <Input {...form.register(`legalLinks.${index}.title`)} />
                </Field>
                <Field label={t('linkUrl')} className="w-60 flex-2" error={said(errors.legalLinks?.[index]?.url?.message)}>
                  <Input placeholder="/imprint" {...form.register(`legalLinks.${index}.url`)} />
                </Field>
                <Button variant="quiet" size="icon" aria-label={t('removeLink')} onClick={() => links.remove(index)}>
                  <Trash2 aria-hidden className="size-4" />
                </Button>
              </li>
            ))}
          </ul>
          <Button className="mt-3" disabled={links.fields.length >= 20} onClick={() => links.append({ title: '', url: '' })}>
            <Plus aria-hidden className="size-4" />
            {t('addLink')}
          </Button>
        </Card>
        {can('settings:write') && (
          <Button type="submit" variant="primary" busy={isSubmitting}>
            {t('save')}
          </Button>
        )}
      </fieldset>
    </form>
  );
}

/** The color on light and dark ground, as the shop will show it. */
function Preview({ color: primary }: { color: string }) {
  const { t } = useTranslation('settings');
  if (!/^#[0-9a-f]{6}$/i.test(primary)) return null;
  return (
    <div aria-hidden className="flex gap-2">
      {['#ffffff', '#0d0f12'].map(ground => (
        <div key={ground} className="flex flex-1 justify-center rounded-lg border border-line p-4" style={{ background: ground }}>
          <span
            className="rounded-lg px-4 py-2 text-sm font-medium"
            style={{ background: primary, color: isLight(primary) ? '#111111' : '#ffffff' }}
          >
            {t('sample')}
          </span>
        </div>
      ))}
    </div>
  );
}

function isLight(hex: string): boolean {
  const value = Number.parseInt(hex.slice(1), 16);
  return ((value >> 16) & 255) * 0.299 + ((value >> 8) & 255) * 0.587 + (value & 255) * 0.114 > 150;
}
