import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PreviewRow, RowKind } from '#shared/roster/contract.ts';
import { orpc } from '../api.ts';

/** How many rows of a section show before it is unfolded; problems always show whole. */
export const FOLD_TO: Readonly<Record<RowKind, number>> = {
  duplicate: 500,
  problem: 500,
  changed: 7,
  gone: 3,
  new: 3,
  same: 0,
};

const PAGE_SIZE = 500;

/** The rows of one section: the first few, or all of them, page after page, once it is unfolded. */
export function useRosterRows(
  importId: string,
  kind: RowKind,
  options: { readonly count: number; readonly unfolded: boolean },
): { readonly rows: readonly PreviewRow[]; readonly error: unknown } {
  const { count, unfolded } = options;
  const limit = unfolded ? PAGE_SIZE : FOLD_TO[kind];
  const query = useInfiniteQuery(
    orpc.roster.rows.infiniteOptions({
      input: (offset: number) => ({ importId, kind, limit: Math.max(1, limit), offset }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const loaded = pages.reduce((sum, page) => sum + page.rows.length, 0);
        return last.rows.length > 0 && loaded < last.total ? loaded : undefined;
      },
      enabled: count > 0 && limit > 0,
      placeholderData: keepPreviousData,
    }),
  );
  const { hasNextPage, isFetching, fetchNextPage } = query;
  useEffect(() => {
    if (unfolded && hasNextPage && !isFetching) void fetchNextPage();
  }, [unfolded, hasNextPage, isFetching, fetchNextPage]);
  return { rows: query.data?.pages.flatMap((page) => page.rows) ?? [], error: query.error };
}
