import type { Schemas } from '@sharpcommerce/client';
import { ProblemError } from '@sharpcommerce/client';
import { useQueryClient } from '@tanstack/react-query';
import { orderQuery } from './queries';

/**
 * Runs a change of an order and shows the order anew. When somebody else was faster, it is loaded again before the error is told, so that what is decided next is decided on what there is.
 */
export function useOrderChange(id: string) {
  const queryClient = useQueryClient();
  return async <T extends { data?: unknown }>(change: (etag: string) => Promise<T>): Promise<void> => {
    try {
      const etag = queryClient.getQueryData(orderQuery(id).queryKey)?.etag ?? '';
      const { data } = await change(etag);
      const order = data as Schemas['OrderView'] | undefined;
      if (order?.id === id) queryClient.setQueryData(orderQuery(id).queryKey, { data: order, etag: '' });
    } catch (error) {
      if (error instanceof ProblemError && error.status === 412)
        await queryClient.invalidateQueries({ queryKey: orderQuery(id).queryKey });
      throw error;
    } finally {
      void queryClient.invalidateQueries({ queryKey: orderQuery(id).queryKey });
      void queryClient.invalidateQueries({ queryKey: ['orders'] });
    }
  };
}
