import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../shell/root';

const next = (search: Record<string, unknown>): { next?: string } =>
  typeof search.next === 'string' ? { next: search.next } : {};

const layout = createRoute({
  getParentRoute: () => rootRoute,
  id: 'account',
  component: lazyRouteComponent(() => import('./AccountLayout'), 'AccountLayout'),
});
const overview = createRoute({
  getParentRoute: () => layout,
  path: '/account',
  component: lazyRouteComponent(() => import('./AccountPage'), 'AccountPage'),
});
const orders = createRoute({
  getParentRoute: () => layout,
  path: '/account/orders',
  component: lazyRouteComponent(() => import('./OrdersPage'), 'OrdersPage'),
});
const addresses = createRoute({
  getParentRoute: () => layout,
  path: '/account/addresses',
  component: lazyRouteComponent(() => import('./AddressesPage'), 'AddressesPage'),
});
const profile = createRoute({
  getParentRoute: () => layout,
  path: '/account/profile',
  component: lazyRouteComponent(() => import('./ProfilePage'), 'ProfilePage'),
});
const security = createRoute({
  getParentRoute: () => layout,
  path: '/account/security',
  component: lazyRouteComponent(() => import('./SecurityPage'), 'SecurityPage'),
});

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account/sign-in',
  validateSearch: next,
  component: lazyRouteComponent(() => import('./SignInPage'), 'SignInPage'),
});
const register = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account/register',
  validateSearch: next,
  component: lazyRouteComponent(() => import('./RegisterPage'), 'RegisterPage'),
});
const forgot = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account/forgot',
  component: lazyRouteComponent(() => import('./ForgotPage'), 'ForgotPage'),
});
const reset = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account/reset',
  component: lazyRouteComponent(() => import('./ResetPage'), 'ResetPage'),
});
const verify = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account/verify',
  component: lazyRouteComponent(() => import('./VerifyPage'), 'VerifyPage'),
});

export const accountRoutes = [
  layout.addChildren([overview, orders, addresses, profile, security]),
  signIn,
  register,
  forgot,
  reset,
  verify,
];
