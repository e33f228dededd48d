import { Alert, Button, Skeleton, useTheme, useTranslation } from '@sharpcommerce/ui';
import { clsx } from 'clsx';
import { LockKeyhole } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { returnUrl } from '../orders/follow';
import { appearance, loadStripe, type Stripe, type StripeElements } from './stripe';

interface Props {
  clientSecret: string;
  publishableKey: string;
  cart: string;
  total: string;
}

/** Stripe's Payment Element and the button that confirms it. */
export function StripeForm({ clientSecret, publishableKey, cart, total }: Props) {
  const { t, language } = useTranslation('checkout');
  const theme = useTheme();
  const place = useRef<HTMLDivElement>(null);
  const stripe = useRef<{ stripe: Stripe; elements: StripeElements } | null>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const locale = useRef(language);

  useEffect(() => {
    let gone = false;
    let destroy = () => {};
    loadStripe(publishableKey)
      .then(loaded => {
        if (gone || !place.current) return;
        const elements = loaded.elements({ clientSecret, appearance: appearance(), locale: locale.current });
        const element = elements.create('payment', { layout: 'tabs' });
        element.on('ready', () => setState('ready'));
        element.on('loaderror', () => setState('failed'));
        element.mount(place.current);
        destroy = () => element.destroy();
        stripe.current = { stripe: loaded, elements };
      })
      .catch(() => !gone && setState('failed'));
    return () => {
      gone = true;
      destroy();
    };
  }, [clientSecret, publishableKey]);

  // The form in the frame follows the page.
  useEffect(() => {
    void theme;
    const follow = () => stripe.current?.elements.update({ appearance: appearance(), locale: language });
    follow();
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', follow);
    return () => dark.removeEventListener('change', follow);
  }, [theme, language]);

  const pay = async (event: FormEvent) => {
    event.preventDefault();
    if (!stripe.current) return;
    setProblem(null);
    setBusy(true);
    try {
      const { error } = await stripe.current.stripe.confirmPayment({
        elements: stripe.current.elements,
        confirmParams: { return_url: returnUrl(cart) },
      });
      // What is wrong with a field, Stripe shows at the field.
      if (error && error.type !== 'validation_error') setProblem(error.message ?? t('pay.generic'));
    } catch {
      setProblem(t('pay.generic'));
    }
    setBusy(false);
  };

  if (state === 'failed')
    return (
      <Alert tone="danger">
        <p>{t('pay.failed')}</p>
        <Button size="small" className="mt-3" onClick={() => location.reload()}>
          {t('pay.again')}
        </Button>
      </Alert>
    );
  return (
    <form onSubmit={pay}>
      {state === 'loading' && (
        <div className="space-y-4">
          <Skeleton className="h-12" />
          <Skeleton className="h-40" />
        </div>
      )}
      <div ref={place} className={clsx(state === 'loading' && 'h-0 overflow-hidden')} />
      {problem && (
        <Alert tone="danger" className="mt-5">
          {problem}
        </Alert>
      )}
      <Button type="submit" variant="primary" size="large" className="mt-6 w-full" busy={busy} disabled={state !== 'ready'}>
        {t('pay.submit', { total })}
      </Button>
      <p className="mt-4 flex items-start justify-center gap-2 text-sm text-muted">
        <LockKeyhole aria-hidden className="mt-0.5 size-4 shrink-0" />
        {t('pay.secure')}
      </p>
    </form>
  );
}
