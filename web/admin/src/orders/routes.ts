import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { shellRoute } from '../shell/root';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const search = z.object({
  status: z.enum(['pending_payment', 'confirmed', 'completed', 'canceled']).optional().catch(undefined),
  payment: z
    .enum([
      'pending',
      'requires_action',
      'authorized',
      'paid',
      'partially_paid',
      'partially_refunded',
      'refunded',
      'voided',
      'failed',
    ])
    .optional()
    .catch(undefined),
  fulfillment: z.enum(['unfulfilled', 'partially_fulfilled', 'fulfilled', 'returned']).optional().catch(undefined),
  q: z.coerce.string().max(320).optional().catch(undefined),
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
});

export const ordersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/orders',
  validateSearch: search,
  component: lazyRouteComponent(() => import('./OrdersPage'), 'OrdersPage'),
});
export const orderRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/orders/$id',
  component: lazyRouteComponent(() => import('./OrderPage'), 'OrderPage'),
});

export const ordersRoutes = [ordersRoute, orderRoute];
