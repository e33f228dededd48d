import { data, type Schemas } from '@sharpcommerce/client';
import { Alert, Badge, Button, Dialog, Field, Input, problemText, useTranslation } from '@sharpcommerce/ui';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { encode } from 'uqr';

import { api } from '../shop';
import { Section } from './Pane';

const meQuery = queryOptions({ queryKey: ['me'], queryFn: () => data(api.GET('/auth/me')) });

type Step =
  | { name: 'password'; after: 'setup' | 'disable' | 'renew' }
  | { name: 'scan'; key: Schemas['TwoFactorKey'] }
  | { name: 'codes'; codes: string[] };

/** The second factor of the own account: codes of an authenticator app. */
export function TwoFactor() {
  const { t } = useTranslation('account');
  const me = useQuery(meQuery);
  const on = me.data?.user.twoFactor ?? false;
  const queryClient = useQueryClient();
  const [step, setStep] = useState<Step | null>(null);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const go = (next: Step | null) => {
    setTyped('');
    setProblem(null);
    setStep(next);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      if (step?.name === 'password' && step.after === 'setup')
        go({ name: 'scan', key: await data(api.POST('/auth/two-factor/setup', { body: { password: typed } })) });
      else if (step?.name === 'password' && step.after === 'renew')
        go({
          name: 'codes',
          codes: (await data(api.POST('/auth/two-factor/recovery-codes', { body: { password: typed } }))).recoveryCodes,
        });
      else if (step?.name === 'password') {
        await api.POST('/auth/two-factor/disable', { body: { password: typed } });
        // All sessions have ended, this one as well.
        location.reload();
      } else if (step?.name === 'scan') {
        const { recoveryCodes } = await data(api.POST('/auth/two-factor/enable', { body: { code: typed.replace(/\s/g, '') } }));
        await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
        go({ name: 'codes', codes: recoveryCodes });
      }
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section
      title={t('twoFactor')}
      text={t('twoFactorText')}
      actions={<Badge tone={on ? 'success' : 'neutral'}>{on ? t('on') : t('off')}</Badge>}
    >
      <div className="flex flex-wrap gap-2">
        {on ? (
          <>
            <Button onClick={() => go({ name: 'password', after: 'renew' })}>{t('renewCodes')}</Button>
            <Button variant="danger" onClick={() => go({ name: 'password', after: 'disable' })}>
              {t('disable')}
            </Button>
          </>
        ) : (
          <Button variant="primary" onClick={() => go({ name: 'password', after: 'setup' })}>
            {t('setUp')}
          </Button>
        )}
      </div>
      <Dialog
        open={step !== null}
        onOpenChange={open => !open && go(null)}
        title={step?.name === 'codes' ? t('recoveryCodes') : t('twoFactor')}
      >
        {step?.name === 'codes' ? (
          <Codes codes={step.codes} onDone={() => go(null)} />
        ) : (
          <form onSubmit={event => void submit(event)} className="space-y-4">
            {problem && <Alert tone="danger">{problem}</Alert>}
            {step?.name === 'scan' && <Key value={step.key} />}
            {step?.name === 'password' && step.after === 'disable' && <Alert tone="warning">{t('disableText')}</Alert>}
            <Field label={step?.name === 'scan' ? t('code') : t('currentPassword')}>
              {step?.name === 'scan' ? (
                <Input
                  key="code"
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  required
                  value={typed}
                  onChange={event => setTyped(event.target.value)}
                />
              ) : (
                <Input
                  key="password"
                  type="password"
                  autoComplete="current-password"
                  required
                  value={typed}
                  onChange={event => setTyped(event.target.value)}
                />
              )}
            </Field>
            <Button type="submit" variant="primary" busy={busy}>
              {t('continue')}
            </Button>
          </form>
        )}
      </Dialog>
    </Section>
  );
}

/** The key to scan, drawn here: nobody else gets to see it. */
function Key({ value }: { value: Schemas['TwoFactorKey'] }) {
  const { t } = useTranslation('account');
  const { data: rows, size } = encode(value.uri, { border: 2 });
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <div className="space-y-3 text-sm">
      <p>{t('scan')}</p>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('qrCode')} className="mx-auto size-48 rounded-lg bg-white">
        <path d={path} fill="#000" />
      </svg>
      <p>
        {t('orType')} <code className="block rounded bg-sunken px-2 py-1 font-mono break-all">{value.secret}</code>
      </p>
    </div>
  );
}

function Codes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useTranslation('account');
  const download = () => {
    const address = URL.createObjectURL(new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' }));
    Object.assign(document.createElement('a'), { href: address, download: 'recovery-codes.txt' }).click();
    URL.revokeObjectURL(address);
  };
  return (
    <div className="space-y-4">
      <Alert tone="warning">{t('recoveryText')}</Alert>
      <ul className="grid grid-cols-2 gap-2 font-mono text-sm">
        {codes.map(code => (
          <li key={code} className="rounded bg-sunken px-2 py-1">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void navigator.clipboard.writeText(codes.join('\n'))}>{t('copyCodes')}</Button>
        <Button onClick={download}>{t('downloadCodes')}</Button>
        <Button variant="primary" onClick={onDone}>
          {t('kept')}
        </Button>
      </div>
    </div>
  );
}
