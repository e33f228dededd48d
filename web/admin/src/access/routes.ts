import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../shell/root';

export const teamRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/team',
  component: lazyRouteComponent(() => import('./TeamPage'), 'TeamPage'),
});
export const memberRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/team/$id',
  component: lazyRouteComponent(() => import('./MemberPage'), 'MemberPage'),
});
export const rolesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/roles',
  component: lazyRouteComponent(() => import('./RolesPage'), 'RolesPage'),
});
export const apiKeysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('./ApiKeysPage'), 'ApiKeysPage'),
});
export const oidcRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sign-in-provider',
  component: lazyRouteComponent(() => import('./OidcPage'), 'OidcPage'),
});

export const accessRoutes = [teamRoute, memberRoute, rolesRoute, apiKeysRoute, oidcRoute];
