import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../shell/root';

export const productsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/products',
  component: lazyRouteComponent(() => import('./ProductsPage'), 'ProductsPage'),
});
export const newProductRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/products/new',
  component: lazyRouteComponent(() => import('./NewProductPage'), 'NewProductPage'),
});
export const productRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/products/$id',
  component: lazyRouteComponent(() => import('./ProductPage'), 'ProductPage'),
});
export const mediaRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/media',
  component: lazyRouteComponent(() => import('./MediaPage'), 'MediaPage'),
});

export const productsRoutes = [productsRoute, newProductRoute, productRoute, mediaRoute];
