import { Confirm, Field, Textarea, toast, useTranslation } from '@sharpcommerce/ui';
import { useState } from 'react';
import { api } from '../session';
import type { Order } from './queries';
import { useOrderChange } from './useOrderChange';

export function CancelDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('orders');
  const change = useOrderChange(order.id);
  const [reason, setReason] = useState('');
  const cancel = async () => {
    await change(etag =>
      api.POST('/admin/orders/{id}/cancel', {
        params: { path: { id: order.id } },
        headers: etag ? { 'If-Match': etag } : {},
        body: { reason: reason.trim() || null },
      }),
    );
    toast.done(t('canceled'));
  };
  return (
    <Confirm
      open
      onOpenChange={open => !open && onClose()}
      title={t('cancelTitle', { number: String(order.number) })}
      text={t('cancelText')}
      action={t('cancel')}
      danger
      onConfirm={cancel}
    >
      <Field label={t('reason')} optional>
        <Textarea maxLength={400} value={reason} onChange={event => setReason(event.target.value)} />
      </Field>
    </Confirm>
  );
}
