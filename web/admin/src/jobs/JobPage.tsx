import { useTranslation } from '@sharpcommerce/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Card, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { JobProgress } from './JobProgress';

const route = getRouteApi('/shell/jobs/$id');

export function JobPage() {
  const { t } = useTranslation('jobs');
  const { id } = route.useParams();
  usePageTitle(t('importTitle'));
  return (
    <>
      <PageHeader back={<Link to="/jobs">{t('former')}</Link>} title={t('run')} />
      <Card>
        <JobProgress id={id} />
      </Card>
    </>
  );
}
