import type { Product, Variant } from './queries';

/** What is chosen, by option. */
export type Choice = Readonly<Record<string, string>>;

/** Whether any of it can be bought; stock that is not tracked never ends. */
export const isAvailable = (variant: Variant) => variant.available == null || variant.available > 0;

/** The variant with every chosen value; undefined when no such combination is sold, or not everything is chosen. */
export function variantOf(product: Product, choice: Choice): Variant | undefined {
  return product.variants.find(variant => product.options.every(option => variant.options[option.name] === choice[option.name]));
}

/** What to begin with: the variant of the address, else the first that can be bought. */
export function firstVariant(product: Product, id: string | undefined): Variant | undefined {
  return product.variants.find(variant => variant.id === id) ?? product.variants.find(isAvailable) ?? product.variants[0];
}

/** How a value fits what else is chosen. */
export function stateOf(product: Product, choice: Choice, option: string, value: string): 'sold' | 'sold_out' | 'none' {
  const variant = variantOf(product, { ...choice, [option]: value });
  if (variant === undefined) return 'none';
  return isAvailable(variant) ? 'sold' : 'sold_out';
}

/** The choice after a value was picked. Where that combination is not sold, the other options move to one that is. */
export function pick(product: Product, choice: Choice, option: string, value: string): Choice {
  const next = { ...choice, [option]: value };
  if (variantOf(product, next)) return next;
  const others = product.variants.filter(variant => variant.options[option] === value);
  return (others.find(isAvailable) ?? others[0])?.options ?? next;
}
