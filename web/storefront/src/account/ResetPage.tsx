import { Alert, Button, Field, problemText, useTranslation } from '@sharpcommerce/ui';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, usePageTitle } from '../shop';
import { useLinkToken } from './linkToken';
import { Pane } from './Pane';
import { PasswordInput } from './PasswordInput';

/** Sets the password by the link of a mail. */
export function ResetPage() {
  const { t } = useTranslation('account');
  const token = useLinkToken();
  const [password, setPassword] = useState('');
  const set = useMutation({ mutationFn: () => api.POST('/auth/password/reset', { body: { token, password } }) });
  usePageTitle(t('resetTitle'));
  return (
    <Pane title={t('resetTitle')}>
      {set.isSuccess ? (
        <>
          <Alert tone="success">{t('resetDone')}</Alert>
          <Button asChild variant="primary" className="mt-5">
            <Link to="/account/sign-in" search={{}}>
              {t('signIn')}
            </Link>
          </Button>
        </>
      ) : (
        <form
          className="space-y-5"
          onSubmit={event => {
            event.preventDefault();
            set.mutate();
          }}
        >
          {set.isError && <Alert tone="danger">{problemText(set.error)}</Alert>}
          <Field label={t('newPassword')} hint={t('passwordHint')} required>
            <PasswordInput
              required
              autoComplete="new-password"
              value={password}
              onChange={event => setPassword(event.target.value)}
            />
          </Field>
          <Button type="submit" variant="primary" size="large" className="w-full" busy={set.isPending}>
            {t('setPassword')}
          </Button>
        </form>
      )}
    </Pane>
  );
}
