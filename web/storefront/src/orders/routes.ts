import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../shell/root';

export const orderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$id',
  // Just placed: the page says thank you.
  validateSearch: (search: Record<string, unknown>): { placed?: 1 } => (search.placed === 1 ? { placed: 1 } : {}),
  component: lazyRouteComponent(() => import('./OrderPage'), 'OrderPage'),
});
export const trackRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/track',
  component: lazyRouteComponent(() => import('./TrackPage'), 'TrackPage'),
});

export const orderRoutes = [orderRoute, trackRoute];
