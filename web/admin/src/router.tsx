import { createQueryClient, ErrorState, Spinner } from '@sharpcommerce/ui';
import { createRouter } from '@tanstack/react-router';
import { accessRoutes } from './access/routes';
import { auditRoutes } from './audit/routes';
import { authRoutes, profileRoute } from './auth/routes';
import { categoriesRoutes } from './categories/routes';
import { customersRoutes } from './customers/routes';
import { dashboardRoutes } from './dashboard/routes';
import { inventoryRoutes } from './inventory/routes';
import { jobsRoutes } from './jobs/routes';
import { ordersRoutes } from './orders/routes';
import { platformRoutes } from './platform/routes';
import { productsRoutes } from './products/routes';
import { settingsRoutes } from './settings/routes';
import { rootRoute, shellRoute } from './shell/root';
import { webhooksRoutes } from './webhooks/routes';

export const queryClient = createQueryClient();

export const router = createRouter({
  basepath: '/admin',
  routeTree: rootRoute.addChildren([
    shellRoute.addChildren([
      ...dashboardRoutes,
      ...ordersRoutes,
      ...productsRoutes,
      ...categoriesRoutes,
      ...inventoryRoutes,
      ...jobsRoutes,
      ...customersRoutes,
      ...settingsRoutes,
      ...accessRoutes,
      ...webhooksRoutes,
      ...auditRoutes,
      ...platformRoutes,
      profileRoute,
    ]),
    ...authRoutes,
  ]),
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
