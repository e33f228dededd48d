import createOpenApiClient, { type Client } from 'openapi-fetch';
import { networkError, ProblemError, problemOf } from './problem.ts';
import type { components, paths } from './schema.ts';
import { memoryTokens, type TokenStore, type Tokens } from './session.ts';

export interface ClientOptions {
  /** The API's base address. The page's own origin unless given. */
  baseUrl?: string;
  /** The tenant's slug or id, where the host name does not say it. */
  tenant?: () => string | undefined;
  /** Where the tokens of whoever is signed in are kept; in memory unless given. */
  tokens?: TokenStore;
  /** Where tokens are renewed: customers and staff at `/auth`, operators at `/platform/auth`. */
  auth?: () => '/auth' | '/platform/auth';
  /** Called when a session has ended, because its refresh token is no longer good. */
  onSignedOut?: () => void;
  /** For tests. */
  fetch?: (request: Request) => Promise<Response>;
}

/** Typed calls, one for each operation, as `client.GET('/store/products', { params: { query: { q: 'boots' } } })`. See {@link data}. */
export type CommerceClient = Client<paths> & {
  readonly tokens: TokenStore;
  /** Keeps the tokens of a sign-in. */
  signedIn(session: components['schemas']['SignedIn']): void;
};

const SAFE = new Set(['GET', 'HEAD']);
const MAX_TRIES = 3;
/** Tokens are renewed this long before they end, in milliseconds. */
const EARLY = 20_000;
const MAX_PAUSE = 5_000;

/**
 * Makes a client. It names the tenant, sends and renews tokens, gives every call that changes something an `Idempotency-Key`, repeats what failed
 * on the way there (with the same key, so nothing happens twice), and throws {@link ProblemError} for every answer that is an error.
 */
export function createClient(options: ClientOptions = {}): CommerceClient {
  const tokens = options.tokens ?? memoryTokens();
  const send = options.fetch ?? (request => globalThis.fetch(request));
  const base = `${options.baseUrl ?? ''}/api/v1`;
  const authBase = () => `${base}${options.auth?.() ?? '/auth'}`;
  const keep = (session: components['schemas']['SignedIn']): Tokens => {
    const next = {
      accessToken: session.accessToken,
      refreshToken: session.refreshToken,
      expiresAt: Date.now() + session.expiresIn * 1000,
    };
    tokens.set(next);
    return next;
  };

  // One place refreshes at a time, over all tabs: a refresh token works once.
  const refresh = (spent: Tokens): Promise<Tokens | null> =>
    exclusively('sharpcommerce.refresh', async () => {
      const now = tokens.get();
      if (now === null || now.refreshToken !== spent.refreshToken) return now;
      const headers = new Headers({ 'Content-Type': 'application/json' });
      const tenant = options.tenant?.();
      if (tenant && !authBase().includes('/platform/')) headers.set('X-Tenant', tenant);
      const response = await reach(
        send,
        new Request(absolute(`${authBase()}/refresh`), {
          method: 'POST',
          headers,
          body: JSON.stringify({ refreshToken: now.refreshToken }),
        }),
      );
      if (response.ok) return keep((await response.json()) as components['schemas']['SignedIn']);
      const problem = await problemOf(response);
      if (response.status !== 401) throw problem;
      tokens.set(null);
      options.onSignedOut?.();
      return null;
    });

  const call = async (original: Request): Promise<Response> => {
    const headers = new Headers(original.headers);
    const tenant = options.tenant?.();
    if (tenant && !headers.has('X-Tenant')) headers.set('X-Tenant', tenant);
    const changes = !SAFE.has(original.method);
    if (changes && !headers.has('Idempotency-Key')) headers.set('Idempotency-Key', crypto.randomUUID());
    const signing = /\/auth\/(login|refresh|register|password\/(forgot|reset)|email\/verify|oidc\/)/.test(original.url);
    let held = signing ? null : tokens.get();
    if (held !== null && held.expiresAt - EARLY < Date.now()) held = await refresh(held);
    let renewed = false;

    for (let tried = 1; ; tried++) {
      if (held !== null) headers.set('Authorization', `Bearer ${held.accessToken}`);
      else headers.delete('Authorization');
      // A clone each time: a body can be sent once.
      const request = new Request(original.clone(), { headers });
      try {
        const response = await reach(send, request);
        if (response.ok || response.status === 304) return response;
        if (response.status === 401 && held !== null && !renewed) {
          const problem = await problemOf(response.clone());
          if (problem.code === 'token_expired' || problem.code === 'unauthenticated') {
            renewed = true;
            held = await refresh(held);
            continue;
          }
        }
        const problem = await problemOf(response);
        if (problem.status < 429 || !problem.isTransient || tried === MAX_TRIES || signing) throw problem;
        await pause(Math.min((problem.retryAfter ?? tried * 0.4) * 1000, MAX_PAUSE), original.signal);
      } catch (error) {
        if (!(error instanceof ProblemError) || error.status !== 0 || tried === MAX_TRIES) throw error;
        await pause(tried * 400, original.signal);
      }
    }
  };

  const client = createOpenApiClient<paths>({ baseUrl: absolute(base), fetch: call });
  return Object.assign(client, { tokens, signedIn: (session: components['schemas']['SignedIn']) => void keep(session) });
}

/** What a call answers, without the response around it: `const page = await data(client.GET('/store/products'))`. */
export async function data<T extends { data?: unknown }>(call: Promise<T>): Promise<NonNullable<T['data']>> {
  return (await call).data as NonNullable<T['data']>;
}

/** The same with the version to send as `If-Match` with a change. */
export async function tagged<T extends { data?: unknown; response: Response }>(
  call: Promise<T>,
): Promise<{ data: NonNullable<T['data']>; etag: string }> {
  const answer = await call;
  return { data: answer.data as NonNullable<T['data']>, etag: answer.response.headers.get('ETag') ?? '' };
}

async function reach(send: (request: Request) => Promise<Response>, request: Request): Promise<Response> {
  try {
    return await send(request);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw networkError();
  }
}

function absolute(address: string): string {
  return /^https?:/.test(address) ? address : new URL(address, globalThis.location?.origin ?? 'http://localhost').href;
}

const queues = new Map<string, Promise<unknown>>();

function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (typeof navigator !== 'undefined' && navigator.locks) return navigator.locks.request(name, work) as Promise<T>;
  const next = (queues.get(name) ?? Promise.resolve()).then(work, work);
  queues.set(
    name,
    next.catch(() => undefined),
  );
  return next;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
