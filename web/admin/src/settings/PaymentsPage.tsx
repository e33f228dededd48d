import { data, type Schemas } from '@sharpcommerce/client';
import { Alert, Badge, Button, ErrorState, Skeleton, toast, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { api, useCan } from '../session';
import { Card, Facts, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { ProviderDialog } from './ProviderDialog';

export type Provider = Schemas['PaymentSettingsView'];

/** The ways to be paid. */
export function PaymentsPage() {
  const { t } = useTranslation('settings');
  usePageTitle(t('payments'));
  const providers = useQuery({
    queryKey: ['providers'],
    queryFn: async () => (await data(api.GET('/admin/payment-providers'))).items,
  });
  return (
    <>
      <PageHeader title={t('payments')} text={t('paymentsText')} />
      {providers.isPending ? (
        <Skeleton className="h-64" />
      ) : providers.isError ? (
        <ErrorState error={providers.error} onRetry={() => void providers.refetch()} />
      ) : (
        <div className="space-y-6">
          {providers.data.map(provider => (
            <ProviderCard key={provider.id} provider={provider} />
          ))}
        </div>
      )}
    </>
  );
}

const SOURCES = ['own', 'environment', 'missing', 'none_needed'] as const;

function ProviderCard({ provider }: { provider: Provider }) {
  const { t } = useTranslation('settings');
  const can = useCan();
  const [open, setOpen] = useState(false);
  const on = provider.enabled && provider.configured;
  const source = SOURCES.find(one => one === provider.source);
  const webhook = provider.webhookPath ? `${location.origin}${provider.webhookPath}` : null;
  return (
    <Card
      title={provider.name}
      actions={
        <>
          <Badge tone={on ? 'success' : provider.configured ? 'neutral' : 'warning'}>
            {on ? t('on') : provider.configured ? t('off') : t('notSetUp')}
          </Badge>
          {can('settings:write') && (
            <Button size="small" onClick={() => setOpen(true)}>
              {provider.configured ? t('change') : t('setUp')}
            </Button>
          )}
        </>
      }
    >
      <Facts
        items={[
          [t('settingsOf'), source ? t(`sources.${source}`) : provider.source],
          [t('capture'), t(`captures.${provider.capture}`)],
        ]}
      />
      {webhook && (
        <Alert className="mt-4" title={t('webhookTitle')}>
          <p>{t('webhookText', { provider: provider.name })}</p>
          <p className="mt-1 flex items-center gap-2">
            <code className="font-mono text-xs break-all">{webhook}</code>
            <Button
              variant="quiet"
              size="small-icon"
              aria-label={t('copy')}
              onClick={() => void navigator.clipboard.writeText(webhook).then(() => toast.done(t('copied')))}
            >
              <Copy aria-hidden className="size-4" />
            </Button>
          </p>
        </Alert>
      )}
      {open && <ProviderDialog provider={provider} onClose={() => setOpen(false)} />}
    </Card>
  );
}
