import { data } from '@sharpcommerce/client';
import { Alert, Button, buttonClass, ErrorState, toast, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatAddress } from '../shared/formatAddress';
import { api, usePageTitle } from '../shop';
import { addressesQuery } from './addresses';
import { OrderList } from './OrderList';
import { Section } from './Pane';
import { useCustomer } from './session';

const SHOWN = 3;

export function AccountPage() {
  const { t } = useTranslation('account');
  const customer = useCustomer();
  const { country } = useFormat();
  const orders = useQuery({
    queryKey: ['orders', 'latest'],
    queryFn: () => data(api.GET('/store/orders', { params: { query: { limit: SHOWN } } })),
  });
  const addresses = useQuery(addressesQuery);
  usePageTitle(t('account'));
  const usual = addresses.data?.find(address => address.id === customer?.defaultShippingAddressId);
  return (
    <div className="space-y-6">
      <h1 className="text-3xl font-semibold tracking-tight">
        {customer?.name ? t('hello', { name: customer.name }) : t('account')}
      </h1>
      {customer && !customer.emailVerified && <Unverified email={customer.email} />}
      <Section
        title={t('latestOrders')}
        actions={
          (orders.data?.items.length ?? 0) > 0 && (
            <Link to="/account/orders" className={buttonClass({ variant: 'link' })}>
              {t('allOrders')}
            </Link>
          )
        }
      >
        {orders.isError ? (
          <ErrorState error={orders.error} onRetry={() => void orders.refetch()} />
        ) : (
          <OrderList orders={orders.data?.items} />
        )}
      </Section>
      <Section
        title={t('usualAddress')}
        actions={
          <Link to="/account/addresses" className={buttonClass({ variant: 'link' })}>
            {t('addresses')}
          </Link>
        }
      >
        {usual ? (
          <address className="text-sm not-italic">
            {formatAddress(usual, country).map(line => (
              <span key={line} className="block">
                {line}
              </span>
            ))}
          </address>
        ) : (
          <p className="text-sm text-muted">{t('noUsualAddress')}</p>
        )}
      </Section>
    </div>
  );
}

function Unverified({ email }: { email: string }) {
  const { t } = useTranslation('account');
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    try {
      await api.POST('/auth/email/verification');
      toast.done(t('mailSentTo', { email }));
    } catch (error) {
      toast.failed(error);
    }
    setBusy(false);
  };
  return (
    <Alert tone="warning" title={t('confirmTitle')}>
      <p>{t('confirmText', { email })}</p>
      <Button size="small" className="mt-2" busy={busy} onClick={() => void send()}>
        {t('sendAgain')}
      </Button>
    </Alert>
  );
}
