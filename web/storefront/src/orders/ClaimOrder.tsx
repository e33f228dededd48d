import { data } from '@sharpcommerce/client';
import { Button, toast, useTranslation } from '@sharpcommerce/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSignedIn } from '../account/session';
import { keptOrder } from '../shared/keptOrders';
import { api } from '../shop';
import { type Order, orderToken, showOrder } from './order';

/** Lets whoever is signed in make a guest's order their own, by the token that is kept here. */
export function ClaimOrder({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const queryClient = useQueryClient();
  const signedIn = useSignedIn();
  const claim = useMutation({
    mutationFn: () =>
      data(api.POST('/store/orders/{id}/claim', { params: { path: { id: order.id }, header: orderToken(order.id) } })),
    onSuccess: next => {
      showOrder(queryClient, next);
      void queryClient.invalidateQueries({ queryKey: ['orders'] });
      toast.done(t('claimed'));
    },
    onError: toast.failed,
  });
  if (!signedIn || order.customerId || !keptOrder(order.id)?.token) return null;
  return (
    <section className="flex flex-wrap items-center justify-between gap-4 rounded-xl bg-sunken p-5 print:hidden">
      <div className="min-w-0 text-sm">
        <h2 className="font-semibold">{t('claimTitle')}</h2>
        <p className="text-muted">{t('claimText')}</p>
      </div>
      <Button busy={claim.isPending} onClick={() => claim.mutate()}>
        {t('claim')}
      </Button>
    </section>
  );
}
