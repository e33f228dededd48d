import { Alert, Button, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useState } from 'react';
import { useCan } from '../session';
import { Card, Facts } from '../shared/Page';
import { PaymentBadge } from '../shared/status';
import { type MoneyAction, MoneyDialog } from './MoneyDialog';
import type { Order, Payment } from './queries';

/** The payments of an order, with what can be done about them. */
export function Payments({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  return (
    <Card title={t('payments')}>
      {order.payments.length === 0 ? (
        <p className="text-sm text-muted">{t('noPayments')}</p>
      ) : (
        <ul className="space-y-6">
          {order.payments.map(payment => (
            <li key={payment.id}>
              <PaymentPart order={order} payment={payment} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function PaymentPart({ order, payment }: { order: Order; payment: Payment }) {
  const { t } = useTranslation('orders');
  const { money, dateTime } = useFormat();
  const can = useCan();
  const [action, setAction] = useState<MoneyAction | null>(null);
  const capturable = payment.capturable?.amount ?? 0;
  const refundable = payment.refundable?.amount ?? 0;
  const underWay = (payment.operations ?? []).filter(operation => ['sent', 'unknown', 'planned'].includes(operation.status));
  const voidable = payment.status === 'authorized' && payment.captured.amount === 0;
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium capitalize">{payment.provider}</span>
        <PaymentBadge status={payment.status} />
        {can('orders:refund') && (
          <span className="ml-auto flex flex-wrap gap-2 print:hidden">
            {voidable && (
              <Button size="small" onClick={() => setAction('void')}>
                {t('void')}
              </Button>
            )}
            {refundable > 0 && (
              <Button size="small" onClick={() => setAction('refund')}>
                {t('refund')}
              </Button>
            )}
            {capturable > 0 && (
              <Button size="small" variant="primary" onClick={() => setAction('capture')}>
                {t('capture')}
              </Button>
            )}
          </span>
        )}
      </div>
      {payment.attention && (
        <Alert tone="warning" title={t('attention')} className="mt-3">
          {payment.attention}
        </Alert>
      )}
      {underWay.length > 0 && (
        <Alert tone="info" className="mt-3">
          {t('underWay', { count: underWay.length })}
        </Alert>
      )}
      <div className="mt-3">
        <Facts
          items={[
            [t('amount'), money(payment.amount)],
            [t('captured'), money(payment.captured)],
            [t('refunded'), money(payment.refunded)],
            ...(payment.authorizedUntil && capturable > 0
              ? [[t('authorizedUntil'), dateTime(payment.authorizedUntil)] as const]
              : []),
            ...(payment.declineReason ? [[t('declined'), t(`declines.${payment.declineReason}`)] as const] : []),
            ...(payment.providerId
              ? [
                  [
                    t('providerId'),
                    <code key="id" className="font-mono text-xs">
                      {payment.providerId}
                    </code>,
                  ] as const,
                ]
              : []),
          ]}
        />
      </div>
      {action && <MoneyDialog order={order} payment={payment} action={action} onClose={() => setAction(null)} />}
    </div>
  );
}
