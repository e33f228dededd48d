const DIGITS = 4;

/** A rate in parts per million as a percentage, made of its digits: 88750 is `8.875`. */
export function percentOf(ppm: number): string {
  const text = String(ppm).padStart(DIGITS + 1, '0');
  const fraction = text.slice(-DIGITS).replace(/0+$/, '');
  return text.slice(0, -DIGITS) + (fraction === '' ? '' : `.${fraction}`);
}

/** Reads a percentage from 0 to 100 with at most four digits behind the point or comma; null when it is none. */
export function ppmOf(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{0,4}))?$/.exec(text.trim());
  if (!match) return null;
  const ppm = Number(`${match[1]}${(match[2] ?? '').padEnd(DIGITS, '0')}`);
  return ppm <= 1_000_000 ? ppm : null;
}
