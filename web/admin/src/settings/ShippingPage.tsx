import { data, type Money, type Schemas } from '@sharpcommerce/client';
import {
  Alert,
  Badge,
  Button,
  Checkbox,
  Confirm,
  Dialog,
  EmptyState,
  ErrorState,
  Field,
  Input,
  problemText,
  Skeleton,
  toast,
  useFormat,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Pencil, Plus, Trash2, Truck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, useCan, useShop } from '../session';
import { MoneyInput } from '../shared/MoneyInput';
import { Card, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { CountryPicker } from './CountryPicker';

type Method = Schemas['ShippingMethodResponse'];

/** The ways to ship, in the order in which shoppers see them. */
export function ShippingPage() {
  const { t } = useTranslation('settings');
  const can = useCan();
  const { money, country } = useFormat();
  const queryClient = useQueryClient();
  const methods = useQuery({
    queryKey: ['shipping'],
    queryFn: async () => (await data(api.GET('/admin/shipping-methods'))).items,
  });
  const [editing, setEditing] = useState<Method | 'new' | null>(null);
  const [deleting, setDeleting] = useState<Method | null>(null);
  usePageTitle(t('shipping'));
  const write = can('settings:write');
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['shipping'] });
  const move = async (at: number, by: 1 | -1) => {
    const order = [...(methods.data ?? [])];
    const [one, other] = [order[at], order[at + by]];
    if (!one || !other) return;
    [order[at], order[at + by]] = [other, one];
    try {
      for (const [position, method] of order.entries())
        if (method.position !== position)
          await api.PATCH('/admin/shipping-methods/{id}', { params: { path: { id: method.id } }, body: { position } as never });
    } catch (error) {
      toast.failed(error);
    }
    await refresh();
  };
  return (
    <>
      <PageHeader
        title={t('shipping')}
        text={t('shippingText')}
        actions={
          write && (
            <Button variant="primary" onClick={() => setEditing('new')}>
              <Plus aria-hidden className="size-4" />
              {t('addMethod')}
            </Button>
          )
        }
      />
      <Card flush>
        {methods.isPending ? (
          <Skeleton className="m-5 h-40" />
        ) : methods.isError ? (
          <ErrorState error={methods.error} onRetry={() => void methods.refetch()} />
        ) : methods.data.length === 0 ? (
          <EmptyState icon={<Truck />} title={t('noMethods')} text={t('noMethodsText')} />
        ) : (
          <ul className="divide-y divide-line">
            {methods.data.map((method, index) => (
              <li key={method.id} className="flex flex-wrap items-center gap-3 px-5 py-3 text-sm">
                <span className="min-w-40 flex-1">
                  <span className="font-medium">{method.name}</span>
                  <span className="block text-muted">
                    {method.countries.length === 0 ? t('everywhere') : method.countries.map(country).join(', ')}
                  </span>
                </span>
                {!method.enabled && <Badge>{t('hidden')}</Badge>}
                <span className="tabular-nums">{money(method.price)}</span>
                {write && (
                  <span className="flex">
                    <Button
                      variant="quiet"
                      size="small-icon"
                      disabled={index === 0}
                      aria-label={t('moveUp', { name: method.name })}
                      onClick={() => void move(index, -1)}
                    >
                      <ArrowUp aria-hidden className="size-4" />
                    </Button>
                    <Button
                      variant="quiet"
                      size="small-icon"
                      disabled={index === methods.data.length - 1}
                      aria-label={t('moveDown', { name: method.name })}
                      onClick={() => void move(index, 1)}
                    >
                      <ArrowDown aria-hidden className="size-4" />
                    </Button>
                    <Button
                      variant="quiet"
                      size="small-icon"
                      aria-label={t('edit', { name: method.name })}
                      onClick={() => setEditing(method)}
                    >
                      <Pencil aria-hidden className="size-4" />
                    </Button>
                    <Button
                      variant="quiet"
                      size="small-icon"
                      aria-label={t('delete', { name: method.name })}
                      onClick={() => setDeleting(method)}
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
        <MethodDialog
          method={editing === 'new' ? null : editing}
          position={methods.data?.length ?? 0}
          onClose={() => setEditing(null)}
          onSaved={refresh}
        />
      )}
      <Confirm
        open={deleting !== null}
        onOpenChange={open => !open && setDeleting(null)}
        title={t('deleteTitle', { name: deleting?.name ?? '' })}
        text={t('deleteMethodText')}
        action={t('deleteNow')}
        danger
        onConfirm={async () => {
          await api.DELETE('/admin/shipping-methods/{id}', { params: { path: { id: deleting!.id } } });
          await refresh();
        }}
      />
    </>
  );
}

function MethodDialog({
  method,
  position,
  onClose,
  onSaved,
}: {
  method: Method | null;
  position: number;
  onClose: () => void;
  onSaved: () => Promise<unknown>;
}) {
  const { t } = useTranslation('settings');
  const { currency } = useShop();
  const [name, setName] = useState(method?.name ?? '');
  const [price, setPrice] = useState<Money | null | undefined>(method?.price ?? null);
  const [countries, setCountries] = useState<string[]>(method?.countries ?? []);
  const [enabled, setEnabled] = useState(method?.enabled ?? true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || !price) {
      setProblem(t('methodIncomplete'));
      return;
    }
    setBusy(true);
    setProblem(null);
    const body: Schemas['ShippingMethodInput'] = {
      name: name.trim(),
      price,
      countries,
      enabled,
      position: method?.position ?? position,
    };
    try {
      await (method
        ? api.PATCH('/admin/shipping-methods/{id}', { params: { path: { id: method.id } }, body })
        : api.POST('/admin/shipping-methods', { body }));
      toast.done(t('saved'));
      await onSaved();
      onClose();
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={method ? t('editMethod') : t('addMethod')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="method" variant="primary" busy={busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id="method" onSubmit={event => void submit(event)} className="space-y-4">
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Field label={t('methodName')} required>
          <Input value={name} onChange={event => setName(event.target.value)} />
        </Field>
        <Field label={t('methodPrice')} required>
          <MoneyInput currency={currency} value={price ?? null} onChange={setPrice} />
        </Field>
        <CountryPicker label={t('countries')} hint={t('countriesHint')} value={countries} onChange={setCountries} />
        <Checkbox label={t('shown')} checked={enabled} onChange={event => setEnabled(event.target.checked)} />
      </form>
    </Dialog>
  );
}
