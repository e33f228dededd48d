import {
  Alert,
  Badge,
  Button,
  Confirm,
  Dialog,
  ErrorState,
  Field,
  Input,
  problemText,
  Skeleton,
  toast,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, useCan } from '../session';
import { Card, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { PermissionPicker } from './PermissionPicker';
import { type Role, rolesQuery } from './roles';

/** What roles there are, and what they permit. */
export function RolesPage() {
  const { t } = useTranslation('access');
  const can = useCan();
  const roles = useQuery(rolesQuery);
  const queryClient = useQueryClient();
  const [editing, setEditing] = useState<Role | 'new' | null>(null);
  const [deleting, setDeleting] = useState<Role | null>(null);
  usePageTitle(t('roles'));
  return (
    <>
      <PageHeader
        title={t('roles')}
        text={t('rolesText')}
        actions={
          can('access:write') && (
            <Button variant="primary" onClick={() => setEditing('new')}>
              <Plus aria-hidden className="size-4" />
              {t('addRole')}
            </Button>
          )
        }
      />
      <Card flush>
        {roles.isPending ? (
          <Skeleton className="m-5 h-64" />
        ) : roles.isError ? (
          <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />
        ) : (
          <ul className="divide-y divide-line">
            {roles.data.map(role => (
              <li key={role.name} className="flex flex-wrap items-center gap-3 px-5 py-3 text-sm">
                <span className="min-w-52 flex-1">
                  <span className="font-medium">{role.name}</span>
                  <span className="block text-muted">{role.description}</span>
                </span>
                {role.builtIn && <Badge>{t('builtIn')}</Badge>}
                <span className="text-muted">{t('count', { count: role.permissions.length })}</span>
                <Button size="small" aria-label={t('showRole', { role: role.name })} onClick={() => setEditing(role)}>
                  {role.builtIn || !can('access:write') ? t('show') : t('edit')}
                </Button>
                {!role.builtIn && can('access:write') && (
                  <Button size="small" variant="quiet" className="text-danger" onClick={() => setDeleting(role)}>
                    {t('delete')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Card>
      {editing && <RoleDialog role={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      <Confirm
        open={deleting !== null}
        onOpenChange={open => !open && setDeleting(null)}
        title={t('deleteRole', { role: deleting?.name ?? '' })}
        text={t('deleteRoleText')}
        action={t('delete')}
        danger
        onConfirm={async () => {
          await api.DELETE('/admin/roles/{id}', { params: { path: { id: deleting!.id! } } });
          await queryClient.invalidateQueries({ queryKey: rolesQuery.queryKey });
        }}
      />
    </>
  );
}

function RoleDialog({ role, onClose }: { role: Role | null; onClose: () => void }) {
  const { t } = useTranslation('access');
  const can = useCan();
  const queryClient = useQueryClient();
  const [name, setName] = useState(role?.name ?? '');
  const [description, setDescription] = useState(role?.description ?? '');
  const [permissions, setPermissions] = useState<string[]>(role?.permissions ?? []);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const fixed = role?.builtIn === true || !can('access:write');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const body = { description: description.trim() || null, permissions };
    try {
      await (role
        ? api.PATCH('/admin/roles/{id}', { params: { path: { id: role.id! } }, body: body as never })
        : api.POST('/admin/roles', { body: { name: name.trim(), ...body } }));
      toast.done(t('saved'));
      await queryClient.invalidateQueries({ queryKey: rolesQuery.queryKey });
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
      wide
      onOpenChange={open => !open && onClose()}
      title={role ? role.name : t('addRole')}
      description={fixed ? (role?.description ?? undefined) : undefined}
      footer={
        fixed ? (
          <Button onClick={onClose}>{t('close')}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" form="role" variant="primary" busy={busy}>
              {t('save')}
            </Button>
          </>
        )
      }
    >
      <form id="role" onSubmit={event => void submit(event)} className="space-y-5">
        {problem && <Alert tone="danger">{problem}</Alert>}
        {!role && (
          <Field label={t('roleName')} hint={t('roleNameHint')} required>
            <Input required pattern="[a-z][a-z0-9_]{0,49}" value={name} onChange={event => setName(event.target.value)} />
          </Field>
        )}
        {!fixed && (
          <Field label={t('roleDescription')} optional>
            <Input value={description} onChange={event => setDescription(event.target.value)} />
          </Field>
        )}
        <PermissionPicker value={permissions} onChange={setPermissions} disabled={fixed} />
      </form>
    </Dialog>
  );
}
