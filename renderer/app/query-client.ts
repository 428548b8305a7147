import { MutationCache, QueryClient } from '@tanstack/react-query';
import { reportSaved } from './saved.ts';

/**
 * The cache of what the page has read.
 *
 * The backend is on the same computer, so nothing is retried and nothing depends on the network. After every write
 * whatever is on screen is read again: no screen has to know which others show the same facts.
 */
export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, networkMode: 'always', staleTime: 2_000, refetchOnWindowFocus: false },
    mutations: { retry: false, networkMode: 'always' },
  },
  mutationCache: new MutationCache({
    onSuccess: async (_data, _variables, _result, mutation) => {
      if (mutation.meta?.saves === false) return;
      reportSaved();
      await queryClient.invalidateQueries();
    },
  }),
});
