import { createContext, type ReactNode, useContext } from 'react';
import type { VaultStatus } from '#shared/vault/contract.ts';

/** Who has the workspace open, and the agency's name. */
export interface Session {
  readonly user: NonNullable<VaultStatus['user']>;
  readonly agencyName: string;
  readonly version: string;
}

const SessionContext = createContext<Session | null>(null);

/** Gives the open session to everything inside. */
export function SessionProvider({
  session,
  children,
}: {
  readonly session: Session;
  readonly children: ReactNode;
}) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The open session; only inside the workspace. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no session outside the workspace.');
  return session;
}
