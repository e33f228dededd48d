/** The tokens of somebody signed in. */
export interface Tokens {
  accessToken: string;
  refreshToken: string;
  /** When the access token ends, in milliseconds since 1970. */
  expiresAt: number;
}

/** Where tokens are kept. */
export interface TokenStore {
  get(): Tokens | null;
  set(tokens: Tokens | null): void;
  /** Calls back when the tokens came or went, in this tab or another; answers how to stop. */
  subscribe(listener: () => void): () => void;
}

/** Tokens in memory: gone with the program. */
export function memoryTokens(): TokenStore {
  let tokens: Tokens | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => tokens,
    set: next => {
      const changed = (tokens === null) !== (next === null);
      tokens = next;
      if (changed) for (const listener of listeners) listener();
    },
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Tokens in the browser's local storage, shared by all tabs of the origin. Scripts of the origin can read them, so the pages must let no foreign script run
 * (the server's content security policy sees to it); an access token ends after 15 minutes, and a refresh token that is used twice ends the session.
 */
export function browserTokens(key: string): TokenStore {
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const read = (): Tokens | null => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? 'null') as Tokens | null;
    } catch {
      return null;
    }
  };
  window.addEventListener('storage', event => {
    if (event.key === key && (event.oldValue === null) !== (event.newValue === null)) tell();
  });
  return {
    get: read,
    set: next => {
      const changed = (read() === null) !== (next === null);
      if (next === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(next));
      if (changed) tell();
    },
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
