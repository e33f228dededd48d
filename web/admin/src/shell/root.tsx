import { ProblemError } from '@sharpcommerce/client';
import { ErrorState, OfflineBar, Spinner } from '@sharpcommerce/ui';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  type ErrorComponentProps,
  Outlet,
  redirect,
  retainSearchParams,
  useRouter,
} from '@tanstack/react-router';
import { api, currentKind, hasShop, meQuery, shopQuery } from '../session';
import { Frame } from './Frame';

/** Above all pages. The address names the shop: `?tenant=aurora`, kept by every link. */
export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  validateSearch: (search: Record<string, unknown>): { tenant?: string } =>
    typeof search.tenant === 'string' ? { tenant: search.tenant } : {},
  search: { middlewares: [retainSearchParams(['tenant'])] },
  component: () => (
    <>
      <OfflineBar />
      <Outlet />
    </>
  ),
  errorComponent: Broken,
  notFoundComponent: NotFound,
});

/** Above all pages for whoever is signed in: the menu, and the page beside it. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context: { queryClient }, location }) => {
    if (currentKind() === null) throw redirect({ to: '/sign-in', search: { next: location.href } });
    try {
      await queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 401) throw error;
      api.tokens.set(null);
      throw redirect({ to: '/sign-in', search: { next: location.href } });
    }
    if (hasShop()) await queryClient.ensureQueryData(shopQuery);
    else if (!location.pathname.startsWith('/platform') && location.pathname !== '/profile')
      throw redirect({ to: '/platform/tenants' });
  },
  component: Frame,
  pendingComponent: () => <Spinner className="flex min-h-dvh items-center justify-center" />,
  errorComponent: Broken,
  notFoundComponent: NotFound,
});

function NotFound() {
  return (
    <ErrorState error={new ProblemError({ type: '', title: '', status: 404, detail: '', code: 'not_found', traceId: '' })} />
  );
}

function Broken({ error }: ErrorComponentProps) {
  const router = useRouter();
  return <ErrorState error={error} onRetry={() => void router.invalidate()} />;
}
