import { ProblemError } from '@sharpcommerce/client';
import { Alert, Button, Field, Input, problemText, Spinner, useTranslation } from '@sharpcommerce/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { signedIn, tenant } from '../session';
import { AuthFrame } from './AuthFrame';
import { begunSignIn, completeCompanySignIn } from './company';
import { safeNext } from './next';

/** Where an OpenID provider sends the browser back to. */
export function SignedInPage() {
  const { t } = useTranslation('auth');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [state, setState] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const begun = useRef(begunSignIn());
  const started = useRef(false);

  const complete = async (body: Parameters<typeof completeCompanySignIn>[0]) => {
    try {
      const next = safeNext(begun.current?.next);
      signedIn('staff', await completeCompanySignIn(body));
      queryClient.clear();
      await navigate({ href: `/admin${next}` as '/' });
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'two_factor_required') setState(String(error.problem.state));
      else setProblem(problemText(error));
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the browser is back
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    const back = new URLSearchParams(location.search);
    // The shop is read from the address when a page is loaded, and providers send nobody back with it.
    if (begun.current?.tenant && begun.current.tenant !== tenant) {
      back.set('tenant', begun.current.tenant);
      location.replace(`/admin/signed-in?${back}`);
      return;
    }
    history.replaceState(null, '', `/admin/signed-in${tenant ? `?tenant=${tenant}` : ''}`);
    if (begun.current === null || back.get('state') !== begun.current.state || !back.has('code')) setProblem(t('companyFailed'));
    else void complete({ code: back.get('code')!, state: begun.current.state });
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void complete({ state: state!, twoFactorCode: code.replace(/\s/g, '') });
  };
  return (
    <AuthFrame title={t('signIn')}>
      {problem ? (
        <>
          <Alert tone="danger">{problem}</Alert>
          <Button asChild className="mt-4 w-full">
            <Link to="/sign-in" search={{}}>
              {t('again')}
            </Link>
          </Button>
        </>
      ) : state ? (
        <form onSubmit={submit} className="space-y-4">
          <Field label={t('code')} hint={t('codeHint')}>
            <Input
              autoFocus
              autoComplete="one-time-code"
              inputMode="numeric"
              value={code}
              onChange={event => setCode(event.target.value)}
            />
          </Field>
          <Button type="submit" variant="primary" className="w-full">
            {t('signIn')}
          </Button>
        </form>
      ) : (
        <Spinner />
      )}
    </AuthFrame>
  );
}
