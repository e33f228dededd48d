import { Alert, Button, Checkbox, Dialog, Field, Input, problemText, toast, useTranslation } from '@sharpcommerce/ui';
import { type FormEvent, useState } from 'react';
import { api } from '../session';
import type { Order } from './queries';
import { useOrderChange } from './useOrderChange';

/** Sends an order or a part of it. */
export function FulfillDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('orders');
  const change = useOrderChange(order.id);
  const open = order.lines.filter(line => line.quantity > (line.fulfilled ?? 0));
  const [quantities, setQuantities] = useState<Record<string, string>>(() =>
    Object.fromEntries(open.map(line => [line.id, String(line.quantity - (line.fulfilled ?? 0))])),
  );
  const [tracking, setTracking] = useState({ carrier: '', number: '', url: '' });
  const [notify, setNotify] = useState(true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // One parcel, however often the button is pressed.
  const [key] = useState(() => crypto.randomUUID());

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const lines = open
      .map(line => ({ lineId: line.id, quantity: Number(quantities[line.id]) }))
      .filter(line => line.quantity > 0);
    if (lines.length === 0) {
      setProblem(t('nothingToSend'));
      return;
    }
    setBusy(true);
    setProblem(null);
    const follow = {
      carrier: tracking.carrier.trim() || null,
      number: tracking.number.trim() || null,
      url: tracking.url.trim() || null,
    };
    try {
      await change(etag =>
        api.POST('/admin/orders/{id}/fulfillments', {
          params: { path: { id: order.id }, header: { 'Idempotency-Key': key } },
          headers: etag ? { 'If-Match': etag } : {},
          body: { lines, notify, tracking: Object.values(follow).some(Boolean) ? follow : null },
        }),
      );
      toast.done(t('fulfilled'));
      onClose();
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={next => !next && onClose()}
      title={t('fulfillTitle', { number: String(order.number) })}
      footer={
        <>
          <Button onClick={onClose}>{t('back')}</Button>
          <Button type="submit" form="fulfill" variant="primary" busy={busy}>
            {t('fulfillNow')}
          </Button>
        </>
      }
    >
      <form id="fulfill" onSubmit={event => void submit(event)} className="space-y-5">
        {problem && <Alert tone="danger">{problem}</Alert>}
        <ul className="divide-y divide-line">
          {open.map(line => {
            const left = line.quantity - (line.fulfilled ?? 0);
            return (
              <li key={line.id} className="flex items-center gap-4 py-2 text-sm">
                <span className="min-w-0 flex-1">
                  <span className="font-medium">{line.title}</span>
                  <span className="block text-muted">{line.variantTitle === 'Default' ? line.sku : line.variantTitle}</span>
                </span>
                <Field label={t('unitsOf', { item: line.title })} hiddenLabel className="w-20">
                  <Input
                    type="number"
                    min={0}
                    max={left}
                    required
                    value={quantities[line.id] ?? ''}
                    onChange={event => setQuantities({ ...quantities, [line.id]: event.target.value })}
                  />
                </Field>
                <span className="w-14 text-muted">{t('ofLeft', { count: left })}</span>
              </li>
            );
          })}
        </ul>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('carrier')} optional>
            <Input value={tracking.carrier} onChange={event => setTracking({ ...tracking, carrier: event.target.value })} />
          </Field>
          <Field label={t('trackingNumber')} optional>
            <Input value={tracking.number} onChange={event => setTracking({ ...tracking, number: event.target.value })} />
          </Field>
          <Field label={t('trackingUrl')} optional className="sm:col-span-2">
            <Input
              type="url"
              placeholder="https://"
              value={tracking.url}
              onChange={event => setTracking({ ...tracking, url: event.target.value })}
            />
          </Field>
        </div>
        <Checkbox
          label={t('notify', { email: order.email })}
          checked={notify}
          onChange={event => setNotify(event.target.checked)}
        />
        <p className="text-sm text-muted">{t('fulfillText')}</p>
      </form>
    </Dialog>
  );
}
