import { data, type Schemas } from '@sharpcommerce/client';
import { useFormat, useTranslation } from '@sharpcommerce/ui';
import { Link } from '@tanstack/react-router';
import { api } from '../session';
import { DataTable } from '../shared/DataTable';
import { Card, PageHeader } from '../shared/Page';
import { usePages } from '../shared/pages';
import { JobBadge } from '../shared/status';
import { usePageTitle } from '../shared/title';

export function JobsPage() {
  const { t } = useTranslation('jobs');
  const { dateTime, number } = useFormat();
  usePageTitle(t('former'));
  const jobs = usePages<Schemas['JobSummary']>(['jobs'], cursor =>
    data(api.GET('/admin/jobs', { params: { query: { cursor, limit: 25 } } })),
  );
  return (
    <>
      <PageHeader back={<Link to="/import">{t('importTitle')}</Link>} title={t('former')} />
      <Card flush>
        <DataTable
          label={t('former')}
          query={jobs}
          nameOf={job => job.createdAt}
          columns={[
            {
              header: t('begun'),
              cell: job => (
                <Link to="/jobs/$id" params={{ id: job.id }} className="font-medium hover:underline">
                  {dateTime(job.createdAt)}
                </Link>
              ),
            },
            { header: t('state'), cell: job => <JobBadge status={job.status} /> },
            { header: t('created'), cell: job => number(job.created), end: true },
            { header: t('updated'), cell: job => number(job.updated), end: true, wide: true },
            { header: t('failed'), cell: job => number(job.failed), end: true },
          ]}
        />
      </Card>
    </>
  );
}
