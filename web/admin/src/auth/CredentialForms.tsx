import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Field, Input, placeErrors, toast, useTranslation } from '@sharpcommerce/ui';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { Card } from '../shared/Page';
import { account } from './account';

const passwordSchema = z.object({ password: z.string().min(1), newPassword: z.string().min(1) });
const emailSchema = z.object({ newEmail: z.string().trim().min(1), password: z.string().min(1) });

export function PasswordForm() {
  const { t } = useTranslation('auth');
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({ resolver: zodResolver(passwordSchema), defaultValues: { password: '', newPassword: '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async values => {
    try {
      await account.changePassword(values);
      setProblem(null);
      form.reset();
      toast.done(t('passwordChanged'));
    } catch (error) {
      setProblem(placeErrors(error, ['newPassword', 'password'], form.setError));
    }
  });
  return (
    <Card title={t('changePassword')}>
      <form onSubmit={event => void submit(event)} className="space-y-4">
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Field label={t('currentPassword')} error={errors.password && (errors.password.message || t('missing'))}>
          <Input type="password" autoComplete="current-password" {...form.register('password')} />
        </Field>
        <Field
          label={t('newPassword')}
          hint={t('passwordHint')}
          error={errors.newPassword && (errors.newPassword.message || t('missing'))}
        >
          <Input type="password" autoComplete="new-password" {...form.register('newPassword')} />
        </Field>
        <Button type="submit" busy={isSubmitting}>
          {t('changePassword')}
        </Button>
      </form>
    </Card>
  );
}

export function EmailForm() {
  const { t } = useTranslation('auth');
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({ resolver: zodResolver(emailSchema), defaultValues: { newEmail: '', password: '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async values => {
    try {
      await account.changeEmail(values);
      setProblem(null);
      form.reset();
      toast.done(t('mailSent'));
    } catch (error) {
      setProblem(placeErrors(error, ['newEmail', 'password'], form.setError));
    }
  });
  return (
    <Card title={t('changeEmail')}>
      <form onSubmit={event => void submit(event)} className="space-y-4">
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Field label={t('newEmail')} error={errors.newEmail && (errors.newEmail.message || t('missing'))}>
          <Input type="email" autoComplete="email" {...form.register('newEmail')} />
        </Field>
        <Field label={t('currentPassword')} error={errors.password && (errors.password.message || t('missing'))}>
          <Input type="password" autoComplete="current-password" {...form.register('password')} />
        </Field>
        <Button type="submit" busy={isSubmitting}>
          {t('changeEmail')}
        </Button>
      </form>
    </Card>
  );
}
