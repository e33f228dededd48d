import { Alert, Button, Field, Input, problemText, useTranslation } from '@sharpcommerce/ui';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../session';
import { AuthFrame } from './AuthFrame';

const route = getRouteApi('/forgot');

/** Asks for a mail with a link to set the password. The answer is the same for every address. */
export function ForgotPage() {
  const { t } = useTranslation('auth');
  const { operator } = route.useSearch();
  const [email, setEmail] = useState('');
  const ask = useMutation({
    mutationFn: () =>
      operator
        ? api.POST('/platform/auth/password/forgot', { body: { email } })
        : api.POST('/auth/password/forgot', { body: { email } }),
  });
  return (
    <AuthFrame title={t('forgotTitle')} text={t('forgotText')}>
      {ask.isSuccess ? (
        <Alert tone="success">{t('mailSent')}</Alert>
      ) : (
        <form
          className="space-y-4"
          onSubmit={event => {
            event.preventDefault();
            ask.mutate();
          }}
        >
          {ask.isError && <Alert tone="danger">{problemText(ask.error)}</Alert>}
          <Field label={t('email')}>
            <Input type="email" required autoComplete="username" value={email} onChange={event => setEmail(event.target.value)} />
          </Field>
          <Button type="submit" variant="primary" className="w-full" busy={ask.isPending}>
            {t('sendLink')}
          </Button>
        </form>
      )}
      <p className="mt-4 text-center text-sm">
        <Link to="/sign-in" search={{}} className="text-ink underline underline-offset-4">
          {t('backToSignIn')}
        </Link>
      </p>
    </AuthFrame>
  );
}
