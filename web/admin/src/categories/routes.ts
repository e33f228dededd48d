import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../shell/root';

export const categoriesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/categories',
  component: lazyRouteComponent(() => import('./CategoriesPage'), 'CategoriesPage'),
});

export const categoriesRoutes = [categoriesRoute];
