import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute, shellRoute } from '../shell/root';

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search.next === 'string' ? { next: search.next } : {},
  component: lazyRouteComponent(() => import('./SignInPage'), 'SignInPage'),
});
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/signed-in',
  component: lazyRouteComponent(() => import('./SignedInPage'), 'SignedInPage'),
});
export const forgotRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot',
  validateSearch: (search: Record<string, unknown>): { operator?: true } => (search.operator === true ? { operator: true } : {}),
  component: lazyRouteComponent(() => import('./ForgotPage'), 'ForgotPage'),
});
export const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset',
  component: lazyRouteComponent(() => import('./ResetPage'), 'ResetPage'),
});
export const verifyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/verify',
  component: lazyRouteComponent(() => import('./VerifyPage'), 'VerifyPage'),
});

/** The own account: inside of the frame. */
export const profileRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/profile',
  component: lazyRouteComponent(() => import('./ProfilePage'), 'ProfilePage'),
});

export const authRoutes = [signInRoute, signedInRoute, forgotRoute, resetRoute, verifyRoute];
