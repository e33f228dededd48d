import { useEffect, useState } from 'react';

/** The token of a mailed link. It leaves the address, and with it the browser's history, at once. */
export function useLinkToken(): string {
  const [token] = useState(() => new URLSearchParams(location.search).get('token') ?? '');
  useEffect(() => {
    const address = new URL(location.href);
    address.searchParams.delete('token');
    history.replaceState(history.state, '', address);
  }, []);
  return token;
}
