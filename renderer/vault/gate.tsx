import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { orpc } from '../api.ts';
import { SessionProvider } from '../app/session.tsx';

/** Shows the workspace once it is open. */
export function Gate({ children }: { readonly children: ReactNode }) {
  const status = useQuery(orpc.vault.status.queryOptions({ input: {} }));
  const user = status.data?.user;
  if (!status.data || !user) return null;
  return (
    <SessionProvider
      session={{ user, agencyName: status.data.agencyName ?? '', version: status.data.version }}
    >
      {children}
    </SessionProvider>
  );
}
