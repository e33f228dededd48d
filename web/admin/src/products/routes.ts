import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { shellRoute } from '../shell/root';

export const productsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/products',
  validateSearch: z.object({
    q: z.coerce.string().max(200).optional().catch(undefined),
    status: z.enum(['draft', 'published', 'archived']).optional().catch(undefined),
    category: z.string().max(120).optional().catch(undefined),
    sort: z.enum(['newest', 'name', 'price_asc', 'price_desc']).optional().catch(undefined),
  }),
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
