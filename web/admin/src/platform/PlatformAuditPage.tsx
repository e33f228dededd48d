import { data } from '@sharpcommerce/client';
import { useTranslation } from '@sharpcommerce/ui';
import { getRouteApi } from '@tanstack/react-router';
import { AuditLog } from '../audit/AuditLog';
import { api } from '../session';
import { PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';

const route = getRouteApi('/shell/platform/audit');

/** Everything that operators changed in the installation. */
export function PlatformAuditPage() {
  const { t } = useTranslation('platform');
  const navigate = route.useNavigate();
  usePageTitle(t('audit'));
  const { tenant: _, ...filter } = route.useSearch();
  return (
    <>
      <PageHeader title={t('audit')} text={t('auditText')} />
      <AuditLog
        name="platform"
        filter={filter}
        onFilter={next => void navigate({ search: before => ({ tenant: before.tenant, ...next }) })}
        load={({ from, ...query }, cursor) =>
          data(
            api.GET('/platform/audit', { params: { query: { ...query, from: from && `${from}T00:00:00Z`, cursor, limit: 25 } } }),
          )
        }
      />
    </>
  );
}
