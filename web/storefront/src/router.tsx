import { createQueryClient, ErrorState, Spinner } from '@sharpcommerce/ui';
import { createRouter } from '@tanstack/react-router';
import { accountRoutes } from './account/routes';
import { cartRoutes } from './cart/routes';
import { catalogRoutes } from './catalog/routes';
import { checkoutRoutes } from './checkout/routes';
import { orderRoutes } from './orders/routes';
import { rootRoute } from './shell/root';

export const queryClient = createQueryClient();

export const router = createRouter({
  routeTree: rootRoute.addChildren([...catalogRoutes, ...cartRoutes, ...checkoutRoutes, ...orderRoutes, ...accountRoutes]),
  context: { queryClient },
  defaultPreload: 'intent',
  // The query cache decides what is fresh.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} onRetry={reset} />,
  defaultPendingComponent: () => <Spinner className="mx-auto my-24 flex justify-center" />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
