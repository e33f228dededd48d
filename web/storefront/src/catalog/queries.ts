import { data, type Schemas } from '@sharpcommerce/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../shop';

export type Listing = Schemas['ProductListing'];
export type ProductPage = Schemas['ProductPage'];
export type Product = Schemas['ProductDetail'];
export type Variant = Schemas['VariantDetail'];
export type Category = Schemas['CategoryNode'];

/** What a list of products is narrowed and sorted by; amounts in minor units. */
export interface ListQuery {
  q?: string;
  category?: string;
  minPrice?: number;
  maxPrice?: number;
  inStock?: boolean;
  sort?: string;
  facets?: boolean;
  limit?: number;
  cursor?: string;
}

export const productsQuery = (query: ListQuery) =>
  queryOptions({
    queryKey: ['products', query],
    queryFn: ({ signal }) => data(api.GET('/store/products', { params: { query }, signal })),
  });

export const productQuery = (slug: string) =>
  queryOptions({
    queryKey: ['product', slug],
    queryFn: ({ signal }) => data(api.GET('/store/products/{idOrSlug}', { params: { path: { idOrSlug: slug } }, signal })),
  });

/** The way from the root of the tree to a category; empty when it is not there. */
export function pathTo(slug: string, tree: readonly Category[]): Category[] {
  for (const category of tree) {
    if (category.slug === slug) return [category];
    const below = pathTo(slug, category.children);
    if (below.length > 0) return [category, ...below];
  }
  return [];
}
