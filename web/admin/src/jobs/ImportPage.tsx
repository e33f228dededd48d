import { data } from '@sharpcommerce/client';
import { Alert, Button, Checkbox, Field, problemText, Select, toast, useTranslation } from '@sharpcommerce/ui';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { DropZone } from '../products/DropZone';
import { api, useCan } from '../session';
import { Card, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { JobProgress } from './JobProgress';

type Format = 'shopify-csv' | 'json';

/** Product files in and out. */
export function ImportPage() {
  const { t } = useTranslation('jobs');
  const can = useCan();
  usePageTitle(t('importTitle'));
  return (
    <>
      <PageHeader
        title={t('importTitle')}
        actions={
          <Link to="/jobs" className="text-sm text-ink underline underline-offset-4">
            {t('former')}
          </Link>
        }
      />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        {can('catalog:write') && <Import />}
        <Export />
      </div>
    </>
  );
}

function Import() {
  const { t } = useTranslation('jobs');
  const [dryRun, setDryRun] = useState(false);
  const [job, setJob] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const start = async ([file]: File[]) => {
    if (!file) return;
    setBusy(true);
    setProblem(null);
    setJob(null);
    const form = new FormData();
    form.set('file', file);
    const format: Format = file.name.toLowerCase().endsWith('.json') ? 'json' : 'shopify-csv';
    try {
      const begun = await data(
        api.POST('/admin/products/import', {
          params: { query: { format, dryRun } },
          body: form as never,
          bodySerializer: body => body as unknown as FormData,
        }),
      );
      setJob(begun.id);
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={t('import')} text={t('importText')}>
      <div className="space-y-4">
        <Checkbox
          label={t('dryRun')}
          hint={t('dryRunHint')}
          checked={dryRun}
          onChange={event => setDryRun(event.target.checked)}
        />
        <DropZone
          accept=".csv,.json,text/csv,application/json"
          busy={busy}
          label={t('chooseFile')}
          hint={t('fileHint')}
          onFiles={files => void start(files)}
        />
        {problem && <Alert tone="danger">{problem}</Alert>}
        {job && <JobProgress id={job} />}
      </div>
    </Card>
  );
}

function Export() {
  const { t } = useTranslation('jobs');
  const [format, setFormat] = useState<Format>('shopify-csv');
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    try {
      const { data: file } = await api.GET('/admin/products/export', { params: { query: { format } }, parseAs: 'blob' });
      const address = URL.createObjectURL(file as unknown as Blob);
      Object.assign(document.createElement('a'), {
        href: address,
        download: format === 'json' ? 'products.json' : 'products.csv',
      }).click();
      URL.revokeObjectURL(address);
    } catch (error) {
      toast.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={t('export')} text={t('exportText')}>
      <Field label={t('format')}>
        <Select value={format} onChange={event => setFormat(event.target.value as Format)}>
          <option value="shopify-csv">{t('csv')}</option>
          <option value="json">{t('json')}</option>
        </Select>
      </Field>
      <Button className="mt-4" busy={busy} onClick={() => void download()}>
        <Download aria-hidden className="size-4" />
        {t('download')}
      </Button>
    </Card>
  );
}
