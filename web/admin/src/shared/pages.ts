import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';

interface Page<Row> {
  items: Row[];
  nextCursor: string | null;
}

/** A list of the API, page by page along its cursor. */
export function usePages<Row>(
  key: readonly unknown[],
  load: (cursor: string | undefined) => Promise<Page<Row>>,
  options?: { enabled?: boolean; refetchInterval?: number | false },
) {
  return useInfiniteQuery<Page<Row>, Error, InfiniteData<Page<Row>>, readonly unknown[], string | undefined>({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined,
    getNextPageParam: page => page.nextCursor ?? undefined,
    ...options,
  });
}
