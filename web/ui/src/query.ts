import { ProblemError } from '@sharpcommerce/client';
import { QueryClient } from '@tanstack/react-query';

/** The cache of both apps. The client repeats what failed on the way, so nothing is repeated here. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (count, error) => count < 1 && error instanceof ProblemError && error.isTransient,
        staleTime: 15_000,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
