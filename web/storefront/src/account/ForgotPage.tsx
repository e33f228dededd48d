import { Alert, Button, Field, Input, problemText, useTranslation } from '@sharpcommerce/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, usePageTitle } from '../shop';
import { Pane } from './Pane';

/** Asks for a mail with a link to set the password. The answer is the same for every address. */
export function ForgotPage() {
  const { t } = useTranslation('account');
  const [email, setEmail] = useState('');
  const ask = useMutation({ mutationFn: () => api.POST('/auth/password/forgot', { body: { email: email.trim() } }) });
  usePageTitle(t('forgotTitle'));
  return (
    <Pane title={t('forgotTitle')} text={t('forgotText')}>
      {ask.isSuccess ? (
        <Alert tone="success">{t('mailSent')}</Alert>
      ) : (
        <form
          className="space-y-5"
          onSubmit={event => {
            event.preventDefault();
            ask.mutate();
          }}
        >
          {ask.isError && <Alert tone="danger">{problemText(ask.error)}</Alert>}
          <Field label={t('email')} required>
            <Input type="email" required autoComplete="username" value={email} onChange={event => setEmail(event.target.value)} />
          </Field>
          <Button type="submit" variant="primary" size="large" className="w-full" busy={ask.isPending}>
            {t('sendLink')}
          </Button>
        </form>
      )}
    </Pane>
  );
}
