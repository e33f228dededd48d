import { data, type Schemas } from '@sharpcommerce/client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api } from '../shop';

export type Customer = Schemas['CustomerView'];

/** Whether somebody is signed in on this device. */
export function useSignedIn(): boolean {
  return useSyncExternalStore(api.tokens.subscribe, () => api.tokens.get() !== null);
}

export const customerQuery = queryOptions({
  queryKey: ['customer'],
  queryFn: () => data(api.GET('/store/customers/me')),
});

/** Who is signed in; undefined while nobody is, or it is not known yet. */
export function useCustomer(): Customer | undefined {
  return useQuery({ ...customerQuery, enabled: useSignedIn() }).data;
}
