import { Badge, Button, ErrorState, Skeleton, toast, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMe } from '../session';
import { Card, Facts, PageHeader } from '../shared/Page';
import { usePageTitle } from '../shared/title';
import { account } from './account';
import { EmailForm, PasswordForm } from './CredentialForms';
import { TwoFactor } from './TwoFactor';

/** The own account: password, address, second factor, sessions. */
export function ProfilePage() {
  const { t } = useTranslation('auth');
  const { user } = useMe();
  const { dateTime } = useFormat();
  usePageTitle(t('profile'));
  return (
    <>
      <PageHeader title={t('profile')} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <Card title={user.name ?? user.email}>
          <Facts
            items={[
              [t('email'), user.email],
              [t('roles'), user.roles.join(', ') || '–'],
              [t('lastSignIn'), user.lastSignInAt ? dateTime(user.lastSignInAt) : '–'],
            ]}
          />
        </Card>
        <TwoFactor />
        <PasswordForm />
        <EmailForm />
        <Sessions />
      </div>
    </>
  );
}

function Sessions() {
  const { t } = useTranslation('auth');
  const { dateTime } = useFormat();
  const queryClient = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: account.sessions });
  const end = async (id: string) => {
    try {
      await account.endSession(id);
      toast.done(t('sessionEnded'));
    } catch (error) {
      toast.failed(error);
    }
    await queryClient.invalidateQueries({ queryKey: ['sessions'] });
  };
  return (
    <Card title={t('sessions')} text={t('sessionsText')} className="lg:col-span-2">
      {sessions.isPending ? (
        <Skeleton className="h-20" />
      ) : sessions.isError ? (
        <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : (
        <ul className="divide-y divide-line">
          {sessions.data.map(session => (
            <li key={session.id} className="flex flex-wrap items-center gap-3 py-3 text-sm">
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">{session.userAgent ?? t('unknownDevice')}</p>
                <p className="text-muted">
                  {session.address} · {t('lastUsed', { time: dateTime(session.lastUsedAt) })}
                </p>
              </div>
              {session.twoFactor && <Badge tone="success">{t('twoFactor')}</Badge>}
              {session.current ? (
                <Badge>{t('thisOne')}</Badge>
              ) : (
                <Button size="small" onClick={() => void end(session.id)}>
                  {t('end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
