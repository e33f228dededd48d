import { zodResolver } from '@hookform/resolvers/zod';
import {
  Alert,
  Badge,
  Button,
  Confirm,
  Dialog,
  EmptyState,
  ErrorState,
  placeErrors,
  Skeleton,
  toast,
  useFormat,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { MapPin, Plus } from 'lucide-react';
import { useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { AddressFields } from '../shared/AddressFields';
import { type AddressValues, addressSchema, emptyAddress, formatAddress, toAddress, toValues } from '../shared/address';
import { api, usePageTitle, useShop } from '../shop';
import { addressesQuery, type SavedAddress } from './addresses';
import { customerQuery, useCustomer } from './session';

export function AddressesPage() {
  const { t } = useTranslation('account');
  const { country } = useFormat();
  const customer = useCustomer();
  const queryClient = useQueryClient();
  const addresses = useQuery(addressesQuery);
  const [editing, setEditing] = useState<SavedAddress | 'new' | null>(null);
  const [deleting, setDeleting] = useState<SavedAddress | null>(null);
  usePageTitle(t('addresses'));
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: addressesQuery.queryKey }),
      queryClient.invalidateQueries({ queryKey: customerQuery.queryKey }),
    ]);
  const prefer = async (id: string) => {
    try {
      await api.PATCH('/store/customers/me', { body: { defaultShippingAddressId: id } });
      toast.done(t('saved'));
    } catch (error) {
      toast.failed(error);
    }
    await refresh();
  };
  return (
    <div className="space-y-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-3xl font-semibold tracking-tight">{t('addresses')}</h1>
        <Button variant="primary" onClick={() => setEditing('new')}>
          <Plus aria-hidden className="size-4" />
          {t('addAddress')}
        </Button>
      </div>
      {addresses.isPending ? (
        <Skeleton className="h-48" />
      ) : addresses.isError ? (
        <ErrorState error={addresses.error} onRetry={() => void addresses.refetch()} />
      ) : addresses.data.length === 0 ? (
        <EmptyState icon={<MapPin />} title={t('noAddresses')} text={t('noAddressesText')} />
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2">
          {addresses.data.map(address => {
            const usual = address.id === customer?.defaultShippingAddressId;
            return (
              <li key={address.id} className="flex flex-col rounded-2xl border border-line p-5">
                <address className="flex-1 text-sm not-italic">
                  {formatAddress(address, country).map(line => (
                    <span key={line} className="block">
                      {line}
                    </span>
                  ))}
                </address>
                <div className="mt-4 flex flex-wrap items-center gap-2">
                  {usual ? (
                    <Badge tone="success">{t('usual')}</Badge>
                  ) : (
                    <Button size="small" onClick={() => void prefer(address.id)}>
                      {t('makeUsual')}
                    </Button>
                  )}
                  <Button
                    size="small"
                    variant="quiet"
                    aria-label={t('editAddressOf', { name: address.line1 })}
                    onClick={() => setEditing(address)}
                  >
                    {t('edit')}
                  </Button>
                  <Button
                    size="small"
                    variant="quiet"
                    className="text-danger"
                    aria-label={t('deleteAddressOf', { name: address.line1 })}
                    onClick={() => setDeleting(address)}
                  >
                    {t('delete')}
                  </Button>
                </div>
              </li>
            );
          })}
        </ul>
      )}
      {editing && (
        <AddressDialog address={editing === 'new' ? null : editing} onClose={() => setEditing(null)} onSaved={refresh} />
      )}
      <Confirm
        open={deleting !== null}
        onOpenChange={open => !open && setDeleting(null)}
        title={t('deleteAddress')}
        text={t('deleteAddressText')}
        action={t('delete')}
        danger
        onConfirm={async () => {
          await api.DELETE('/store/customers/me/addresses/{id}', { params: { path: { id: deleting!.id } } });
          await refresh();
        }}
      />
    </div>
  );
}

function AddressDialog({
  address,
  onClose,
  onSaved,
}: {
  address: SavedAddress | null;
  onClose: () => void;
  onSaved: () => Promise<unknown>;
}) {
  const { t } = useTranslation('account');
  const shop = useShop();
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm<AddressValues>({
    resolver: zodResolver(addressSchema),
    defaultValues: address ? toValues(address) : emptyAddress(shop.country),
  });
  const submit = form.handleSubmit(async values => {
    try {
      const body = toAddress(values);
      await (address
        ? api.PATCH('/store/customers/me/addresses/{id}', { params: { path: { id: address.id } }, body })
        : api.POST('/store/customers/me/addresses', { body }));
      toast.done(t('saved'));
      await onSaved();
      onClose();
    } catch (error) {
      setProblem(
        placeErrors(
          error,
          ['name', 'company', 'line1', 'line2', 'city', 'region', 'postalCode', 'country', 'phone'],
          form.setError,
        ),
      );
    }
  });
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={address ? t('editAddress') : t('addAddress')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="address" variant="primary" busy={form.formState.isSubmitting}>
            {t('save')}
          </Button>
        </>
      }
    >
      <FormProvider {...form}>
        <form id="address" onSubmit={event => void submit(event)} noValidate>
          {problem && (
            <Alert tone="danger" className="mb-4">
              {problem}
            </Alert>
          )}
          <AddressFields />
        </form>
      </FormProvider>
    </Dialog>
  );
}
