// A shop's color must be readable wherever it stands, whatever the merchant chose: contrast by WCAG 2.2, 1.4.3.

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [17, 17, 17];
const DARK_CANVAS: Rgb = [21, 24, 29];
const READABLE = 4.6;

function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function hex(color: Rgb): string {
  return `#${color.map(part => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map(part => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast of two colors, from 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function towards(color: Rgb, target: Rgb, background: Rgb): Rgb {
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = color.map((part, index) => part + (target[index]! - part) * share) as unknown as Rgb;
    if (contrast(mixed, background) >= READABLE) return mixed;
  }
  return target;
}

/** What the tokens of the theme are made of a shop's color. */
export function brandTokens(primary: string): Record<string, string> {
  const color = rgb(primary);
  return {
    '--brand': primary,
    '--brand-text':
      contrast(WHITE, color) >= READABLE
        ? hex(WHITE)
        : contrast(BLACK, color) >= contrast(WHITE, color)
          ? hex(BLACK)
          : hex(WHITE),
    '--brand-ink-light': hex(towards(color, [0, 0, 0], WHITE)),
    '--brand-ink-dark': hex(towards(color, WHITE, DARK_CANVAS)),
  };
}

/** Shows the page in a shop's color. By script and not in the markup: the content security policy allows no inline style. */
export function applyBrand(primary: string): void {
  if (!/^#[0-9a-f]{6}$/i.test(primary)) return;
  for (const [name, value] of Object.entries(brandTokens(primary))) document.documentElement.style.setProperty(name, value);
}
