import { ProblemError, type Schemas, tagged } from '@sharpcommerce/client';
import {
  Alert,
  Button,
  Checkbox,
  Confirm,
  ErrorState,
  Field,
  Input,
  problemText,
  Skeleton,
  Textarea,
  toast,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, useCan } from '../session';
import { Card, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { RolePicker } from './RolePicker';

/** The shop's OpenID provider, by which staff sign in. */
export function OidcPage() {
  const { t } = useTranslation('access');
  usePageTitle(t('oidc'));
  const provider = useQuery({
    queryKey: ['oidc'],
    queryFn: async () => {
      try {
        return await tagged(api.GET('/admin/oidc'));
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'oidc_not_configured') return { data: null, etag: '' };
        throw error;
      }
    },
  });
  return (
    <>
      <PageHeader back={<Link to="/team">{t('team')}</Link>} title={t('oidc')} text={t('oidcText')} />
      {provider.isPending ? (
        <Skeleton className="h-80" />
      ) : provider.isError ? (
        <ErrorState error={provider.error} onRetry={() => void provider.refetch()} />
      ) : (
        <OidcForm key={provider.data.etag} known={provider.data.data} etag={provider.data.etag} />
      )}
    </>
  );
}

function OidcForm({ known, etag }: { known: Schemas['OidcView'] | null; etag: string }) {
  const { t } = useTranslation('access');
  const can = useCan();
  const queryClient = useQueryClient();
  const [values, setValues] = useState({
    issuer: known?.issuer ?? '',
    clientId: known?.clientId ?? '',
    clientSecret: '',
    scopes: (known?.scopes ?? ['email', 'profile']).join(' '),
    roleClaim: known?.roleClaim ?? '',
    roleMap: Object.entries(known?.roleMap ?? {})
      .map(([value, role]) => `${value} = ${role}`)
      .join('\n'),
  });
  const [defaultRoles, setDefaultRoles] = useState(known?.defaultRoles ?? []);
  const [trustAmr, setTrustAmr] = useState(known?.trustAmr ?? false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [removing, setRemoving] = useState(false);
  const headers: Record<string, string> = etag ? { 'If-Match': etag } : {};
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['oidc'] });
  const text = (key: keyof typeof values) => ({
    value: values[key],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [key]: event.target.value }),
  });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const lines = values.roleMap
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean);
    const pairs = lines.map(line => /^(.+?)\s*=\s*(\S+)$/.exec(line));
    if (pairs.includes(null)) {
      setProblem(t('roleMapWrong'));
      return;
    }
    setBusy(true);
    setProblem(null);
    const body: Schemas['OidcInput'] = {
      issuer: values.issuer.trim(),
      clientId: values.clientId.trim(),
      ...(values.clientSecret ? { clientSecret: values.clientSecret } : known ? {} : { clientSecret: '' }),
      scopes: values.scopes.split(/\s+/).filter(Boolean),
      roleClaim: values.roleClaim.trim() || null,
      roleMap: Object.fromEntries(pairs.map(pair => [pair![1]!, pair![2]!])),
      defaultRoles,
      trustAmr,
    };
    try {
      await api.PUT('/admin/oidc', { headers, body });
      toast.done(t('saved'));
      await refresh();
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card>
      <form onSubmit={event => void submit(event)} autoComplete="off">
        <fieldset disabled={!can('access:write')} className="space-y-4">
          <legend className="sr-only">{t('oidc')}</legend>
          {problem && <Alert tone="danger">{problem}</Alert>}
          <Alert>{t('redirect', { address: `${location.origin}/admin/signed-in` })}</Alert>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('issuer')} hint={t('issuerHint')} required>
              <Input type="url" required {...text('issuer')} />
            </Field>
            <Field label={t('clientId')} required>
              <Input required {...text('clientId')} />
            </Field>
            <Field label={t('clientSecret')} hint={known?.hasClientSecret ? t('secretKept') : undefined}>
              <Input
                type="password"
                autoComplete="new-password"
                placeholder={known?.hasClientSecret ? t('isSet') : undefined}
                {...text('clientSecret')}
              />
            </Field>
            <Field label={t('scopes')}>
              <Input {...text('scopes')} />
            </Field>
            <Field label={t('roleClaim')} hint={t('roleClaimHint')} optional>
              <Input placeholder="groups" {...text('roleClaim')} />
            </Field>
            <Field label={t('roleMap')} hint={t('roleMapHint')} optional>
              <Textarea placeholder="shop-admins = owner" {...text('roleMap')} />
            </Field>
          </div>
          <details>
            <summary className="text-sm font-medium">{t('defaultRoles', { count: defaultRoles.length })}</summary>
            <div className="mt-3">
              <RolePicker value={defaultRoles} onChange={setDefaultRoles} />
            </div>
          </details>
          <Checkbox
            label={t('trustAmr')}
            hint={t('trustAmrHint')}
            checked={trustAmr}
            onChange={event => setTrustAmr(event.target.checked)}
          />
          {can('access:write') && (
            <div className="flex gap-2">
              <Button type="submit" variant="primary" busy={busy}>
                {t('save')}
              </Button>
              {known && (
                <Button variant="quiet" className="text-danger" onClick={() => setRemoving(true)}>
                  {t('removeOidc')}
                </Button>
              )}
            </div>
          )}
        </fieldset>
      </form>
      <Confirm
        open={removing}
        onOpenChange={setRemoving}
        title={t('removeOidcTitle')}
        text={t('removeOidcText')}
        action={t('removeOidc')}
        danger
        onConfirm={async () => {
          await api.DELETE('/admin/oidc', { headers });
          await refresh();
        }}
      />
    </Card>
  );
}
