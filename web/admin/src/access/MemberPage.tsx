import { ProblemError, tagged } from '@sharpcommerce/client';
import {
  Alert,
  Badge,
  Button,
  Confirm,
  ErrorState,
  Field,
  Input,
  problemText,
  Skeleton,
  toast,
  useFormat,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, useCan } from '../session';
import { Card, Facts, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { RolePicker } from './RolePicker';

const route = getRouteApi('/shell/team/$id');
type Asked = 'disable' | 'enable' | 'signOut' | 'twoFactor';

/** One of the staff. */
export function MemberPage() {
  const { t } = useTranslation('access');
  const { id } = route.useParams();
  const can = useCan();
  const { dateTime } = useFormat();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const params = { path: { id } };
  const user = useQuery({ queryKey: ['user', id], queryFn: () => tagged(api.GET('/admin/users/{id}', { params })) });
  usePageTitle(user.data?.data.email);
  if (user.isPending) return <Skeleton className="h-80" />;
  if (user.isError) return <ErrorState error={user.error} onRetry={() => void user.refetch()} />;
  const { data: who, etag } = user.data;
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ['user', id] }),
      queryClient.invalidateQueries({ queryKey: ['users'] }),
    ]);
  const act: Record<Asked, () => Promise<unknown>> = {
    disable: () => api.PATCH('/admin/users/{id}', { params, headers: { 'If-Match': etag }, body: { disabled: true } }),
    enable: () => api.PATCH('/admin/users/{id}', { params, headers: { 'If-Match': etag }, body: { disabled: false } }),
    signOut: () => api.POST('/admin/users/{id}/sign-out', { params }),
    twoFactor: () => api.DELETE('/admin/users/{id}/two-factor', { params }),
  };
  return (
    <>
      <PageHeader
        back={<Link to="/team">{t('team')}</Link>}
        title={who.name ?? who.email}
        badge={who.disabled && <Badge tone="danger">{t('disabled')}</Badge>}
      />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <MemberForm key={etag} id={id} name={who.name ?? ''} roles={who.roles} etag={etag} onSaved={refresh} />
        <Card title={who.email}>
          <Facts
            items={[
              [t('confirmed'), who.emailVerified ? t('yes') : t('no')],
              [t('twoFactor'), who.twoFactor ? t('yes') : t('no')],
              [t('since'), dateTime(who.createdAt)],
              [t('lastSignIn'), who.lastSignInAt ? dateTime(who.lastSignInAt) : '–'],
            ]}
          />
          {can('access:write') && (
            <div className="mt-4 flex flex-col gap-2">
              <Button onClick={() => setAsked('signOut')}>{t('ask.signOut.action')}</Button>
              {who.twoFactor && <Button onClick={() => setAsked('twoFactor')}>{t('ask.twoFactor.action')}</Button>}
              <Button onClick={() => setAsked(who.disabled ? 'enable' : 'disable')}>
                {t(who.disabled ? 'ask.enable.action' : 'ask.disable.action')}
              </Button>
            </div>
          )}
        </Card>
      </div>
      {asked && (
        <Confirm
          open
          onOpenChange={open => !open && setAsked(null)}
          title={t(`ask.${asked}.title`)}
          text={t(`ask.${asked}.text`)}
          action={t(`ask.${asked}.action`)}
          danger={asked !== 'enable'}
          onConfirm={async () => {
            await act[asked]();
            toast.done(t('done'));
            await refresh();
          }}
        />
      )}
    </>
  );
}

function MemberForm({
  id,
  name: former,
  roles: held,
  etag,
  onSaved,
}: {
  id: string;
  name: string;
  roles: string[];
  etag: string;
  onSaved: () => Promise<unknown>;
}) {
  const { t } = useTranslation('access');
  const can = useCan();
  const [name, setName] = useState(former);
  const [roles, setRoles] = useState(held);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await api.PATCH('/admin/users/{id}', {
        params: { path: { id } },
        headers: { 'If-Match': etag },
        body: { name: name.trim() || null, roles },
      });
      toast.done(t('saved'));
      await onSaved();
    } catch (error) {
      setProblem(problemText(error));
      if (error instanceof ProblemError && error.status === 412) await onSaved();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card>
      <form onSubmit={event => void submit(event)}>
        <fieldset disabled={!can('access:write')} className="space-y-5">
          <legend className="sr-only">{t('person')}</legend>
          {problem && <Alert tone="danger">{problem}</Alert>}
          <Field label={t('name')} optional>
            <Input value={name} onChange={event => setName(event.target.value)} />
          </Field>
          <RolePicker value={roles} onChange={setRoles} />
          {can('access:write') && (
            <Button type="submit" variant="primary" busy={busy}>
              {t('save')}
            </Button>
          )}
        </fieldset>
      </form>
    </Card>
  );
}
