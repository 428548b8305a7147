import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import type { VaultStatus } from '#shared/vault/contract.ts';
import { orpc } from '../api.ts';
import { SessionProvider } from '../app/session.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { EntryScreen } from './entry-screen.tsx';
import { PolicyBanner } from './policy-banner.tsx';
import { useSetUpRunning } from './set-up-state.ts';
import { TroublePage } from './trouble-page.tsx';
import { UnlockPage } from './unlock-page.tsx';

const SetUpPage = lazy(async () => ({ default: (await import('./set-up/set-up-page.tsx')).SetUpPage }));

const OwnPassphrasePage = lazy(async () => ({
  default: (await import('./own-passphrase.tsx')).OwnPassphrasePage,
}));

/** The administrator's printed code was never typed back: the set-up goes on from there. */
function mustConfirmCode(status: VaultStatus): boolean {
  return status.state === 'open' && !status.recoveryConfirmed && status.user?.role === 'administrator';
}

/**
 * What stands between the person and the workspace: set-up, unlock, or one of the three troubles.
 *
 * The set-up goes on after the workspace is made (the recovery code is confirmed inside it), so it decides itself
 * when it is done.
 */
export function Gate({ children }: { readonly children: ReactNode }) {
  const status = useQuery(orpc.vault.status.queryOptions({ input: {} }));
  return (
    <>
      <Inside status={status}>{children}</Inside>
      <PolicyBanner problem={status.data?.policyProblem ?? null} />
    </>
  );
}

function Inside({
  status,
  children,
}: {
  readonly status: UseQueryResult<VaultStatus>;
  readonly children: ReactNode;
}) {
  const settingUp = useSetUpRunning();
  if (status.error) {
    return (
      <EntryScreen title="Hearth">
        <ErrorLine error={status.error} onRetry={() => void status.refetch()} />
      </EntryScreen>
    );
  }
  if (!status.data) return null;
  const { data } = status;
  if (settingUp || data.state === 'none' || mustConfirmCode(data)) {
    return (
      <Suspense fallback={null}>
        <SetUpPage status={data} />
      </Suspense>
    );
  }
  if (data.state === 'open' && data.user && data.mustChangePassphrase) {
    return (
      <Suspense fallback={null}>
        <OwnPassphrasePage status={data} />
      </Suspense>
    );
  }
  if (data.state === 'open' && data.user) {
    return (
      <SessionProvider
        session={{ user: data.user, agencyName: data.agencyName ?? '', version: data.version }}
      >
        {children}
      </SessionProvider>
    );
  }
  if (data.state === 'locked' || data.state === 'open') return <UnlockPage status={data} />;
  return <TroublePage kind={data.state} status={data} />;
}
