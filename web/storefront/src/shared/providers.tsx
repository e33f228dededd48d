import { data } from '@sharpcommerce/client';
import { Alert, Badge, Button, RadioRow, Skeleton, text, useTranslation } from '@sharpcommerce/ui';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../shop';

/** The ways to pay in this shop. */
export const providersQuery = queryOptions({
  queryKey: ['payment-providers'],
  queryFn: async () => (await data(api.GET('/store/payment-providers'))).items,
});

/** What shoppers read: for what has a name that says little to them, our own words. */
export function providerName(provider: { id: string; name?: string }): string {
  if (provider.id === 'manual') return text('checkout', 'invoice');
  if (provider.id === 'stripe') return text('checkout', 'card');
  return provider.name ?? provider.id;
}

interface Props {
  /** What the group is called, for screen readers. */
  label: string;
  value: string | null;
  onChange: (provider: string) => void;
}

/** Chooses how to pay. */
export function ProviderChoice({ label, value, onChange }: Props) {
  const { t } = useTranslation('checkout');
  const { t: ui } = useTranslation('ui');
  const { data: providers, error, refetch } = useQuery(providersQuery);
  if (providers === undefined)
    return error ? (
      <Alert tone="danger">
        {t('paymentFailed')}{' '}
        <Button variant="link" onClick={() => void refetch()}>
          {ui('retry')}
        </Button>
      </Alert>
    ) : (
      <Skeleton className="h-12" />
    );
  if (providers.length === 0) return <Alert tone="warning">{t('paymentNone')}</Alert>;
  return (
    <>
      <div role="radiogroup" aria-label={label}>
        {providers.map(provider => (
          <RadioRow
            key={provider.id}
            name="provider"
            value={provider.id}
            checked={value === provider.id}
            onChange={() => onChange(provider.id)}
            label={providerName(provider)}
            aside={provider.sandbox && <Badge tone="warning">{t('sandboxBadge')}</Badge>}
          />
        ))}
      </div>
      {providers.some(provider => provider.id === value && provider.sandbox) && (
        <p className="mt-2 text-sm text-muted">{t('sandbox')}</p>
      )}
    </>
  );
}

/** What is chosen: what was chosen before while there still is such a way, else the first. */
export function useProvider(chosen: string | null): string | null {
  const { data: providers } = useQuery(providersQuery);
  return providers?.find(provider => provider.id === chosen)?.id ?? providers?.[0]?.id ?? null;
}
