import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../shell/root';

export const checkoutRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/checkout',
  component: lazyRouteComponent(() => import('./CheckoutPage'), 'CheckoutPage'),
});
// The server lets the provider's form in below this address alone.
export const payRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/checkout/pay/$orderId',
  component: lazyRouteComponent(() => import('./PayPage'), 'PayPage'),
});
export const returnRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/checkout/return',
  validateSearch: (search: Record<string, unknown>): { cart?: string } =>
    typeof search.cart === 'string' ? { cart: search.cart } : {},
  component: lazyRouteComponent(() => import('./ReturnPage'), 'ReturnPage'),
});

export const checkoutRoutes = [checkoutRoute, payRoute, returnRoute];
