import { hasText, type Tone, text } from '@sharpcommerce/ui';

/** A state in human words; one that is newer than these pages by its own name. */
export function statusText(kind: 'status' | 'paymentStatus' | 'fulfillmentStatus', value: unknown): string {
  const key = `${kind}.${String(value)}`;
  return hasText('orders', key) ? text('orders', key as 'status.confirmed') : String(value).replaceAll('_', ' ');
}

/** How the state of an order is colored. */
export function statusTone(status: unknown): Tone {
  switch (status) {
    case 'pending_payment':
      return 'warning';
    case 'confirmed':
      return 'info';
    case 'completed':
      return 'success';
    default:
      return 'neutral';
  }
}
