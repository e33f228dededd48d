import { Alert, Button, Field, Input, placeErrors, toast, useTranslation } from '@sharpcommerce/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { api, usePageTitle } from '../shop';
import { Section } from './Pane';
import { PasswordInput } from './PasswordInput';
import { type Customer, customerQuery, useCustomer } from './session';

export function ProfilePage() {
  const { t } = useTranslation('account');
  const customer = useCustomer();
  usePageTitle(t('profile'));
  return (
    <div className="max-w-2xl space-y-6">
      <h1 className="text-3xl font-semibold tracking-tight">{t('profile')}</h1>
      {customer && <Details customer={customer} />}
      {customer && <EmailForm email={customer.email} />}
    </div>
  );
}

function Details({ customer }: { customer: Customer }) {
  const { t } = useTranslation('account');
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({ defaultValues: { name: customer.name ?? '', phone: customer.phone ?? '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ name, phone }) => {
    setProblem(null);
    try {
      await api.PATCH('/store/customers/me', { body: { name: name.trim() || null, phone: phone.trim() || null } });
      toast.done(t('saved'));
      await queryClient.invalidateQueries({ queryKey: customerQuery.queryKey });
    } catch (error) {
      setProblem(placeErrors(error, ['name', 'phone'], form.setError));
    }
  });
  return (
    <Section title={t('aboutYou')}>
      <form onSubmit={event => void submit(event)} className="space-y-4">
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Field label={t('name')} error={errors.name?.message}>
          <Input autoComplete="name" {...form.register('name')} />
        </Field>
        <Field label={t('phone')} optional error={errors.phone?.message}>
          <Input type="tel" autoComplete="tel" {...form.register('phone')} />
        </Field>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {t('save')}
        </Button>
      </form>
    </Section>
  );
}

function EmailForm({ email }: { email: string }) {
  const { t } = useTranslation('account');
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({ defaultValues: { newEmail: '', password: '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async values => {
    setProblem(null);
    try {
      await api.POST('/auth/email/change', { body: values });
      toast.done(t('mailSentTo', { email: values.newEmail }));
      form.reset();
    } catch (error) {
      setProblem(placeErrors(error, ['newEmail', 'password'], form.setError));
    }
  });
  return (
    <Section title={t('changeEmail')} text={t('changeEmailText', { email })}>
      <form onSubmit={event => void submit(event)} className="space-y-4">
        {problem && <Alert tone="danger">{problem}</Alert>}
        <Field label={t('newEmail')} required error={errors.newEmail?.message}>
          <Input type="email" required autoComplete="email" {...form.register('newEmail')} />
        </Field>
        <Field label={t('currentPassword')} required error={errors.password?.message}>
          <PasswordInput required autoComplete="current-password" {...form.register('password')} />
        </Field>
        <Button type="submit" busy={isSubmitting}>
          {t('changeEmail')}
        </Button>
      </form>
    </Section>
  );
}
