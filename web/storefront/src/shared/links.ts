import { tenant } from '../shop';

/** The absolute address of one of the shop's pages, for whoever leads back to it from outside. */
export function pageUrl(path: string, search: Record<string, string> = {}): string {
  const url = new URL(path, location.origin);
  if (tenant) url.searchParams.set('tenant', tenant);
  for (const [name, value] of Object.entries(search)) url.searchParams.set(name, value);
  return url.href;
}

const HERE = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The address if a browser may be sent there with a payment: https, or a fake on this machine. */
export function paymentUrl(address: string | null | undefined): string | null {
  const url = parse(address);
  return url && (url.protocol === 'https:' || (url.protocol === 'http:' && HERE.has(url.hostname))) ? url.href : null;
}

/** The address if it is one of the web; what merchants type could be a script. */
export function webUrl(address: string | null | undefined): string | null {
  const url = parse(address);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}

function parse(address: string | null | undefined): URL | null {
  return address && URL.canParse(address) ? new URL(address) : null;
}
