import { ProblemError } from '@sharpcommerce/client';
import { Button, placeErrors, useFormat, useTranslation } from '@sharpcommerce/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import type { SavedAddress } from '../account/addresses';
import type { Customer } from '../account/session';
import { isBlocked } from '../cart/CartFoot';
import { type Cart, cartQuery } from '../cart/cart';
import type { Order } from '../orders/order';
import { ProviderChoice, providersQuery, useProvider } from '../shared/providers';
import { useShop } from '../shop';
import { useAutosave } from './autosave';
import { BillingSection } from './BillingSection';
import { CheckoutProblem } from './CheckoutProblem';
import { CollapsedSummary, Summary } from './CheckoutSummary';
import { ContactSection } from './ContactSection';
import { completeCart } from './complete';
import { draft } from './draft';
import { type CheckoutValues, initialValues, resolver, withDraft } from './form';
import { Section } from './Section';
import { ShippingSection } from './ShippingSection';
import { ShipToSection } from './ShipToSection';

interface Props {
  cart: Cart;
  customer: Customer | undefined;
  saved: readonly SavedAddress[];
  onPlaced: (order: Order) => void;
}

const FIELDS = ['name', 'company', 'line1', 'line2', 'city', 'region', 'postalCode', 'country', 'phone'] as const;
const PLACES = [
  'email',
  ...FIELDS.map(field => `shippingAddress.${field}` as const),
  ...FIELDS.map(field => `billingAddress.${field}` as const),
] as const;

/** The form of the checkout, and the order that it makes. */
export function CheckoutForm({ cart, customer, saved, onPlaced }: Props) {
  const { t } = useTranslation('checkout');
  const { money } = useFormat();
  const shop = useShop();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const problemRef = useRef<HTMLDivElement>(null);
  const [values] = useState(() => withDraft(initialValues(cart, shop.country, customer, saved), draft.get(cart.id), saved));
  const form = useForm<CheckoutValues>({ defaultValues: values, resolver, mode: 'onTouched' });
  const provider = useProvider(form.watch('provider'));
  const save = useAutosave(form, cart, saved);
  const blocked = isBlocked(cart);

  useEffect(() => {
    if (problem) problemRef.current?.focus();
  }, [problem]);

  const place = form.handleSubmit(async input => {
    if (provider === null) return;
    setProblem(null);
    setBusy(true);
    try {
      await save(input);
      onPlaced(await completeCart(queryClient, cart.id, provider));
    } catch (error) {
      setBusy(false);
      if (error instanceof ProblemError && error.code === 'validation_failed') {
        if (placeErrors(error, PLACES, form.setError) === null) return;
      }
      setProblem(error);
      void queryClient.invalidateQueries({ queryKey: providersQuery.queryKey });
      // Without an answer this form stays, to be sent again as it is.
      if (!(error instanceof ProblemError) || error.status === 0 || error.status >= 500) return;
      // What is the matter with the cart, the server knows better.
      void queryClient.invalidateQueries({ queryKey: cartQuery.queryKey });
    }
  });

  return (
    <FormProvider {...form}>
      <CollapsedSummary cart={cart} />
      <form
        noValidate
        onSubmit={place}
        className="mt-8 grid gap-x-16 gap-y-10 lg:grid-cols-[1fr_24rem]"
        aria-busy={busy || undefined}
      >
        <div className="min-w-0 space-y-10">
          <ContactSection signedIn={customer !== undefined} />
          <ShipToSection saved={saved} />
          <BillingSection />
          <ShippingSection cart={cart} />
          <Section title={t('payment')}>
            <ProviderChoice label={t('payment')} value={provider} onChange={chosen => form.setValue('provider', chosen)} />
          </Section>
          <div className="lg:hidden">
            <Section title={t('review')}>
              <Summary cart={cart} />
            </Section>
          </div>
          <div className="space-y-4">
            <div ref={problemRef} tabIndex={-1} className="outline-none">
              {problem != null && <CheckoutProblem error={problem} cart={cart} />}
              {blocked && problem == null && <CheckoutProblem error={null} cart={cart} />}
            </div>
            <Button
              type="submit"
              variant="primary"
              size="large"
              className="w-full"
              busy={busy}
              disabled={blocked || provider === null || (cart.shippingAddress !== null && cart.shippingMethodId === null)}
            >
              {busy ? t('placing') : t('place')}
            </Button>
            <p className="text-center text-sm text-muted">{t('amount', { total: money(cart.total) })}</p>
          </div>
        </div>
        <aside aria-label={t('summary')} className="hidden lg:block">
          <div className="sticky top-24 rounded-xl bg-sunken p-6">
            <h2 className="mb-5 text-lg font-semibold tracking-tight">{t('review')}</h2>
            <Summary cart={cart} />
          </div>
        </aside>
      </form>
    </FormProvider>
  );
}
