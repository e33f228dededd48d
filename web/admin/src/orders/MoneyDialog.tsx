import { type Money, ProblemError } from '@sharpcommerce/client';
import { Alert, Button, Dialog, Field, Input, problemText, toast, useFormat, useTranslation } from '@sharpcommerce/ui';
import { type FormEvent, useState } from 'react';
import { api } from '../session';
import { MoneyInput } from '../shared/MoneyInput';
import type { Order, Payment } from './queries';
import { useOrderChange } from './useOrderChange';

export type MoneyAction = 'capture' | 'refund' | 'void';

/** Takes money, gives it back, or gives up what was promised. Pressed twice, or repeated after a lost answer, it happens once: the key belongs to the dialog. */
export function MoneyDialog({
  order,
  payment,
  action,
  onClose,
}: {
  order: Order;
  payment: Payment;
  action: MoneyAction;
  onClose: () => void;
}) {
  const { t } = useTranslation('orders');
  const { money } = useFormat();
  const change = useOrderChange(order.id);
  const most = (action === 'capture' ? payment.capturable : action === 'refund' ? payment.refundable : null) ?? payment.amount;
  const [amount, setAmount] = useState<Money | null | undefined>(most);
  const [reason, setReason] = useState('');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (action !== 'void' && (!amount || amount.amount <= 0 || amount.amount > most.amount)) {
      setProblem(t('amountWrong', { most: money(most) }));
      return;
    }
    setBusy(true);
    setProblem(null);
    const params = { path: { id: order.id, paymentId: payment.id }, header: { 'Idempotency-Key': key } };
    const why = reason.trim() || null;
    try {
      await change(() => {
        if (action === 'void') return api.POST('/admin/orders/{id}/payments/{paymentId}/void', { params, body: { reason: why } });
        const body = { amount: amount ?? null, reason: why };
        return action === 'capture'
          ? api.POST('/admin/orders/{id}/payments/{paymentId}/capture', { params, body })
          : api.POST('/admin/orders/{id}/payments/{paymentId}/refund', { params, body });
      });
      toast.done(t(`${action}Done`));
      onClose();
    } catch (error) {
      setProblem(problemText(error));
      // It was refused for certain: what is tried next is another call. After anything else it must be the same one.
      if (error instanceof ProblemError && error.status >= 400 && error.status < 500) setKey(crypto.randomUUID());
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={t(`${action}Title`, { number: String(order.number) })}
      description={t(`${action}Text`)}
      footer={
        <>
          <Button onClick={onClose}>{t('back')}</Button>
          <Button type="submit" form="money" variant={action === 'capture' ? 'primary' : 'danger'} busy={busy}>
            {action === 'void' ? t('void') : t(`${action}Amount`, { amount: amount ? money(amount) : '…' })}
          </Button>
        </>
      }
    >
      <form id="money" onSubmit={event => void submit(event)} className="space-y-4">
        {problem && <Alert tone="danger">{problem}</Alert>}
        {action !== 'void' && (
          <Field label={t('amount')} hint={t('atMost', { most: money(most) })}>
            <MoneyInput currency={order.currency} value={amount ?? null} onChange={setAmount} />
          </Field>
        )}
        <Field label={t('reason')} optional>
          <Input maxLength={400} value={reason} onChange={event => setReason(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
