import { data } from '@sharpcommerce/client';
import { useTranslation } from '@sharpcommerce/ui';
import { getRouteApi } from '@tanstack/react-router';
import { api } from '../session';
import { PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { AuditLog } from './AuditLog';

const route = getRouteApi('/shell/audit');

/** Everything that staff changed in this shop. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const navigate = route.useNavigate();
  usePageTitle(t('audit'));
  const { tenant: _, ...filter } = route.useSearch();
  return (
    <>
      <PageHeader title={t('audit')} text={t('text')} />
      <AuditLog
        name="shop"
        filter={filter}
        onFilter={next => void navigate({ search: before => ({ tenant: before.tenant, ...next }) })}
        load={({ from, ...query }, cursor) =>
          data(api.GET('/admin/audit', { params: { query: { ...query, from: from && `${from}T00:00:00Z`, cursor, limit: 25 } } }))
        }
      />
    </>
  );
}
