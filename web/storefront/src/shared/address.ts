import { text } from '@sharpcommerce/ui';
import { z } from 'zod';
import type { Address } from './formatAddress';

export { type Address, formatAddress } from './formatAddress';

// ISO 3166-1 alpha-2, as browsers know names for them and have no list of them.
const CODES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW';

/** The codes of all countries. */
export const COUNTRIES: readonly string[] = CODES.split(' ');

// Where letters carry no postal code, or where most people know none.
const WITHOUT_POSTAL_CODE = new Set(
  'AE AG AO AQ AW BF BI BJ BO BQ BS BV BW BZ CD CF CG CI CK CM CW DJ DM EH ER FJ GA GD GH GM GQ GY HK HM JM KI KM KN KP LC ML MO MR MW NR NU PA QA RW SB SC SL SR SS ST SX SY TD TF TG TK TL TO TT TV TZ UG UM VC VU WS YE ZW'.split(
    ' ',
  ),
);

/** Whether an address of this country is not whole without a postal code. */
export function needsPostalCode(country: string): boolean {
  return !WITHOUT_POSTAL_CODE.has(country);
}

const WITH_REGION = new Set(['US', 'CA', 'AU']);

/** Whether an address of this country is not whole without its state or province. */
export function needsRegion(country: string): boolean {
  return WITH_REGION.has(country);
}

const MAX_TEXT = 400;
const required = () => text('checkout', 'address.required');
const tooLong = () => text('checkout', 'address.tooLong');
const line = z.string().trim().min(1, { error: required }).max(MAX_TEXT, { error: tooLong });
const blankable = (max: number) => z.string().trim().max(max, { error: tooLong });

/** What the form of an address accepts; optional members are blank when there is nothing to say. */
export const addressSchema = z
  .object({
    name: line,
    company: blankable(MAX_TEXT).optional(),
    line1: line,
    line2: blankable(MAX_TEXT).optional(),
    city: line,
    region: blankable(MAX_TEXT).optional(),
    postalCode: blankable(20),
    country: z.string().regex(/^[A-Z]{2}$/, { error: required }),
    phone: blankable(40).optional(),
  })
  .refine(address => address.postalCode !== '' || !needsPostalCode(address.country), {
    path: ['postalCode'],
    error: required,
  })
  .refine(address => address.region || !needsRegion(address.country), { path: ['region'], error: required });

export type AddressValues = z.infer<typeof addressSchema>;

/** A blank form. */
export function emptyAddress(country: string): AddressValues {
  return { name: '', company: '', line1: '', line2: '', city: '', region: '', postalCode: '', country, phone: '' };
}

/** An address in the form. */
export function toValues(address: Address): AddressValues {
  return {
    name: address.name,
    company: address.company ?? '',
    line1: address.line1,
    line2: address.line2 ?? '',
    city: address.city,
    region: address.region ?? '',
    postalCode: address.postalCode,
    country: address.country,
    phone: address.phone ?? '',
  };
}

/** What the form holds, for the API: what was left blank is null. */
export function toAddress(values: AddressValues): Address {
  const blank = (value: string | undefined) => value?.trim() || null;
  return {
    name: values.name.trim(),
    company: blank(values.company),
    line1: values.line1.trim(),
    line2: blank(values.line2),
    city: values.city.trim(),
    region: blank(values.region),
    postalCode: values.postalCode.trim(),
    country: values.country,
    phone: blank(values.phone),
  };
}
