import { data, ProblemError } from '@sharpcommerce/client';
import { Alert, Button, Confirm, problemText, Spinner, toast, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { reopenCart } from '../cart/cart';
import { ProviderChoice, providersQuery, useProvider } from '../shared/providers';
import { api } from '../shop';
import { returnUrl, useFollowOrder } from './follow';
import { lastPayment, type Order, orderQuery, orderToken, showOrder, usePaymentSync } from './order';

const REASONS = ['declined', 'insufficient_funds', 'expired', 'invalid_instrument', 'authentication_failed'] as const;
/** After so many questions we say that it takes long. */
const MANY = 4;

/** Where the payment of an order stands that waits for it, and what the shopper can do. */
export function PaymentPanel({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const sync = usePaymentSync(order);
  const payment = lastPayment(order);
  const [asked, setAsked] = useState(0);
  // Counted here, because the first answers often say no more than "pending".
  const [seen, setSeen] = useState(0);
  const answered = sync.dataUpdatedAt + sync.errorUpdatedAt;
  if (answered !== seen) {
    setSeen(answered);
    setAsked(asked + 1);
  }
  // Somebody comes back from the provider: what is kept here is older than what they did there.
  const coming = sync.isFetching && asked === 0;
  if (payment && (payment.status === 'pending' || (coming && payment.status === 'requires_action')))
    return (
      <Panel title={t('pay.waitTitle')} busy>
        <p className="text-muted">{t('pay.waitText')}</p>
        {asked >= MANY && <p className="mt-2">{t('pay.slow')}</p>}
      </Panel>
    );
  return <PayAgain order={order} />;
}

function Panel({ title, busy = false, children }: { title: string; busy?: boolean; children: ReactNode }) {
  return (
    <section className="rounded-xl border border-line bg-surface p-6 text-sm print:hidden">
      <div role="status" className="flex items-center gap-3">
        {busy && <Spinner />}
        <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
      </div>
      <div className="mt-2">{children}</div>
    </section>
  );
}

function PayAgain({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const { money } = useFormat();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const follow = useFollowOrder();
  const payment = lastPayment(order);
  const waits = payment?.status === 'requires_action' && payment.nextAction != null;
  const [choosing, setChoosing] = useState(false);
  const [canceling, setCanceling] = useState(false);
  const [chosen, setChosen] = useState<string | null>(payment?.provider ?? null);
  const provider = useProvider(chosen);
  const reason = REASONS.find(known => known === payment?.declineReason);
  const path = { id: order.id };

  const pay = useMutation({
    mutationFn: (provider: string) =>
      data(
        api.POST('/store/orders/{id}/payments', {
          params: { path, header: orderToken(order.id) },
          body: { provider, returnUrl: returnUrl(order.cartId) },
        }),
      ),
    onSuccess: next => {
      showOrder(queryClient, next);
      follow(next);
    },
    onError: () => {
      void queryClient.invalidateQueries({ queryKey: orderQuery(order.id).queryKey });
      void queryClient.invalidateQueries({ queryKey: providersQuery.queryKey });
    },
  });
  const cancel = async () => {
    const next = await data(api.DELETE('/store/orders/{id}', { params: { path, header: orderToken(order.id) } }));
    showOrder(queryClient, next);
    await reopenCart(queryClient, order.cartId);
    toast.done(t('pay.canceled'));
    await navigate({ to: '/cart' });
  };

  return (
    <Panel title={t(waits ? 'pay.actionTitle' : 'pay.failedTitle')}>
      {(reason || !waits) && <p className="mb-1 font-medium">{t(reason ? `pay.${reason}` : 'pay.unreached')}</p>}
      <p className="text-muted">{t(waits ? 'pay.actionText' : 'pay.failedText')}</p>
      {pay.error && (
        <Alert tone="danger" className="mt-4">
          <PayProblem error={pay.error} />
        </Alert>
      )}
      {waits && !choosing ? (
        <div className="mt-5 flex flex-wrap gap-3">
          <Button variant="primary" onClick={() => follow(order)}>
            {t('pay.resume')}
          </Button>
          <Button onClick={() => setChoosing(true)}>{t('pay.other')}</Button>
        </div>
      ) : (
        <div className="mt-5">
          <h3 className="mb-2 font-medium">{t('pay.how')}</h3>
          <ProviderChoice label={t('pay.how')} value={provider} onChange={setChosen} />
          <Button
            variant="primary"
            className="mt-4"
            disabled={provider === null}
            busy={pay.isPending}
            onClick={() => provider && pay.mutate(provider)}
          >
            {t('pay.start', { total: money(order.total) })}
          </Button>
        </div>
      )}
      <p className="mt-5 border-t border-line pt-4">
        <Button variant="link" className="min-h-6" onClick={() => setCanceling(true)}>
          {t('pay.cancel')}
        </Button>
      </p>
      <Confirm
        open={canceling}
        onOpenChange={setCanceling}
        title={t('pay.cancelTitle')}
        text={t('pay.cancelText')}
        action={t('pay.cancel')}
        danger
        onConfirm={cancel}
      />
    </Panel>
  );
}

function PayProblem({ error }: { error: unknown }) {
  const { t } = useTranslation('orders');
  const code = error instanceof ProblemError ? error.code : '';
  if (code === 'provider_not_configured' || code === 'provider_unavailable') return t('pay.provider');
  if (code === 'amount_not_payable') return t('pay.amount');
  if (code === 'payment_pending' || code === 'idempotency_in_progress') return t('pay.unsettled');
  return problemText(error);
}
