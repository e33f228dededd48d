import { ProblemError } from '@sharpcommerce/client';
import { Alert, hasText, problemText, useTranslation } from '@sharpcommerce/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Cart } from '../cart/cart';

interface Shortage {
  variantId: string;
  available: number;
}

/** Why there is no order, and what to do about it. Without an error: because of what is the matter with the cart. */
export function CheckoutProblem({ error, cart }: { error: unknown; cart: Cart }) {
  const { t } = useTranslation('checkout');
  if (error === null)
    return (
      <Alert tone="warning">
        {t('problem.attention')} <ToCart />
      </Alert>
    );
  // No answer, or none that tells whether anything was done.
  const unsure = !(error instanceof ProblemError) || error.status === 0 || error.status >= 500;
  const known = error instanceof ProblemError && error.code.startsWith('provider_');
  return (
    <Alert tone="danger" title={t(unsure && !known ? 'problem.unsure' : 'problem.title')}>
      <Reason error={error} cart={cart} />
    </Alert>
  );
}

function Reason({ error, cart }: { error: unknown; cart: Cart }): ReactNode {
  const { t } = useTranslation('checkout');
  const problem = error instanceof ProblemError ? error : null;
  switch (problem?.code) {
    case 'checkout_incomplete': {
      const missing = (problem.problem.missing as string[] | undefined) ?? [];
      const names = missing.map(member =>
        hasText('checkout', `problem.${member}`) ? t(`problem.${member}` as 'problem.email') : member,
      );
      return <p>{t('problem.incomplete', { missing: names.join(', ') })}</p>;
    }
    case 'insufficient_stock': {
      const shortages = (problem.problem.shortages as Shortage[] | undefined) ?? [];
      return (
        <>
          <p>{t('problem.stock')}</p>
          <ul className="my-1 list-disc pl-5">
            {shortages.map(({ variantId, available }) => (
              <li key={variantId}>
                {t('problem.shortage', {
                  title: cart.lines.find(line => line.variantId === variantId)?.title ?? '?',
                  available,
                })}
              </li>
            ))}
          </ul>
          <ToCart />
        </>
      );
    }
    case 'line_unavailable':
      return (
        <p>
          {t('problem.unavailable')} <ToCart />
        </p>
      );
    case 'cart_busy':
    case 'idempotency_in_progress':
      return <p>{t('problem.busy')}</p>;
    case 'cart_completed':
      return <p>{t('problem.completed')}</p>;
    case 'provider_not_configured':
    case 'provider_unavailable':
      return <p>{t('problem.provider')}</p>;
    case 'amount_not_payable':
      return <p>{t('problem.amount')}</p>;
    default:
      if (problem && (problem.status === 0 || problem.status >= 500)) return <p>{t('problem.network')}</p>;
      return <p>{problemText(error)}</p>;
  }
}

function ToCart() {
  const { t } = useTranslation('checkout');
  return (
    <Link to="/cart" className="font-medium underline underline-offset-4">
      {t('problem.toCart')}
    </Link>
  );
}
