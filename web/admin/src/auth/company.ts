import { data, type Schemas } from '@sharpcommerce/client';
import { api, tenant } from '../session';

const KEY = 'sharpcommerce.admin.oidc';

interface Begun {
  state: string;
  tenant?: string | undefined;
  next: string;
}

/** Begins a sign-in at the shop's OpenID provider, and leaves for it. The state shows on the way back that this browser began it. */
export async function beginCompanySignIn(next: string): Promise<void> {
  const { authorizationUrl, state } = await data(
    api.POST('/auth/oidc/start', { body: { redirectUri: `${location.origin}/admin/signed-in` } }),
  );
  sessionStorage.setItem(KEY, JSON.stringify({ state, tenant, next } satisfies Begun));
  location.assign(authorizationUrl);
}

/** What was begun in this browser. */
export function begunSignIn(): Begun | null {
  return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Begun | null;
}

/** Ends it by what the provider sent, or by the code of a second factor. */
export async function completeCompanySignIn(body: Schemas['OidcCompletion']): Promise<Schemas['SignedIn']> {
  const session = await data(api.POST('/auth/oidc/complete', { body }));
  sessionStorage.removeItem(KEY);
  return session;
}
