import { Alert, Button, problemText, Spinner, useTranslation } from '@sharpcommerce/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, tenant } from '../session';
import { AuthFrame } from './AuthFrame';
import { useLinkToken } from './linkToken';

/** Confirms an address by the link of a mail. */
export function VerifyPage() {
  const { t } = useTranslation('auth');
  const token = useLinkToken();
  const verified = useQuery({
    queryKey: ['verify', token],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      await (tenant === undefined
        ? api.POST('/platform/auth/email/verify', { body: { token } })
        : api.POST('/auth/email/verify', { body: { token } }));
      return true;
    },
  });
  return (
    <AuthFrame title={t('verifyTitle')}>
      {verified.isPending ? (
        <Spinner />
      ) : verified.isError ? (
        <Alert tone="danger">{problemText(verified.error)}</Alert>
      ) : (
        <Alert tone="success">{t('verified')}</Alert>
      )}
      <Button asChild className="mt-4 w-full">
        <Link to="/">{t('continue')}</Link>
      </Button>
    </AuthFrame>
  );
}
