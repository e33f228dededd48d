import { data, type Schemas } from '@sharpcommerce/client';
import { Badge, Button, EmptyState, type Tone, useFormat, useTranslation } from '@sharpcommerce/ui';
import { Link } from '@tanstack/react-router';
import { Plus, Webhook } from 'lucide-react';
import { useState } from 'react';
import { ShownOnce } from '../access/ShownOnce';
import { api, useCan } from '../session';
import { DataTable } from '../shared/DataTable';
import { Card, PageHeader } from '../shared/Page';
import { usePages } from '../shared/pages';
import { usePageTitle } from '../shared/title';
import { EndpointDialog } from './EndpointDialog';

const TONES: Record<Schemas['WebhookStatus'], Tone> = { active: 'success', disabled: 'danger' };

export function EndpointBadge({ endpoint }: { endpoint: Schemas['WebhookResponse'] }) {
  const { t } = useTranslation('webhooks');
  if (endpoint.status === 'active' && endpoint.failingSince) return <Badge tone="warning">{t('failing')}</Badge>;
  return <Badge tone={TONES[endpoint.status]}>{t(`status.${endpoint.status}`)}</Badge>;
}

/** Programs that are called when something happens. */
export function WebhooksPage() {
  const { t } = useTranslation('webhooks');
  const can = useCan();
  const { dateTime } = useFormat();
  const [creating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  usePageTitle(t('webhooks'));
  const endpoints = usePages<Schemas['WebhookResponse']>(['webhooks'], () => data(api.GET('/admin/webhooks')));
  return (
    <>
      <PageHeader
        title={t('webhooks')}
        text={t('text')}
        actions={
          can('events:write') && (
            <Button variant="primary" onClick={() => setCreating(true)}>
              <Plus aria-hidden className="size-4" />
              {t('add')}
            </Button>
          )
        }
      />
      <Card flush>
        <DataTable
          label={t('webhooks')}
          query={endpoints}
          nameOf={endpoint => endpoint.url}
          empty={<EmptyState icon={<Webhook />} title={t('none')} text={t('noneText')} />}
          columns={[
            {
              header: t('endpoint'),
              className: 'max-w-80',
              cell: endpoint => (
                <>
                  <Link to="/webhooks/$id" params={{ id: endpoint.id }} className="font-medium break-all hover:underline">
                    {endpoint.url}
                  </Link>
                  <span className="block text-muted">{endpoint.description}</span>
                </>
              ),
            },
            {
              header: t('events'),
              cell: endpoint => (endpoint.eventTypes.length === 0 ? t('allEvents') : endpoint.eventTypes.join(', ')),
              wide: true,
            },
            { header: t('state'), cell: endpoint => <EndpointBadge endpoint={endpoint} /> },
            { header: t('since'), cell: endpoint => dateTime(endpoint.createdAt), wide: true, end: true },
          ]}
        />
      </Card>
      {creating && <EndpointDialog endpoint={null} onClose={() => setCreating(false)} onCreated={setSecret} />}
      {secret && <ShownOnce title={t('secret')} text={t('secretText')} value={secret} onClose={() => setSecret(null)} />}
    </>
  );
}
