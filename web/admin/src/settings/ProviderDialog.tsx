import { ProblemError } from '@sharpcommerce/client';
import {
  Alert,
  Button,
  Checkbox,
  Confirm,
  Dialog,
  Field,
  Input,
  problemText,
  Select,
  toast,
  useTranslation,
} from '@sharpcommerce/ui';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../session';
import type { Provider } from './PaymentsPage';

/** A provider's settings, by the fields that it names. Secrets go in and never come out: a blank one stays as it is. */
export function ProviderDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  const [enabled, setEnabled] = useState(provider.enabled);
  const [capture, setCapture] = useState(provider.capture);
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(provider.fields.map(field => [field.name, field.value ?? ''])),
  );
  const [cleared, setCleared] = useState<ReadonlySet<string>>(new Set());
  const [errors, setErrors] = useState<Readonly<Record<string, string[]>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [forgetting, setForgetting] = useState(false);
  const params = { path: { id: provider.id } };
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['providers'] });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    setErrors({});
    const settings = Object.fromEntries(
      provider.fields.flatMap(field => {
        const value = (values[field.name] ?? '').trim();
        if (field.secret) return value !== '' ? [[field.name, value]] : cleared.has(field.name) ? [[field.name, '']] : [];
        return [[field.name, value]];
      }),
    );
    try {
      await api.PUT('/admin/payment-providers/{id}', { params, body: { enabled, capture, settings } });
      toast.done(t('saved'));
      await refresh();
      onClose();
    } catch (error) {
      if (error instanceof ProblemError) setErrors(error.errors);
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={provider.name}
      footer={
        <>
          {provider.source === 'own' && provider.fields.length > 0 && (
            <Button variant="quiet" className="mr-auto text-danger" onClick={() => setForgetting(true)}>
              {t('forget')}
            </Button>
          )}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="provider" variant="primary" busy={busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id="provider" onSubmit={event => void submit(event)} className="space-y-4" autoComplete="off">
        {problem && <Alert tone="danger">{problem}</Alert>}
        {provider.source === 'environment' && <Alert>{t('fromEnvironment')}</Alert>}
        <Checkbox label={t('offered')} checked={enabled} onChange={event => setEnabled(event.target.checked)} />
        <Field label={t('capture')} hint={t('captureHint')}>
          <Select value={capture} onChange={event => setCapture(event.target.value as typeof capture)}>
            <option value="manual">{t('captures.manual')}</option>
            <option value="automatic">{t('captures.automatic')}</option>
          </Select>
        </Field>
        {provider.fields.map(field => (
          <div key={field.name}>
            <Field
              label={field.label}
              optional={!field.required}
              error={(errors[`settings.${field.name}`] ?? errors[field.name])?.join(' ')}
            >
              {field.choices ? (
                <Select
                  value={values[field.name] ?? ''}
                  onChange={event => setValues({ ...values, [field.name]: event.target.value })}
                >
                  <option value="" />
                  {field.choices.map(choice => (
                    <option key={choice}>{choice}</option>
                  ))}
                </Select>
              ) : (
                <Input
                  type={field.secret ? 'password' : 'text'}
                  autoComplete={field.secret ? 'new-password' : 'off'}
                  placeholder={field.secret && field.isSet && !cleared.has(field.name) ? t('isSet') : undefined}
                  value={values[field.name] ?? ''}
                  onChange={event => setValues({ ...values, [field.name]: event.target.value })}
                />
              )}
            </Field>
            {field.secret && field.isSet && !cleared.has(field.name) && (
              <Button variant="link" size="small" className="mt-1" onClick={() => setCleared(new Set([...cleared, field.name]))}>
                {t('takeAway')}
              </Button>
            )}
          </div>
        ))}
      </form>
      <Confirm
        open={forgetting}
        onOpenChange={setForgetting}
        title={t('forgetTitle', { provider: provider.name })}
        text={t('forgetText')}
        action={t('forget')}
        danger
        onConfirm={async () => {
          await api.DELETE('/admin/payment-providers/{id}', { params });
          await refresh();
          onClose();
        }}
      />
    </Dialog>
  );
}
