/** The title of a variant, unless it is the only one of its product, which has none that means anything. */
export function variantName(title: string | null | undefined): string | null {
  return !title || title === 'Default' || title === 'Default Title' ? null : title;
}
