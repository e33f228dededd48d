import { zodResolver } from '@hookform/resolvers/zod';
import { ProblemError } from '@sharpcommerce/client';
import { Alert, Button, Field, Input, placeErrors, useTranslation } from '@sharpcommerce/ui';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { api, usePageTitle } from '../shop';
import { Pane } from './Pane';
import { PasswordInput } from './PasswordInput';
import { leaveFor, signIn } from './signIn';

const route = getRouteApi('/account/register');
const schema = z.object({ name: z.string().trim(), email: z.string().trim().min(1), password: z.string().min(1) });

export function RegisterPage() {
  const { t } = useTranslation('account');
  const { next } = route.useSearch();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [sent, setSent] = useState(false);
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { name: '', email: '', password: '' } });
  const { errors, isSubmitting } = form.formState;
  usePageTitle(t('register'));
  const said = (error: { type?: unknown; message?: string } | undefined) =>
    error && (error.type === 'server' ? error.message : t('missing'));
  const submit = form.handleSubmit(async ({ name, email, password }) => {
    setProblem(null);
    try {
      await api.POST('/auth/register', { body: { email, password, name: name || null } });
    } catch (error) {
      setProblem(placeErrors(error, ['name', 'email', 'password'], form.setError));
      return;
    }
    try {
      await signIn(queryClient, { email, password });
      leaveFor(next);
    } catch (error) {
      // The shop asks for a confirmed address first; or the address has an account, whose owner gets a mail that says so.
      if (!(error instanceof ProblemError)) throw error;
      setSent(true);
    }
  });
  if (sent)
    return (
      <Pane title={t('almost')}>
        <Alert tone="success">{t('followMail')}</Alert>
        <Button asChild className="mt-5">
          <Link to="/account/sign-in" search={next ? { next } : {}}>
            {t('signIn')}
          </Link>
        </Button>
      </Pane>
    );
  return (
    <Pane title={t('register')} text={t('registerText')}>
      <form onSubmit={event => void submit(event)} className="space-y-5" noValidate>
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Field label={t('name')} optional error={said(errors.name)}>
          <Input autoComplete="name" {...form.register('name')} />
        </Field>
        <Field label={t('email')} required error={said(errors.email)}>
          <Input type="email" autoComplete="email" {...form.register('email')} />
        </Field>
        <Field label={t('password')} hint={t('passwordHint')} required error={said(errors.password)}>
          <PasswordInput autoComplete="new-password" {...form.register('password')} />
        </Field>
        <Button type="submit" variant="primary" size="large" className="w-full" busy={isSubmitting}>
          {t('register')}
        </Button>
      </form>
      <p className="mt-6 text-sm">
        {t('haveAccount')}{' '}
        <Link to="/account/sign-in" search={next ? { next } : {}} className="text-ink underline underline-offset-4">
          {t('signIn')}
        </Link>
      </p>
    </Pane>
  );
}
