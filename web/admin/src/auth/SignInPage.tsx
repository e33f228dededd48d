import { zodResolver } from '@hookform/resolvers/zod';
import { data, ProblemError, type Schemas } from '@sharpcommerce/client';
import { Alert, Button, ErrorState, Field, Input, problemText, Spinner, useTranslation } from '@sharpcommerce/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { api, type Kind, shopQuery, signedIn, tenant } from '../session';
import { AuthFrame } from './AuthFrame';
import { ChooseShop } from './ChooseShop';
import { CompanySignIn } from './CompanySignIn';
import { safeNext } from './next';

const route = getRouteApi('/sign-in');

/** Signs in staff of the shop that the address names, or an operator of the installation. */
export function SignInPage() {
  const { t } = useTranslation('auth');
  const [kind, setKind] = useState<Kind>('staff');
  const shop = useQuery({ ...shopQuery, retry: false });
  const nobody = shop.error instanceof ProblemError && ['tenant_required', 'tenant_not_found'].includes(shop.error.code);
  const operator = kind === 'operator';
  const title = operator ? t('operatorTitle') : shop.data ? t('staffTitle', { shop: shop.data.name }) : t('signIn');
  return (
    <AuthFrame title={title} text={operator ? t('operatorText') : undefined}>
      {operator ? (
        <Credentials kind="operator" />
      ) : shop.isPending ? (
        <Spinner />
      ) : nobody ? (
        <ChooseShop wrong={tenant} />
      ) : shop.isError ? (
        <ErrorState error={shop.error} onRetry={() => void shop.refetch()} />
      ) : (
        <>
          <Credentials kind="staff" />
          <CompanySignIn />
        </>
      )}
      <p className="mt-6 border-t border-line pt-4 text-center text-sm">
        <Button variant="link" onClick={() => setKind(operator ? 'staff' : 'operator')}>
          {operator ? t('asStaff') : t('asOperator')}
        </Button>
      </p>
    </AuthFrame>
  );
}

const schema = z.object({
  email: z.string().trim().min(1),
  password: z.string().min(1),
  code: z.string().trim(),
  recovery: z.boolean(),
});
type Values = z.infer<typeof schema>;

function Credentials({ kind }: { kind: Kind }) {
  const { t } = useTranslation('auth');
  const { next } = route.useSearch();
  const navigate = useNavigate();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [needsCode, setNeedsCode] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { email: '', password: '', code: '', recovery: false },
  });
  const recovery = form.watch('recovery');

  const submit = form.handleSubmit(async values => {
    setProblem(null);
    const body: Schemas['SignInInput'] = { email: values.email, password: values.password };
    if (needsCode)
      Object.assign(body, values.recovery ? { recoveryCode: values.code } : { code: values.code.replace(/\s/g, '') });
    try {
      const session = await data(
        kind === 'operator' ? api.POST('/platform/auth/login', { body }) : api.POST('/auth/login', { body }),
      );
      if (kind === 'staff' && session.user.kind === 'customer') {
        setProblem(t('noStaff'));
        return;
      }
      queryClient.clear();
      signedIn(kind, session);
      await router.invalidate();
      await navigate({ href: `/admin${safeNext(next)}` as '/', reloadDocument: false });
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'two_factor_required') setNeedsCode(true);
      else if (error instanceof ProblemError && error.code === 'rate_limited' && error.retryAfter)
        setProblem(t('wait', { seconds: error.retryAfter }));
      else setProblem(problemText(error));
    }
  });

  return (
    <form onSubmit={event => void submit(event)} className="space-y-4" noValidate>
      {problem && <Alert tone="danger">{problem}</Alert>}
      <div className={needsCode ? 'hidden' : 'space-y-4'}>
        <Field label={t('email')} error={form.formState.errors.email && t('missing')}>
          <Input type="email" autoComplete="username" {...form.register('email')} />
        </Field>
        <Field label={t('password')} error={form.formState.errors.password && t('missing')}>
          <Input type="password" autoComplete="current-password" {...form.register('password')} />
        </Field>
      </div>
      {needsCode && (
        <>
          <Field label={recovery ? t('recoveryCode') : t('code')} hint={recovery ? undefined : t('codeHint')}>
            <Input autoFocus autoComplete="one-time-code" inputMode={recovery ? 'text' : 'numeric'} {...form.register('code')} />
          </Field>
          <Button variant="link" onClick={() => form.setValue('recovery', !recovery)}>
            {recovery ? t('useCode') : t('useRecovery')}
          </Button>
        </>
      )}
      <Button type="submit" variant="primary" className="w-full" busy={form.formState.isSubmitting}>
        {t('signIn')}
      </Button>
      {!needsCode && (
        <p className="text-center text-sm">
          <Link
            to="/forgot"
            search={kind === 'operator' ? { operator: true } : {}}
            className="text-ink underline underline-offset-4"
          >
            {t('forgot')}
          </Link>
        </p>
      )}
    </form>
  );
}
