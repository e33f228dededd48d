import { useFormat, useTranslation } from '@sharpcommerce/ui';
import { clsx } from 'clsx';
import { Check, X } from 'lucide-react';
import type { Order } from './order';
import { statusText } from './status';

interface Step {
  name: string;
  state: 'done' | 'now' | 'next' | 'bad';
  text?: string;
}

/** The way of an order as a short list of steps. */
export function OrderSteps({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const { dateTime } = useFormat();
  const steps: Step[] = [{ name: t('placed'), state: 'done', text: dateTime(order.placedAt) }];
  const payment = statusText('paymentStatus', order.paymentStatus);
  const money = String(order.paymentStatus);
  if (order.status === 'canceled') steps.push({ name: t('canceled'), state: 'bad', text: payment });
  else {
    const arranged = ['authorized', 'paid', 'partially_refunded', 'refunded'].includes(money);
    const onInvoice = money === 'authorized' && order.payments.at(-1)?.provider === 'manual';
    const refused = money === 'failed' && order.status === 'pending_payment';
    steps.push({
      name: onInvoice ? t('confirmed') : payment,
      state: refused ? 'bad' : arranged ? 'done' : 'now',
      text: onInvoice ? t('invoiceLater') : undefined,
    });
    const sent = order.fulfillmentStatus === 'fulfilled' || order.fulfillmentStatus === 'returned';
    steps.push({
      name:
        order.status === 'pending_payment'
          ? t('fulfillmentStatus.fulfilled')
          : statusText('fulfillmentStatus', order.fulfillmentStatus),
      state: sent ? 'done' : order.status === 'pending_payment' ? 'next' : 'now',
    });
    steps.push({ name: t('completed'), state: order.status === 'completed' ? 'done' : 'next' });
  }
  return (
    <ol aria-label={t('steps')} className="text-sm">
      {steps.map((step, index) => (
        <li key={index} aria-current={step.state === 'now' ? 'step' : undefined} className="relative flex gap-4 pb-6 last:pb-0">
          {index < steps.length - 1 && (
            <span
              aria-hidden
              className={clsx('absolute top-6 bottom-0 left-3 -ml-px w-0.5', step.state === 'done' ? 'bg-ink' : 'bg-line')}
            />
          )}
          <Dot state={step.state} />
          <div className="min-w-0 pt-0.5">
            <p className={clsx('font-medium', step.state === 'next' && 'text-muted', step.state === 'bad' && 'text-danger')}>
              {step.name}
            </p>
            {step.text && <p className="text-muted">{step.text}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Dot({ state }: { state: Step['state'] }) {
  return (
    <span
      aria-hidden
      className={clsx(
        'z-1 flex size-6 shrink-0 items-center justify-center rounded-full [&_svg]:size-3.5 [&_svg]:stroke-3',
        state === 'done' && 'bg-ink text-canvas',
        state === 'now' && 'border-2 border-ink bg-canvas',
        state === 'next' && 'border-2 border-line bg-canvas',
        state === 'bad' && 'bg-danger-soft text-danger',
      )}
    >
      {state === 'done' && <Check />}
      {state === 'bad' && <X />}
      {state === 'now' && <span className="size-2 rounded-full bg-ink" />}
    </span>
  );
}
