import type { Schemas } from '@sharpcommerce/client';
import { Badge, type Tone, useTranslation } from '@sharpcommerce/ui';

const ORDER: Record<Schemas['OrderStatus'], Tone> = {
  pending_payment: 'warning',
  confirmed: 'info',
  completed: 'success',
  canceled: 'neutral',
};
const PAYMENT: Record<Schemas['PaymentStatus'], Tone> = {
  pending: 'warning',
  requires_action: 'warning',
  authorized: 'info',
  paid: 'success',
  partially_paid: 'warning',
  partially_refunded: 'neutral',
  refunded: 'neutral',
  voided: 'neutral',
  failed: 'danger',
};
const FULFILLMENT: Record<Schemas['FulfillmentStatus'], Tone> = {
  unfulfilled: 'warning',
  partially_fulfilled: 'warning',
  fulfilled: 'success',
  returned: 'neutral',
};
const PRODUCT: Record<Schemas['ProductStatus'], Tone> = { draft: 'neutral', published: 'success', archived: 'warning' };
const JOB: Record<Schemas['JobStatus'], Tone> = {
  queued: 'neutral',
  running: 'info',
  succeeded: 'success',
  failed: 'danger',
  canceled: 'neutral',
};

export function OrderBadge({ status }: { status: Schemas['OrderStatus'] }) {
  const { t } = useTranslation('shared');
  return <Badge tone={ORDER[status]}>{t(`order.${status}`)}</Badge>;
}

export function PaymentBadge({ status }: { status: Schemas['PaymentStatus'] }) {
  const { t } = useTranslation('shared');
  return <Badge tone={PAYMENT[status]}>{t(`payment.${status}`)}</Badge>;
}

export function FulfillmentBadge({ status }: { status: Schemas['FulfillmentStatus'] }) {
  const { t } = useTranslation('shared');
  return <Badge tone={FULFILLMENT[status]}>{t(`fulfillment.${status}`)}</Badge>;
}

export function ProductBadge({ status }: { status: Schemas['ProductStatus'] }) {
  const { t } = useTranslation('shared');
  return <Badge tone={PRODUCT[status]}>{t(`product.${status}`)}</Badge>;
}

export function JobBadge({ status }: { status: Schemas['JobStatus'] }) {
  const { t } = useTranslation('shared');
  return <Badge tone={JOB[status]}>{t(`job.${status}`)}</Badge>;
}
