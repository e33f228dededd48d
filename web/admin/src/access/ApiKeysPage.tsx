import { data, type Schemas } from '@sharpcommerce/client';
import {
  Alert,
  Badge,
  Button,
  Confirm,
  Dialog,
  EmptyState,
  Field,
  Input,
  problemText,
  RadioRow,
  toast,
  useFormat,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, useCan } from '../session';
import { DataTable } from '../shared/DataTable';
import { Card, PageHeader } from '../shared/Page';
import { usePages } from '../shared/pages';
import { usePageTitle } from '../shared/title';
import { PermissionPicker } from './PermissionPicker';
import { ShownOnce } from './ShownOnce';

type Key = Schemas['ApiKeyResponse'];

/** Keys for programs. */
export function ApiKeysPage() {
  const { t } = useTranslation('access');
  const can = useCan();
  const { dateTime } = useFormat();
  const queryClient = useQueryClient();
  const [creating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [asked, setAsked] = useState<{ key: Key; what: 'rotate' | 'revoke' } | null>(null);
  usePageTitle(t('apiKeys'));
  const keys = usePages<Key>(['api-keys'], () => data(api.GET('/admin/api-keys')));
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['api-keys'] });
  const act = async () => {
    const { key, what } = asked!;
    const params = { path: { id: key.id } };
    if (what === 'revoke') await api.DELETE('/admin/api-keys/{id}', { params });
    else setSecret((await data(api.POST('/admin/api-keys/{id}/rotate', { params, body: {} }))).key);
    await refresh();
  };
  return (
    <>
      <PageHeader
        title={t('apiKeys')}
        text={t('apiKeysText')}
        actions={
          can('access:write') && (
            <Button variant="primary" onClick={() => setCreating(true)}>
              <Plus aria-hidden className="size-4" />
              {t('addKey')}
            </Button>
          )
        }
      />
      <Card flush>
        <DataTable
          label={t('apiKeys')}
          query={keys}
          nameOf={key => key.name}
          empty={<EmptyState icon={<KeyRound />} title={t('noKeys')} text={t('noKeysText')} />}
          columns={[
            { header: t('name'), cell: key => <span className="font-medium">{key.name}</span> },
            {
              header: t('kind'),
              cell: key => (
                <span className="flex flex-wrap gap-1">
                  <Badge tone={key.kind === 'secret' ? 'info' : 'neutral'}>{t(`kinds.${key.kind}`)}</Badge>
                  {key.revokedAt && <Badge tone="danger">{t('revoked')}</Badge>}
                </span>
              ),
            },
            { header: t('lastUsed'), cell: key => (key.lastUsedAt ? dateTime(key.lastUsedAt) : t('never')), wide: true },
            { header: t('expires'), cell: key => (key.expiresAt ? dateTime(key.expiresAt) : t('never')), wide: true },
            {
              header: t('actions'),
              end: true,
              cell: key =>
                can('access:write') && !key.revokedAt ? (
                  <span className="flex justify-end gap-1">
                    <Button
                      size="small"
                      aria-label={t('rotateKey', { name: key.name })}
                      onClick={() => setAsked({ key, what: 'rotate' })}
                    >
                      {t('rotate')}
                    </Button>
                    <Button
                      size="small"
                      variant="quiet"
                      className="text-danger"
                      aria-label={t('revokeKey', { name: key.name })}
                      onClick={() => setAsked({ key, what: 'revoke' })}
                    >
                      {t('revoke')}
                    </Button>
                  </span>
                ) : null,
            },
          ]}
        />
      </Card>
      {creating && (
        <CreateDialog
          onClose={() => setCreating(false)}
          onCreated={key => {
            setCreating(false);
            setSecret(key);
            void refresh();
          }}
        />
      )}
      {secret && <ShownOnce title={t('newKey')} text={t('newKeyText')} value={secret} onClose={() => setSecret(null)} />}
      {asked && (
        <Confirm
          open
          onOpenChange={open => !open && setAsked(null)}
          title={t(`${asked.what}Title`, { name: asked.key.name })}
          text={t(`${asked.what}Text`)}
          action={t(asked.what)}
          danger={asked.what === 'revoke'}
          onConfirm={act}
        />
      )}
    </>
  );
}

function CreateDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (key: string) => void }) {
  const { t } = useTranslation('access');
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Schemas['ApiKeyKind']>('secret');
  const [permissions, setPermissions] = useState<string[]>([]);
  const [expires, setExpires] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const body: Schemas['ApiKeyInput'] = {
        name: name.trim(),
        kind,
        expiresAt: expires ? `${expires}T00:00:00Z` : null,
        ...(kind === 'secret' ? { permissions } : {}),
      };
      const { key } = await data(api.POST('/admin/api-keys', { body }));
      toast.done(t('saved'));
      onCreated(key ?? '');
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
      title={t('addKey')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="key" variant="primary" busy={busy}>
            {t('create')}
          </Button>
        </>
      }
    >
      <form id="key" onSubmit={event => void submit(event)} className="space-y-5">
        {problem && <Alert tone="danger">{problem}</Alert>}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('name')} hint={t('keyNameHint')} required>
            <Input required value={name} onChange={event => setName(event.target.value)} />
          </Field>
          <Field label={t('expires')} optional>
            <Input type="date" value={expires} onChange={event => setExpires(event.target.value)} />
          </Field>
        </div>
        <fieldset>
          <legend className="mb-2 text-sm font-medium">{t('kind')}</legend>
          {(['secret', 'publishable'] as const).map(one => (
            <RadioRow
              key={one}
              name="kind"
              checked={kind === one}
              onChange={() => setKind(one)}
              label={
                <>
                  {t(`kinds.${one}`)}
                  <span className="block text-muted">{t(`kindTexts.${one}`)}</span>
                </>
              }
            />
          ))}
        </fieldset>
        {kind === 'secret' && <PermissionPicker value={permissions} onChange={setPermissions} />}
      </form>
    </Dialog>
  );
}
