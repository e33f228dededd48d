import { data, type Schemas } from '@sharpcommerce/client';
import { Badge, EmptyState, Field, Input, useFormat, useTranslation } from '@sharpcommerce/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import { useEffect, useState } from 'react';
import { api } from '../session';
import { DataTable } from '../shared/DataTable';
import { Card, PageHeader } from '../shared/Page';
import { usePages } from '../shared/pages';
import { usePageTitle } from '../shared/title';

const route = getRouteApi('/shell/customers');
const PAUSE = 350;

export function CustomersPage() {
  const { t } = useTranslation('customers');
  const { date } = useFormat();
  const { email } = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(email ?? '');
  usePageTitle(t('customers'));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed is waited for
  useEffect(() => {
    const timer = setTimeout(
      () => void navigate({ search: before => ({ ...before, email: typed.trim() || undefined }), replace: true }),
      PAUSE,
    );
    return () => clearTimeout(timer);
  }, [typed]);
  const customers = usePages<Schemas['CustomerView']>(['customers', email], cursor =>
    data(api.GET('/admin/customers', { params: { query: { email, cursor, limit: 25 } } })),
  );
  return (
    <>
      <PageHeader title={t('customers')} />
      <Card flush>
        <div className="border-b border-line px-5 pb-4">
          <Field label={t('search')} hiddenLabel className="max-w-sm">
            <Input type="search" placeholder={t('search')} value={typed} onChange={event => setTyped(event.target.value)} />
          </Field>
        </div>
        <DataTable
          label={t('customers')}
          query={customers}
          nameOf={customer => customer.email}
          empty={<EmptyState icon={<Users />} title={t('none')} text={t('noneText')} />}
          columns={[
            {
              header: t('email'),
              cell: customer => (
                <Link to="/customers/$id" params={{ id: customer.id }} className="font-medium hover:underline">
                  {customer.email}
                </Link>
              ),
            },
            { header: t('name'), cell: customer => customer.name ?? '–' },
            {
              header: t('state'),
              wide: true,
              cell: customer =>
                customer.disabled ? (
                  <Badge tone="danger">{t('disabled')}</Badge>
                ) : customer.emailVerified ? (
                  <Badge tone="success">{t('verified')}</Badge>
                ) : (
                  <Badge>{t('unverified')}</Badge>
                ),
            },
            { header: t('since'), cell: customer => date(customer.createdAt), wide: true, end: true },
          ]}
        />
      </Card>
    </>
  );
}
