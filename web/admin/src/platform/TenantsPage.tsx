import { data, type Schemas } from '@sharpcommerce/client';
import { Badge, Button, type Tone, useFormat, useTranslation } from '@sharpcommerce/ui';
import { Link } from '@tanstack/react-router';
import { ArrowRight, Plus } from 'lucide-react';
import { useState } from 'react';
import { api, shopAddress, useCan } from '../session';
import { DataTable } from '../shared/DataTable';
import { Card, PageHeader } from '../shared/Page';
import { usePages } from '../shared/pages';
import { usePageTitle } from '../shared/title';
import { CreateTenantDialog } from './CreateTenantDialog';

const TONES: Record<Schemas['TenantStatus'], Tone> = {
  active: 'success',
  suspended: 'warning',
};

export function TenantBadge({ status }: { status: Schemas['TenantStatus'] }) {
  const { t } = useTranslation('platform');
  return <Badge tone={TONES[status]}>{t(`tenantStatus.${status}`)}</Badge>;
}

/** Every shop of the installation. */
export function TenantsPage() {
  const { t } = useTranslation('platform');
  const can = useCan();
  const { date } = useFormat();
  const [creating, setCreating] = useState(false);
  usePageTitle(t('tenants'));
  const tenants = usePages<Schemas['TenantResponse']>(['tenants'], cursor =>
    data(api.GET('/platform/tenants', { params: { query: { cursor, limit: 50 } } })),
  );
  return (
    <>
      <PageHeader
        title={t('tenants')}
        text={t('tenantsText')}
        actions={
          can('tenants:write') && (
            <Button variant="primary" onClick={() => setCreating(true)}>
              <Plus aria-hidden className="size-4" />
              {t('create')}
            </Button>
          )
        }
      />
      <Card flush>
        <DataTable
          label={t('tenants')}
          query={tenants}
          nameOf={tenant => tenant.name}
          columns={[
            {
              header: t('shop'),
              cell: tenant => (
                <>
                  <Link to="/platform/tenants/$id" params={{ id: tenant.id }} className="font-medium hover:underline">
                    {tenant.name}
                  </Link>
                  <span className="block text-muted">{tenant.slug}</span>
                </>
              ),
            },
            { header: t('state'), cell: tenant => <TenantBadge status={tenant.status} /> },
            { header: t('domains'), cell: tenant => tenant.domains.join(', ') || '–', wide: true },
            { header: t('currency'), cell: tenant => tenant.defaultCurrency, wide: true },
            { header: t('isolation'), cell: tenant => t(`isolations.${tenant.isolation}`), wide: true },
            { header: t('since'), cell: tenant => date(tenant.createdAt), wide: true },
            {
              header: t('work'),
              end: true,
              cell: tenant =>
                tenant.status === 'active' && can('tenants:act_as') ? (
                  <Button asChild size="small">
                    <a href={shopAddress(tenant.slug)} aria-label={t('workIn', { shop: tenant.name })}>
                      {t('open')}
                      <ArrowRight aria-hidden className="size-4" />
                    </a>
                  </Button>
                ) : null,
            },
          ]}
        />
      </Card>
      {creating && <CreateTenantDialog onClose={() => setCreating(false)} />}
    </>
  );
}
