import { data, type Schemas } from '@sharpcommerce/client';
import { Alert, Badge, Button, Dialog, Field, Input, problemText, toast, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { UserPlus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, useCan } from '../session';
import { DataTable } from '../shared/DataTable';
import { Card, PageHeader } from '../shared/Page';
import { usePages } from '../shared/pages';
import { usePageTitle } from '../shared/title';
import { AccessSettings } from './AccessSettings';
import { RolePicker } from './RolePicker';

/** Who works in the shop. */
export function TeamPage() {
  const { t } = useTranslation('access');
  const can = useCan();
  const { dateTime } = useFormat();
  const [inviting, setInviting] = useState(false);
  usePageTitle(t('team'));
  const users = usePages<Schemas['UserView']>(['users'], cursor =>
    data(api.GET('/admin/users', { params: { query: { cursor, limit: 50 } } })),
  );
  return (
    <>
      <PageHeader
        title={t('team')}
        actions={
          <>
            <Link to="/sign-in-provider" className="text-sm text-ink underline underline-offset-4">
              {t('oidc')}
            </Link>
            {can('access:write') && (
              <Button variant="primary" onClick={() => setInviting(true)}>
                <UserPlus aria-hidden className="size-4" />
                {t('invite')}
              </Button>
            )}
          </>
        }
      />
      <div className="space-y-6">
        <Card flush>
          <DataTable
            label={t('team')}
            query={users}
            nameOf={user => user.email}
            columns={[
              {
                header: t('person'),
                cell: user => (
                  <>
                    <Link to="/team/$id" params={{ id: user.id }} className="font-medium hover:underline">
                      {user.name ?? user.email}
                    </Link>
                    {user.name && <span className="block text-muted">{user.email}</span>}
                  </>
                ),
              },
              { header: t('roles'), cell: user => user.roles.join(', ') },
              {
                header: t('state'),
                cell: user => (
                  <span className="flex flex-wrap gap-1">
                    {user.disabled && <Badge tone="danger">{t('disabled')}</Badge>}
                    {!user.emailVerified && user.lastSignInAt === null && <Badge tone="warning">{t('invited')}</Badge>}
                    {user.twoFactor && <Badge tone="success">{t('twoFactor')}</Badge>}
                  </span>
                ),
                wide: true,
              },
              {
                header: t('lastSignIn'),
                cell: user => (user.lastSignInAt ? dateTime(user.lastSignInAt) : '–'),
                wide: true,
                end: true,
              },
            ]}
          />
        </Card>
        <AccessSettings />
      </div>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}

function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('access');
  const queryClient = useQueryClient();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (roles.length === 0) {
      setProblem(t('chooseRole'));
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await api.POST('/admin/users', { body: { email: email.trim(), name: name.trim() || null, roles } });
      toast.done(t('invitedNow', { email: email.trim() }));
      await queryClient.invalidateQueries({ queryKey: ['users'] });
      onClose();
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={t('invite')}
      description={t('inviteText')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="invite" variant="primary" busy={busy}>
            {t('sendInvitation')}
          </Button>
        </>
      }
    >
      <form id="invite" onSubmit={event => void submit(event)} className="space-y-4">
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Field label={t('email')} required>
          <Input type="email" required value={email} onChange={event => setEmail(event.target.value)} />
        </Field>
        <Field label={t('name')} optional>
          <Input value={name} onChange={event => setName(event.target.value)} />
        </Field>
        <RolePicker value={roles} onChange={setRoles} />
      </form>
    </Dialog>
  );
}
