import { zodResolver } from '@hookform/resolvers/zod';
import { ProblemError, type Schemas } from '@sharpcommerce/client';
import { Alert, Button, Field, Input, problemText, useTranslation } from '@sharpcommerce/ui';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { usePageTitle } from '../shop';
import { Pane } from './Pane';
import { PasswordInput } from './PasswordInput';
import { leaveFor, signIn } from './signIn';

const route = getRouteApi('/account/sign-in');
const schema = z.object({ email: z.string().trim().min(1), password: z.string().min(1), code: z.string() });

export function SignInPage() {
  const { t } = useTranslation('account');
  const { next } = route.useSearch();
  const queryClient = useQueryClient();
  const [needsCode, setNeedsCode] = useState(false);
  const [recovery, setRecovery] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { email: '', password: '', code: '' } });
  const { errors, isSubmitting } = form.formState;
  usePageTitle(t('signIn'));
  const submit = form.handleSubmit(async ({ email, password, code }) => {
    setProblem(null);
    const second: Partial<Schemas['SignInInput']> = !needsCode
      ? {}
      : recovery
        ? { recoveryCode: code.trim() }
        : { code: code.replace(/\s/g, '') };
    try {
      await signIn(queryClient, { email, password, ...second });
      leaveFor(next);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'two_factor_required') setNeedsCode(true);
      else if (error instanceof ProblemError && error.code === 'email_unverified') setProblem(t('unverified'));
      else if (error instanceof ProblemError && error.code === 'rate_limited' && error.retryAfter)
        setProblem(t('wait', { seconds: error.retryAfter }));
      else setProblem(problemText(error));
    }
  });
  return (
    <Pane title={t('signIn')}>
      <form onSubmit={event => void submit(event)} className="space-y-5" noValidate>
        {problem && <Alert tone="danger">{problem}</Alert>}
        <div className={needsCode ? 'hidden' : 'space-y-5'}>
          <Field label={t('email')} required error={errors.email && t('missing')}>
            <Input type="email" autoComplete="username" {...form.register('email')} />
          </Field>
          <Field label={t('password')} required error={errors.password && t('missing')}>
            <PasswordInput autoComplete="current-password" {...form.register('password')} />
          </Field>
        </div>
        {needsCode && (
          <>
            <Field label={t(recovery ? 'recoveryCode' : 'code')} hint={recovery ? undefined : t('codeHint')}>
              <Input
                autoFocus
                autoComplete="one-time-code"
                inputMode={recovery ? 'text' : 'numeric'}
                {...form.register('code')}
              />
            </Field>
            <Button variant="link" onClick={() => setRecovery(!recovery)}>
              {t(recovery ? 'useCode' : 'useRecovery')}
            </Button>
          </>
        )}
        <Button type="submit" variant="primary" size="large" className="w-full" busy={isSubmitting}>
          {t('signIn')}
        </Button>
      </form>
      <p className="mt-6 flex flex-wrap justify-between gap-3 text-sm">
        <Link to="/account/forgot" className="text-ink underline underline-offset-4">
          {t('forgot')}
        </Link>
        <Link to="/account/register" search={next ? { next } : {}} className="text-ink underline underline-offset-4">
          {t('toRegister')}
        </Link>
      </p>
    </Pane>
  );
}
