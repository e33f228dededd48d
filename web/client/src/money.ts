import type { components } from './schema.ts';

/** Whole minor units of an ISO 4217 currency: 1999 of USD is $19.99, 1999 of JPY is ¥1,999. */
export type Money = components['schemas']['Money'];

/** How many digits of a currency's amounts stand behind the decimal point. */
export function fractionDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** The amount as a decimal numeral, made of its digits and never by division: 1999 of USD is `19.99`. */
export function decimalOf({ amount, currency }: Money): string {
  const digits = fractionDigits(currency);
  const sign = amount < 0 ? '-' : '';
  const text = BigInt(Math.abs(amount))
    .toString()
    .padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The amount as people of a locale write it. */
export function formatMoney(money: Money, locale?: string): string {
  // Intl takes a decimal numeral as a string exactly (ECMA-402, 15.5.2); a number would be a float.
  return new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency }).format(
    decimalOf(money) as Intl.StringNumericLiteral,
  );
}

/** Reads what somebody typed, with a point or a comma before the fraction, into minor units; null when it is no amount of the currency. */
export function minorUnits(text: string, currency: string): Money | null {
  const digits = fractionDigits(currency);
  const match = /^(\d{1,13})(?:[.,](\d*))?$/.exec(text.trim());
  if (!match) return null;
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > digits) return null;
  const amount = Number(BigInt(whole + fraction.padEnd(digits, '0')));
  return Number.isSafeInteger(amount) ? { amount, currency } : null;
}
