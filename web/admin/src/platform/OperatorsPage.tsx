import { data, type Schemas } from '@sharpcommerce/client';
import {
  Alert,
  Badge,
  Button,
  Checkbox,
  Confirm,
  Dialog,
  Field,
  Input,
  Menu,
  MenuItem,
  problemText,
  toast,
  useFormat,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Ellipsis, UserPlus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, useCan, useMe } from '../session';
import { DataTable } from '../shared/DataTable';
import { Card, PageHeader } from '../shared/Page';
import { usePages } from '../shared/pages';
import { usePageTitle } from '../shared/title';
import { SigningKeys } from './SigningKeys';

type Operator = Schemas['UserView'];
type Asked = 'disable' | 'enable' | 'signOut' | 'twoFactor';

/** Who runs the installation. */
export function OperatorsPage() {
  const { t } = useTranslation('platform');
  const can = useCan();
  const { user: self } = useMe();
  const { dateTime } = useFormat();
  const queryClient = useQueryClient();
  const [inviting, setInviting] = useState(false);
  const [asked, setAsked] = useState<{ who: Operator; what: Asked } | null>(null);
  usePageTitle(t('operators'));
  const operators = usePages<Operator>(['operators'], cursor =>
    data(api.GET('/platform/operators', { params: { query: { cursor, limit: 50 } } })),
  );
  const act = async () => {
    const { who, what } = asked!;
    const params = { path: { id: who.id } };
    if (what === 'signOut') await api.POST('/platform/operators/{id}/sign-out', { params });
    else if (what === 'twoFactor') await api.DELETE('/platform/operators/{id}/two-factor', { params });
    else await api.PATCH('/platform/operators/{id}', { params, body: { disabled: what === 'disable' } });
    toast.done(t('done'));
    await queryClient.invalidateQueries({ queryKey: ['operators'] });
  };
  return (
    <>
      <PageHeader
        title={t('operators')}
        text={t('operatorsText')}
        actions={
          can('operators:write') && (
            <Button variant="primary" onClick={() => setInviting(true)}>
              <UserPlus aria-hidden className="size-4" />
              {t('invite')}
            </Button>
          )
        }
      />
      <div className="space-y-6">
        <Card flush>
          <DataTable
            label={t('operators')}
            query={operators}
            nameOf={who => who.email}
            columns={[
              { header: t('email'), cell: who => <span className="font-medium">{who.email}</span> },
              { header: t('roles'), cell: who => who.roles.join(', ') },
              {
                header: t('state'),
                wide: true,
                cell: who => (
                  <span className="flex flex-wrap gap-1">
                    {who.disabled && <Badge tone="danger">{t('disabled')}</Badge>}
                    {who.twoFactor && <Badge tone="success">{t('twoFactor')}</Badge>}
                  </span>
                ),
              },
              { header: t('lastSignIn'), cell: who => (who.lastSignInAt ? dateTime(who.lastSignInAt) : '–'), wide: true },
              {
                header: t('actions'),
                end: true,
                cell: who =>
                  can('operators:write') && who.id !== self.id ? (
                    <Menu
                      trigger={
                        <Button variant="quiet" size="small-icon" aria-label={t('actionsFor', { who: who.email })}>
                          <Ellipsis aria-hidden className="size-4" />
                        </Button>
                      }
                    >
                      <MenuItem onSelect={() => setAsked({ who, what: 'signOut' })}>{t('ask.signOut.action')}</MenuItem>
                      {who.twoFactor && (
                        <MenuItem onSelect={() => setAsked({ who, what: 'twoFactor' })}>{t('ask.twoFactor.action')}</MenuItem>
                      )}
                      <MenuItem danger onSelect={() => setAsked({ who, what: who.disabled ? 'enable' : 'disable' })}>
                        {t(who.disabled ? 'ask.enable.action' : 'ask.disable.action')}
                      </MenuItem>
                    </Menu>
                  ) : null,
              },
            ]}
          />
        </Card>
        {can('keys:write') && <SigningKeys />}
      </div>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      {asked && (
        <Confirm
          open
          onOpenChange={open => !open && setAsked(null)}
          title={t(`ask.${asked.what}.title`, { who: asked.who.email })}
          text={t(`ask.${asked.what}.text`)}
          action={t(`ask.${asked.what}.action`)}
          danger={asked.what !== 'enable'}
          onConfirm={act}
        />
      )}
    </>
  );
}

const ROLES = ['operator', 'observer'] as const;

function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('platform');
  const queryClient = useQueryClient();
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<string[]>(['operator']);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await api.POST('/platform/operators', { body: { email: email.trim(), roles } });
      toast.done(t('invited', { email: email.trim() }));
      await queryClient.invalidateQueries({ queryKey: ['operators'] });
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
            {t('send')}
          </Button>
        </>
      }
    >
      <form id="invite" onSubmit={event => void submit(event)} className="space-y-4">
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Field label={t('email')} required>
          <Input type="email" required value={email} onChange={event => setEmail(event.target.value)} />
        </Field>
        <fieldset className="space-y-2">
          <legend className="mb-2 text-sm font-medium">{t('roles')}</legend>
          {ROLES.map(role => (
            <Checkbox
              key={role}
              label={role}
              hint={t(`roleTexts.${role}`)}
              checked={roles.includes(role)}
              onChange={event => setRoles(event.target.checked ? [...roles, role] : roles.filter(other => other !== role))}
            />
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}
