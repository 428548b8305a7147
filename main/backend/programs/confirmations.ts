import type { Confirmation, RuleState } from '#shared/programs/contract.ts';
import type { Evidence } from '#shared/programs/pack.ts';
import { packRow } from '#shared/programs/packs.ts';
import type { CallContext } from '../context.ts';
import { type StoredConfirmation, selectConfirmations } from './store.ts';

/** Who confirmed what, for quick questions about many lines. */
export interface Confirmations {
  /** The confirmation of a rule for a plan, or null. */
  of(planId: string, ruleId: string): Confirmation | null;
}

/** Reads every confirmation once. */
export async function loadConfirmations(context: CallContext): Promise<Confirmations> {
  const byKey = new Map<string, StoredConfirmation>();
  for (const stored of await selectConfirmations(context.db)) {
    byKey.set(`${stored.planId ?? ''}\n${stored.ruleId}`, stored);
  }
  return {
    of(planId, ruleId) {
      // A confirmation without a plan holds for all of them.
      const stored = byKey.get(`${planId}\n${ruleId}`) ?? byKey.get(`\n${ruleId}`);
      return stored ? { by: stored.by, at: stored.at, source: stored.source, note: stored.note } : null;
    },
  };
}

/** A rule's state for a plan, from its own evidence and what somebody signed off. */
export function ruleState(evidence: Evidence, confirmation: Confirmation | null): RuleState {
  return confirmation ? 'confirmed' : evidence;
}

/** Which of the rules a line needs nobody has confirmed with its plan yet. */
export function unconfirmed(
  needs: readonly string[],
  planId: string,
  confirmations: Confirmations,
): string[] {
  return needs.filter((ruleId) => {
    const evidence = packRow(ruleId)?.confirmed ?? 'confirm_with_plan';
    return ruleState(evidence, confirmations.of(planId, ruleId)) === 'confirm_with_plan';
  });
}
