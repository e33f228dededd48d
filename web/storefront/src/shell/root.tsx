import { ProblemError } from '@sharpcommerce/client';
import { applyBrand, ErrorState, OfflineBar, Skeleton, suggestLanguage, useTranslation } from '@sharpcommerce/ui';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  type ErrorComponentProps,
  Outlet,
  retainSearchParams,
  useRouter,
} from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useCartDrawer } from '../cart/cart';
import { categoriesQuery, shopQuery } from '../shop';
import { ChooseShop } from './ChooseShop';
import { Footer } from './Footer';
import { Header } from './Header';

/** Above all pages: loads the shop and its categories, and shows the frame around them. */
export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  validateSearch: (search: Record<string, unknown>): { tenant?: string } =>
    typeof search.tenant === 'string' ? { tenant: search.tenant } : {},
  search: { middlewares: [retainSearchParams(['tenant'])] },
  loader: async ({ context: { queryClient } }) => {
    const [shop] = await Promise.all([queryClient.ensureQueryData(shopQuery), queryClient.ensureQueryData(categoriesQuery)]);
    applyBrand(shop.colors.primary);
    await suggestLanguage(shop.locale);
  },
  component: Frame,
  pendingComponent: () => (
    <div className="mx-auto max-w-7xl p-6">
      <Skeleton className="h-10 w-48" />
      <Skeleton className="mt-8 h-72" />
    </div>
  ),
  errorComponent: Broken,
  notFoundComponent: () => (
    <ErrorState error={new ProblemError({ type: '', title: '', status: 404, detail: '', code: 'not_found', traceId: '' })} />
  ),
});

// What is not needed to show a page comes when it is wanted.
const CartDrawer = lazy(async () => ({ default: (await import('../cart/CartDrawer')).CartDrawer }));

function Frame() {
  const cartIsOpen = useCartDrawer();
  const { t } = useTranslation('shell');
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
      >
        {t('skip')}
      </a>
      <OfflineBar />
      <Header />
      <main id="content" tabIndex={-1} className="flex-1 outline-none">
        <Outlet />
      </main>
      <Footer />
      {cartIsOpen && (
        <Suspense>
          <CartDrawer />
        </Suspense>
      )}
    </div>
  );
}

function Broken({ error }: ErrorComponentProps) {
  const router = useRouter();
  if (error instanceof ProblemError && ['tenant_required', 'tenant_not_found', 'tenant_suspended'].includes(error.code))
    return <ChooseShop reason={error.code} />;
  return <ErrorState error={error} onRetry={() => void router.invalidate()} />;
}
