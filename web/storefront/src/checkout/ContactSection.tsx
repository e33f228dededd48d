import { Field, Input, useTranslation } from '@sharpcommerce/ui';
import { Link } from '@tanstack/react-router';
import { useFormContext } from 'react-hook-form';
import type { CheckoutValues } from './form';
import { Section } from './Section';

/** Who buys. */
export function ContactSection({ signedIn }: { signedIn: boolean }) {
  const { t } = useTranslation('checkout');
  const { register, formState } = useFormContext<CheckoutValues>();
  return (
    <Section
      title={t('contact')}
      aside={
        !signedIn && (
          <p className="text-sm text-muted">
            {t('signInHint')}{' '}
            <Link
              to="/account/sign-in"
              search={{ next: '/checkout' }}
              className="inline-block py-1 text-ink underline underline-offset-4"
            >
              {t('signIn')}
            </Link>
          </p>
        )
      }
    >
      <Field label={t('email.label')} hint={t('email.hint')} error={formState.errors.email?.message} required>
        <Input
          type="email"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          {...register('email')}
        />
      </Field>
    </Section>
  );
}
