import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { auditSearch } from '../audit/auditSearch';
import { shellRoute } from '../shell/root';

export const tenantsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/platform/tenants',
  component: lazyRouteComponent(() => import('./TenantsPage'), 'TenantsPage'),
});
export const tenantRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/platform/tenants/$id',
  component: lazyRouteComponent(() => import('./TenantPage'), 'TenantPage'),
});
export const operatorsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/platform/operators',
  component: lazyRouteComponent(() => import('./OperatorsPage'), 'OperatorsPage'),
});
export const schedulesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/platform/schedules',
  component: lazyRouteComponent(() => import('./SchedulesPage'), 'SchedulesPage'),
});
export const platformAuditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/platform/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./PlatformAuditPage'), 'PlatformAuditPage'),
});

export const platformRoutes = [tenantsRoute, tenantRoute, operatorsRoute, schedulesRoute, platformAuditRoute];
