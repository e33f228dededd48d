import { tagged } from '@sharpcommerce/client';
import { Alert, Button, Checkbox, problemText, Skeleton, toast, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, useCan } from '../session';
import { Card } from '../shared/Page';
import { RolePicker } from './RolePicker';

/** What is asked for at a sign-in. */
export function AccessSettings() {
  const { t } = useTranslation('access');
  const settings = useQuery({ queryKey: ['access-settings'], queryFn: () => tagged(api.GET('/admin/access-settings')) });
  if (!settings.data) return <Skeleton className="h-32" />;
  const { data, etag } = settings.data;
  return (
    <Card title={t('demands')} text={t('demandsText')}>
      <Demands key={etag} verified={data.requireVerifiedEmail ?? false} roles={data.twoFactorRoles ?? []} etag={etag} />
    </Card>
  );
}

function Demands({ verified: was, roles: held, etag }: { verified: boolean; roles: string[]; etag: string }) {
  const { t } = useTranslation('access');
  const can = useCan();
  const queryClient = useQueryClient();
  const [verified, setVerified] = useState(was);
  const [roles, setRoles] = useState(held);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async () => {
    setProblem(null);
    try {
      await api.PATCH('/admin/access-settings', {
        headers: { 'If-Match': etag },
        body: { requireVerifiedEmail: verified, twoFactorRoles: roles },
      });
      toast.done(t('saved'));
    } catch (error) {
      setProblem(problemText(error));
    }
    await queryClient.invalidateQueries({ queryKey: ['access-settings'] });
  };
  return (
    <fieldset disabled={!can('access:write')} className="space-y-4">
      <legend className="sr-only">{t('demands')}</legend>
      {problem && <Alert tone="danger">{problem}</Alert>}
      <Checkbox
        label={t('requireVerified')}
        hint={t('requireVerifiedHint')}
        checked={verified}
        onChange={event => setVerified(event.target.checked)}
      />
      <details>
        <summary className="text-sm font-medium">{t('twoFactorRoles', { count: roles.length })}</summary>
        <div className="mt-3">
          <RolePicker value={roles} onChange={setRoles} />
        </div>
      </details>
      {can('access:write') && <Button onClick={() => void save()}>{t('save')}</Button>}
    </fieldset>
  );
}
