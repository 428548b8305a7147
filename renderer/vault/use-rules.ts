import { useQuery } from '@tanstack/react-query';
import { DEFAULT_POLICY, type Policy } from '#shared/policy/policy.ts';
import { orpc } from '../api.ts';

/** What this computer asks of a passphrase, and when it locks. */
export type Rules = Pick<Policy, 'minPassphrase' | 'refusedWords' | 'idleMinutes'>;

/** The rules of this computer that words on screen follow; Hearth's own until they are known. */
export function useRules(): Rules {
  const { data } = useQuery(orpc.vault.status.queryOptions({ input: {} }));
  return data ?? DEFAULT_POLICY;
}
