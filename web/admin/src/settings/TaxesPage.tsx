import { data, type Schemas } from '@sharpcommerce/client';
import {
  Alert,
  Button,
  Checkbox,
  Confirm,
  Dialog,
  EmptyState,
  ErrorState,
  Field,
  Input,
  problemText,
  Select,
  Skeleton,
  toast,
  useFormat,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil, Percent, Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, useCan } from '../session';
import { Card, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { COUNTRIES } from './countries';
import { percentOf, ppmOf } from './percent';

type Rate = Schemas['TaxRateResponse'];

/** The tax of each country that is shipped to. */
export function TaxesPage() {
  const { t } = useTranslation('settings');
  const can = useCan();
  const { percent, country } = useFormat();
  const queryClient = useQueryClient();
  const rates = useQuery({ queryKey: ['taxes'], queryFn: async () => (await data(api.GET('/admin/tax-rates'))).items });
  const [editing, setEditing] = useState<Rate | 'new' | null>(null);
  const [deleting, setDeleting] = useState<Rate | null>(null);
  usePageTitle(t('taxes'));
  const write = can('settings:write');
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['taxes'] });
  return (
    <>
      <PageHeader
        title={t('taxes')}
        text={t('taxesText')}
        actions={
          write && (
            <Button variant="primary" onClick={() => setEditing('new')}>
              <Plus aria-hidden className="size-4" />
              {t('addRate')}
            </Button>
          )
        }
      />
      <Card flush>
        {rates.isPending ? (
          <Skeleton className="m-5 h-64" />
        ) : rates.isError ? (
          <ErrorState error={rates.error} onRetry={() => void rates.refetch()} />
        ) : rates.data.length === 0 ? (
          <EmptyState icon={<Percent />} title={t('noRates')} text={t('noRatesText')} />
        ) : (
          <ul className="divide-y divide-line">
            {rates.data.map(rate => (
              <li key={rate.country} className="flex flex-wrap items-center gap-3 px-5 py-2 text-sm">
                <span className="min-w-40 flex-1">
                  <span className="font-medium">{country(rate.country)}</span>
                  <span className="block text-muted">
                    {rate.name} · {rate.included ? t('inPrices') : t('onTop')}
                    {!rate.appliesToShipping && ` · ${t('notOnShipping')}`}
                  </span>
                </span>
                <span className="tabular-nums">{percent(rate.ratePpm)}</span>
                {write && (
                  <span className="flex">
                    <Button
                      variant="quiet"
                      size="small-icon"
                      aria-label={t('edit', { name: country(rate.country) })}
                      onClick={() => setEditing(rate)}
                    >
                      <Pencil aria-hidden className="size-4" />
                    </Button>
                    <Button
                      variant="quiet"
                      size="small-icon"
                      aria-label={t('delete', { name: country(rate.country) })}
                      onClick={() => setDeleting(rate)}
                    >
                      <Trash2 aria-hidden className="size-4" />
                    </Button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
      {editing && (
        <RateDialog
          rate={editing === 'new' ? null : editing}
          known={rates.data ?? []}
          onClose={() => setEditing(null)}
          onSaved={refresh}
        />
      )}
      <Confirm
        open={deleting !== null}
        onOpenChange={open => !open && setDeleting(null)}
        title={t('deleteTitle', { name: deleting ? country(deleting.country) : '' })}
        text={t('deleteRateText')}
        action={t('deleteNow')}
        danger
        onConfirm={async () => {
          await api.DELETE('/admin/tax-rates/{country}', { params: { path: { country: deleting!.country } } });
          await refresh();
        }}
      />
    </>
  );
}

function RateDialog({
  rate,
  known,
  onClose,
  onSaved,
}: {
  rate: Rate | null;
  known: readonly Rate[];
  onClose: () => void;
  onSaved: () => Promise<unknown>;
}) {
  const { t } = useTranslation('settings');
  const { country: named, locale } = useFormat();
  const [country, setCountry] = useState(rate?.country ?? '');
  const [name, setName] = useState(rate?.name ?? '');
  const [percent, setPercent] = useState(rate ? percentOf(rate.ratePpm) : '');
  const [included, setIncluded] = useState(rate?.included ?? true);
  const [shipping, setShipping] = useState(rate?.appliesToShipping ?? true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const ratePpm = ppmOf(percent);
    if (country === '' || name.trim() === '' || ratePpm === null) {
      setProblem(t('rateIncomplete'));
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await api.PUT('/admin/tax-rates/{country}', {
        params: { path: { country } },
        body: { name: name.trim(), ratePpm, included, appliesToShipping: shipping },
      });
      toast.done(t('saved'));
      await onSaved();
      onClose();
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  const free = COUNTRIES.filter(code => !known.some(one => one.country === code)).sort((one, other) =>
    named(one).localeCompare(named(other), locale),
  );
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={rate ? t('editRate') : t('addRate')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="rate" variant="primary" busy={busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id="rate" onSubmit={event => void submit(event)} className="space-y-4">
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Field label={t('country')} required>
          <Select value={country} disabled={rate !== null} onChange={event => setCountry(event.target.value)}>
            <option value="">{t('chooseCountry')}</option>
            {rate && <option value={rate.country}>{named(rate.country)}</option>}
            {free.map(code => (
              <option key={code} value={code}>
                {named(code)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('rateName')} hint={t('rateNameHint')} required>
          <Input value={name} onChange={event => setName(event.target.value)} />
        </Field>
        <Field label={t('ratePercent')} required>
          <Input inputMode="decimal" placeholder="19" value={percent} onChange={event => setPercent(event.target.value)} />
        </Field>
        <Checkbox
          label={t('includedLabel')}
          hint={t('includedHint')}
          checked={included}
          onChange={event => setIncluded(event.target.checked)}
        />
        <Checkbox label={t('onShipping')} checked={shipping} onChange={event => setShipping(event.target.checked)} />
      </form>
    </Dialog>
  );
}
