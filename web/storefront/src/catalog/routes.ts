import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../shell/root';
import { readListSearch } from './listSearch';
import { productQuery, productsQuery } from './queries';

export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  loader: ({ context: { queryClient } }) => void queryClient.prefetchQuery(productsQuery({ sort: 'newest', limit: 24 })),
  component: lazyRouteComponent(() => import('./HomePage'), 'HomePage'),
});

export const categoryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/c/$slug',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('./CategoryPage'), 'CategoryPage'),
});

export const searchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/search',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('./SearchPage'), 'SearchPage'),
});

export const productRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/p/$slug',
  validateSearch: (search: Record<string, unknown>): { variant?: string } =>
    typeof search.variant === 'string' ? { variant: search.variant } : {},
  loader: ({ context: { queryClient }, params: { slug } }) => void queryClient.prefetchQuery(productQuery(slug)),
  component: lazyRouteComponent(() => import('./ProductPage'), 'ProductPage'),
});

export const catalogRoutes = [homeRoute, categoryRoute, searchRoute, productRoute];
