import type { Schemas } from '@sharpcommerce/client';

export type Address = Schemas['Address'];

// Where the postal code stands behind town and state.
const POSTAL_CODE_LAST = new Set(['US', 'CA', 'AU', 'GB', 'IE', 'IN', 'NZ', 'SG', 'ZA']);

/** The lines of an address as they stand on a letter; `countryName` names the country in the language that is shown. */
export function formatAddress(address: Address, countryName?: (code: string) => string): string[] {
  const { city, region, postalCode, country } = address;
  const town = POSTAL_CODE_LAST.has(country)
    ? [[city, region].filter(Boolean).join(', '), postalCode]
    : [postalCode, [city, region].filter(Boolean).join(', ')];
  return [
    address.name,
    address.company,
    address.line1,
    address.line2,
    town.filter(Boolean).join(' '),
    countryName?.(country) ?? country,
  ].filter((part): part is string => Boolean(part?.trim()));
}
