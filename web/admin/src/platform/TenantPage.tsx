import { ProblemError, type Schemas, tagged } from '@sharpcommerce/client';
import {
  Alert,
  Button,
  Confirm,
  ErrorState,
  Field,
  Input,
  problemText,
  Skeleton,
  Textarea,
  toast,
  useFormat,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { ArrowRight, ExternalLink } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, shopAddress, useCan } from '../session';
import { Card, Facts, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { TenantBadge } from './TenantsPage';

const route = getRouteApi('/shell/platform/tenants/$id');
type Tenant = Schemas['TenantResponse'];

/** A shop of the installation. */
export function TenantPage() {
  const { t } = useTranslation('platform');
  const { id } = route.useParams();
  const can = useCan();
  const { dateTime } = useFormat();
  const tenant = useQuery({
    queryKey: ['tenant', id],
    queryFn: () => tagged(api.GET('/platform/tenants/{id}', { params: { path: { id } } })),
  });
  usePageTitle(tenant.data?.data.name);
  if (tenant.isPending) return <Skeleton className="h-80" />;
  if (tenant.isError) return <ErrorState error={tenant.error} onRetry={() => void tenant.refetch()} />;
  const { data: shop } = tenant.data;
  return (
    <>
      <PageHeader
        back={<Link to="/platform/tenants">{t('tenants')}</Link>}
        title={shop.name}
        badge={<TenantBadge status={shop.status} />}
        actions={
          shop.status === 'active' && (
            <>
              <Button asChild>
                <a href={`/?tenant=${shop.slug}`} target="_blank" rel="noreferrer">
                  <ExternalLink aria-hidden className="size-4" />
                  {t('viewShop')}
                </a>
              </Button>
              {can('tenants:act_as') && (
                <Button asChild variant="primary">
                  <a href={shopAddress(shop.slug)}>
                    {t('workHere')}
                    <ArrowRight aria-hidden className="size-4" />
                  </a>
                </Button>
              )}
            </>
          )
        }
      />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <TenantForm key={shop.updatedAt} shop={shop} />
        <div className="space-y-6">
          <Card title={t('facts')}>
            <Facts
              items={[
                [t('slug'), shop.slug],
                [t('currency'), shop.defaultCurrency],
                [t('country'), shop.country],
                [t('isolation'), t(`isolations.${shop.isolation}`)],
                [t('since'), dateTime(shop.createdAt)],
              ]}
            />
          </Card>
          {can('tenants:write') && <Hurts shop={shop} />}
        </div>
      </div>
    </>
  );
}

function TenantForm({ shop }: { shop: Tenant }) {
  const { t } = useTranslation('platform');
  const can = useCan();
  const queryClient = useQueryClient();
  const [name, setName] = useState(shop.name);
  const [domains, setDomains] = useState(shop.domains.join('\n'));
  const [origins, setOrigins] = useState(shop.allowedOrigins.join('\n'));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const lines = (text: string) =>
    text
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await api.PATCH('/platform/tenants/{id}', {
        params: { path: { id: shop.id } },
        body: { name: name.trim(), domains: lines(domains), allowedOrigins: lines(origins) } as never,
      });
      toast.done(t('saved'));
      await queryClient.invalidateQueries({ queryKey: ['tenant', shop.id] });
      await queryClient.invalidateQueries({ queryKey: ['tenants'] });
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card>
      <form onSubmit={event => void submit(event)}>
        <fieldset disabled={!can('tenants:write')} className="space-y-4">
          <legend className="sr-only">{t('shop')}</legend>
          {problem && <Alert tone="danger">{problem}</Alert>}
          <Field label={t('name')} required>
            <Input required value={name} onChange={event => setName(event.target.value)} />
          </Field>
          <Field label={t('domains')} hint={t('domainsHint')}>
            <Textarea placeholder="shop.example.com" value={domains} onChange={event => setDomains(event.target.value)} />
          </Field>
          <Field label={t('origins')} hint={t('originsHint')}>
            <Textarea placeholder="https://www.example.com" value={origins} onChange={event => setOrigins(event.target.value)} />
          </Field>
          {can('tenants:write') && (
            <Button type="submit" variant="primary" busy={busy}>
              {t('save')}
            </Button>
          )}
        </fieldset>
      </form>
    </Card>
  );
}

function Hurts({ shop }: { shop: Tenant }) {
  const { t } = useTranslation('platform');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<'suspend' | 'resume' | 'delete' | null>(null);
  const [typed, setTyped] = useState('');
  const params = { path: { id: shop.id } };
  const act = async () => {
    if (asked === 'delete') {
      if (typed.trim() !== shop.slug)
        throw new ProblemError({ type: '', title: '', status: 400, detail: t('slugWrong'), code: 'slug_wrong', traceId: '' });
      await api.DELETE('/platform/tenants/{id}', { params });
      await queryClient.invalidateQueries({ queryKey: ['tenants'] });
      await navigate({ to: '/platform/tenants' });
      return;
    }
    await (asked === 'suspend'
      ? api.POST('/platform/tenants/{id}/suspend', { params })
      : api.POST('/platform/tenants/{id}/resume', { params }));
    await queryClient.invalidateQueries({ queryKey: ['tenant', shop.id] });
    await queryClient.invalidateQueries({ queryKey: ['tenants'] });
  };
  return (
    <Card title={t('hurts')}>
      <div className="flex flex-col gap-2">
        {shop.status === 'suspended' ? (
          <Button onClick={() => setAsked('resume')}>{t('resume')}</Button>
        ) : (
          <Button onClick={() => setAsked('suspend')}>{t('suspend')}</Button>
        )}
        <Button variant="danger" onClick={() => setAsked('delete')}>
          {t('delete')}
        </Button>
      </div>
      {asked && (
        <Confirm
          open
          onOpenChange={open => !open && setAsked(null)}
          title={t(`${asked}Title`, { shop: shop.name })}
          text={t(`${asked}Text`)}
          action={t(asked)}
          danger={asked !== 'resume'}
          onConfirm={act}
        >
          {asked === 'delete' && (
            <Field label={t('typeSlug', { slug: shop.slug })}>
              <Input autoComplete="off" value={typed} onChange={event => setTyped(event.target.value)} />
            </Field>
          )}
        </Confirm>
      )}
    </Card>
  );
}
