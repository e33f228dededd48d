import { data, type Schemas } from '@sharpcommerce/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../shop';

/** An address that was saved, and so has an id. */
export type SavedAddress = Schemas['SavedAddress'] & { id: string };

export const addressesQuery = queryOptions({
  queryKey: ['addresses'],
  queryFn: async () => (await data(api.GET('/store/customers/me/addresses'))).items as SavedAddress[],
});
