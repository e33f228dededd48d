import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../shell/root';

export const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./ShopSettingsPage'), 'ShopSettingsPage'),
});
export const shippingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/shipping',
  component: lazyRouteComponent(() => import('./ShippingPage'), 'ShippingPage'),
});
export const taxesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/taxes',
  component: lazyRouteComponent(() => import('./TaxesPage'), 'TaxesPage'),
});
export const paymentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings/payments',
  component: lazyRouteComponent(() => import('./PaymentsPage'), 'PaymentsPage'),
});

export const settingsRoutes = [settingsRoute, shippingRoute, taxesRoute, paymentsRoute];
