import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../shell/root';

export const inventoryRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/inventory',
  component: lazyRouteComponent(() => import('./InventoryPage'), 'InventoryPage'),
});
export const stockRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/inventory/$variantId',
  component: lazyRouteComponent(() => import('./StockPage'), 'StockPage'),
});

export const inventoryRoutes = [inventoryRoute, stockRoute];
