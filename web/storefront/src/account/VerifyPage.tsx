import { Alert, Button, problemText, Spinner, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, usePageTitle } from '../shop';
import { useLinkToken } from './linkToken';
import { Pane } from './Pane';

/** Confirms an address by the link of a mail. */
export function VerifyPage() {
  const { t } = useTranslation('account');
  const token = useLinkToken();
  const queryClient = useQueryClient();
  usePageTitle(t('verifyTitle'));
  const verified = useQuery({
    queryKey: ['verify', token],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      await api.POST('/auth/email/verify', { body: { token } });
      await queryClient.invalidateQueries({ queryKey: ['customer'] });
      return true;
    },
  });
  return (
    <Pane title={t('verifyTitle')}>
      {verified.isPending ? (
        <Spinner />
      ) : verified.isError ? (
        <Alert tone="danger">{problemText(verified.error)}</Alert>
      ) : (
        <Alert tone="success">{t('verified')}</Alert>
      )}
      <Button asChild className="mt-5">
        <Link to="/account">{t('toAccount')}</Link>
      </Button>
    </Pane>
  );
}
