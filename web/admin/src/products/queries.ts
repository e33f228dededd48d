import { data, type Schemas, tagged } from '@sharpcommerce/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../session';

export type Listing = Schemas['ProductListing'];
export type Product = Schemas['ProductResponse'];
export type Category = Schemas['CategoryResponse'];

export interface ProductFilter {
  q?: string;
  status?: Schemas['ProductStatus'];
  category?: string;
  sort?: 'newest' | 'name' | 'price_asc' | 'price_desc';
}

export const loadProducts = (filter: ProductFilter, cursor?: string, limit = 25) =>
  data(api.GET('/admin/products', { params: { query: { ...filter, cursor, limit } } }));

/** A product with its version. */
export const productQuery = (id: string) =>
  queryOptions({
    queryKey: ['product', id],
    queryFn: () => tagged(api.GET('/admin/products/{id}', { params: { path: { id } } })),
  });

export const categoriesQuery = queryOptions({
  queryKey: ['categories'],
  queryFn: async () => (await data(api.GET('/admin/categories'))).items,
});

/** Categories in the order of their tree, with how deep each lies. */
export function inTree(categories: readonly Category[]): { category: Category; depth: number }[] {
  const below = (parent: string | null, depth: number): { category: Category; depth: number }[] =>
    categories
      .filter(one => (one.parentId ?? null) === parent)
      .sort((one, other) => one.position - other.position || one.title.localeCompare(other.title))
      .flatMap(category => [{ category, depth }, ...below(category.id, depth + 1)]);
  return below(null, 0);
}
