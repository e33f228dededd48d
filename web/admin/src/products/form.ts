import { decimalOf, minorUnits, type Schemas } from '@sharpcommerce/client';
import { z } from 'zod';
import type { Product } from './queries';

/** A variant as it is edited: amounts and numbers as they are typed. */
export interface VariantForm {
  id: string | null;
  options: Record<string, string>;
  sku: string;
  price: string;
  compareAtPrice: string;
  /** Blank: not tracked. */
  stock: string;
  barcode: string;
  weight: string;
}

export interface ProductForm {
  title: string;
  description: string;
  status: Schemas['ProductStatus'];
  slug: string;
  vendor: string;
  productType: string;
  tags: string;
  categoryIds: string[];
  seoTitle: string;
  seoDescription: string;
  options: { name: string; values: string[] }[];
  variants: VariantForm[];
  media: { url: string; alt: string }[];
}

const NUMBER = /^\d{0,9}$/;

/** What can be judged here; the rest is the server's to say. Messages are keys of our words. */
export function schemaOf(currency: string) {
  const amount = z.string().refine(text => minorUnits(text, currency) !== null, 'wrongAmount');
  return z.object({
    title: z.string().trim().min(1, 'missing'),
    description: z.string(),
    status: z.enum(['draft', 'published', 'archived']),
    slug: z.string(),
    vendor: z.string(),
    productType: z.string(),
    tags: z.string(),
    categoryIds: z.array(z.string()),
    seoTitle: z.string(),
    seoDescription: z.string(),
    options: z.array(z.object({ name: z.string().trim().min(1, 'missing'), values: z.array(z.string()).min(1, 'missing') })),
    variants: z
      .array(
        z.object({
          id: z.string().nullable(),
          options: z.record(z.string(), z.string()),
          sku: z.string(),
          price: amount,
          compareAtPrice: z.union([z.literal(''), amount]),
          stock: z.string().regex(NUMBER, 'wrongNumber'),
          barcode: z.string(),
          weight: z.string().regex(NUMBER, 'wrongNumber'),
        }),
      )
      .min(1, 'missing'),
    media: z.array(z.object({ url: z.string(), alt: z.string() })),
  });
}

export const emptyVariant = (options: Record<string, string> = {}): VariantForm => ({
  id: null,
  options,
  sku: '',
  price: '',
  compareAtPrice: '',
  stock: '',
  barcode: '',
  weight: '',
});

export const emptyProduct: ProductForm = {
  title: '',
  description: '',
  status: 'draft',
  slug: '',
  vendor: '',
  productType: '',
  tags: '',
  categoryIds: [],
  seoTitle: '',
  seoDescription: '',
  options: [],
  variants: [emptyVariant()],
  media: [],
};

/** A product as its form shows it. */
export function formOf(product: Product): ProductForm {
  return {
    title: product.title,
    description: product.description ?? '',
    status: product.status,
    slug: product.slug,
    vendor: product.vendor ?? '',
    productType: product.productType ?? '',
    tags: product.tags.join(', '),
    categoryIds: product.categoryIds as string[],
    seoTitle: product.seo?.title ?? '',
    seoDescription: product.seo?.description ?? '',
    options: product.options.map(option => ({ name: option.name, values: [...option.values] })),
    variants: product.variants.map(variant => ({
      id: variant.id,
      options: variant.options,
      sku: variant.sku ?? '',
      price: decimalOf(variant.price),
      compareAtPrice: variant.compareAtPrice ? decimalOf(variant.compareAtPrice) : '',
      stock: variant.stock === null ? '' : String(variant.stock),
      barcode: variant.barcode ?? '',
      weight: variant.weightGrams === null ? '' : String(variant.weightGrams),
    })),
    media: product.media.map(one => ({ url: one.url, alt: one.alt ?? '' })),
  };
}

/** What is sent. `before` is what was loaded: stock that nobody touched is left out, because it may have been sold meanwhile. */
export function inputOf(form: ProductForm, currency: string, before?: Product): Schemas['ProductInput'] {
  const blank = (text: string) => text.trim() || null;
  return {
    title: form.title.trim(),
    description: blank(form.description),
    status: form.status,
    ...(form.slug.trim() ? { slug: form.slug.trim() } : {}),
    vendor: blank(form.vendor),
    productType: blank(form.productType),
    tags: [
      ...new Set(
        form.tags
          .split(',')
          .map(tag => tag.trim())
          .filter(Boolean),
      ),
    ],
    categoryIds: form.categoryIds,
    seo:
      form.seoTitle.trim() || form.seoDescription.trim()
        ? { title: blank(form.seoTitle), description: blank(form.seoDescription) }
        : null,
    options: form.options.map(option => ({ name: option.name.trim(), values: option.values })),
    variants: form.variants.map(variant => {
      const known = before?.variants.find(one => one.id === variant.id);
      const stock = variant.stock === '' ? null : Number(variant.stock);
      return {
        ...(variant.id ? { id: variant.id } : {}),
        options: variant.options,
        sku: blank(variant.sku),
        price: minorUnits(variant.price, currency)!,
        compareAtPrice: variant.compareAtPrice === '' ? null : minorUnits(variant.compareAtPrice, currency),
        barcode: blank(variant.barcode),
        weightGrams: variant.weight === '' ? null : Number(variant.weight),
        ...(known ? { taxable: known.taxable, requiresShipping: known.requiresShipping } : {}),
        // A title is made of the options when it is left out, as it should be when they changed.
        ...(known && same(known.options, variant.options) ? { title: known.title } : {}),
        ...(known && known.stock === stock
          ? {}
          : stock === null
            ? known
              ? { trackStock: false }
              : {}
            : { stock, ...(known ? { trackStock: true } : {}) }),
      };
    }),
    media: form.media.map(one => ({ url: one.url, alt: blank(one.alt) })),
  };
}

/** Every combination of the options' values; variants that were there keep what they have. */
export function combine(options: ProductForm['options'], variants: readonly VariantForm[]): VariantForm[] {
  const named = options.filter(option => option.name.trim() !== '' && option.values.length > 0);
  const combinations = named.reduce<Record<string, string>[]>(
    (all, option) => all.flatMap(one => option.values.map(value => ({ ...one, [option.name.trim()]: value }))),
    [{}],
  );
  const free = [...variants];
  const take = (fits: (variant: VariantForm) => boolean) => {
    const index = free.findIndex(fits);
    return index < 0 ? undefined : free.splice(index, 1)[0];
  };
  const exact = combinations.map(combination => take(variant => same(variant.options, combination)));
  return combinations.map((combination, index) => {
    // A new option splits what there was: the first combination that agrees with a variant goes on as it, the others begin with its price.
    const found =
      exact[index] ??
      take(variant =>
        Object.entries(variant.options).every(([name, value]) => !(name in combination) || combination[name] === value),
      );
    const like =
      found ??
      variants.find(variant => Object.entries(variant.options).every(([name, value]) => combination[name] === value)) ??
      variants[0];
    return found
      ? { ...found, options: combination }
      : { ...emptyVariant(combination), price: like?.price ?? '', compareAtPrice: like?.compareAtPrice ?? '' };
  });
}

function same(one: Record<string, string>, other: Record<string, string>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every(name => one[name] === other[name]);
}
