import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { shellRoute } from '../shell/root';

export const customersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/customers',
  validateSearch: z.object({ email: z.string().max(320).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./CustomersPage'), 'CustomersPage'),
});
export const customerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/customers/$id',
  component: lazyRouteComponent(() => import('./CustomerPage'), 'CustomerPage'),
});

export const customersRoutes = [customersRoute, customerRoute];
