import { data } from '@sharpcommerce/client';
import {
  Alert,
  Badge,
  Button,
  ErrorState,
  Field,
  placeErrors,
  Skeleton,
  toast,
  useFormat,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { api, usePageTitle } from '../shop';
import { Section } from './Pane';
import { PasswordInput } from './PasswordInput';
import { TwoFactor } from './TwoFactor';

export function SecurityPage() {
  const { t } = useTranslation('account');
  usePageTitle(t('security'));
  return (
    <div className="max-w-2xl space-y-6">
      <h1 className="text-3xl font-semibold tracking-tight">{t('security')}</h1>
      <PasswordForm />
      <TwoFactor />
      <Sessions />
    </div>
  );
}

function PasswordForm() {
  const { t } = useTranslation('account');
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({ defaultValues: { password: '', newPassword: '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async values => {
    setProblem(null);
    try {
      await api.POST('/auth/password/change', { body: values });
      toast.done(t('passwordChanged'));
      form.reset();
    } catch (error) {
      setProblem(placeErrors(error, ['password', 'newPassword'], form.setError));
    }
  });
  return (
    <Section title={t('changePassword')}>
      <form onSubmit={event => void submit(event)} className="space-y-4">
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Field label={t('currentPassword')} required error={errors.password?.message}>
          <PasswordInput required autoComplete="current-password" {...form.register('password')} />
        </Field>
        <Field label={t('newPassword')} hint={t('passwordHint')} required error={errors.newPassword?.message}>
          <PasswordInput required autoComplete="new-password" {...form.register('newPassword')} />
        </Field>
        <Button type="submit" busy={isSubmitting}>
          {t('changePassword')}
        </Button>
      </form>
    </Section>
  );
}

function Sessions() {
  const { t } = useTranslation('account');
  const { dateTime } = useFormat();
  const queryClient = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: async () => (await data(api.GET('/auth/sessions'))).items });
  const end = async (id: string) => {
    try {
      await api.DELETE('/auth/sessions/{id}', { params: { path: { id } } });
    } catch (error) {
      toast.failed(error);
    }
    await queryClient.invalidateQueries({ queryKey: ['sessions'] });
  };
  return (
    <Section title={t('sessions')} text={t('sessionsText')}>
      {sessions.isPending ? (
        <Skeleton className="h-16" />
      ) : sessions.isError ? (
        <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : (
        <ul className="divide-y divide-line">
          {sessions.data.map(session => (
            <li key={session.id} className="flex flex-wrap items-center gap-3 py-3 text-sm first:pt-0 last:pb-0">
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{session.userAgent ?? t('unknownDevice')}</span>
                <span className="text-muted">{t('lastUsed', { time: dateTime(session.lastUsedAt) })}</span>
              </span>
              {session.current ? (
                <Badge>{t('thisOne')}</Badge>
              ) : (
                <Button size="small" onClick={() => void end(session.id)}>
                  {t('signOut')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
