import { Alert, Button, Field, Input, problemText, useTranslation } from '@sharpcommerce/ui';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, tenant } from '../session';
import { AuthFrame } from './AuthFrame';
import { useLinkToken } from './linkToken';

/** Sets the password by the link of a mail: forgotten, or the first one of somebody who was invited. A link without a shop is an operator's. */
export function ResetPage() {
  const { t } = useTranslation('auth');
  const token = useLinkToken();
  const [password, setPassword] = useState('');
  const set = useMutation({
    mutationFn: () =>
      tenant === undefined
        ? api.POST('/platform/auth/password/reset', { body: { token, password } })
        : api.POST('/auth/password/reset', { body: { token, password } }),
  });
  return (
    <AuthFrame title={t('resetTitle')} text={set.isSuccess ? undefined : t('resetText')}>
      {set.isSuccess ? (
        <>
          <Alert tone="success">{t('resetDone')}</Alert>
          <Button asChild variant="primary" className="mt-4 w-full">
            <Link to="/sign-in" search={{}}>
              {t('signIn')}
            </Link>
          </Button>
        </>
      ) : (
        <form
          className="space-y-4"
          onSubmit={event => {
            event.preventDefault();
            set.mutate();
          }}
        >
          {set.isError && <Alert tone="danger">{problemText(set.error)}</Alert>}
          <Field label={t('newPassword')} hint={t('passwordHint')}>
            <Input
              type="password"
              required
              minLength={12}
              autoComplete="new-password"
              value={password}
              onChange={event => setPassword(event.target.value)}
            />
          </Field>
          <Button type="submit" variant="primary" className="w-full" busy={set.isPending}>
            {t('setPassword')}
          </Button>
        </form>
      )}
    </AuthFrame>
  );
}
