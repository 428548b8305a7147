import { oc } from '@orpc/contract';
import type { Role } from './roles.ts';

/** Where a request says from which screen of the page it comes, such as `/members/$memberId/notes`. */
export const SCREEN_HEADER = 'x-hearth-screen';

/**
 * What every procedure of the contract must state about itself.
 *
 * The backend's base procedure reads it: who may call, whether the call runs in one transaction, and which
 * audit row it leaves.
 */
export interface ProcedureMeta {
  /** Roles that may call it; `'public'` only for what must work while the workspace is locked. */
  readonly roles: readonly Role[] | 'public';
  /**
   * `read` sees one consistent database, `write` runs inside one transaction together with its audit row,
   * `job` is long work that opens its own transactions and may stream progress.
   */
  readonly kind: 'read' | 'write' | 'job';
  /** The audit action, for example `note.sign`, or the reason why this call leaves no row. */
  readonly audit: string | { readonly none: string };
  /**
   * What it sees when somebody calls who sees only their own caseload: left out, the rows of those members, whatever
   * it asks for. `everyone` for work whose result shows nobody (a count, a check for doubles); `refused` for what
   * makes no sense on a part, such as applying a whole roster.
   */
  readonly caseload?: 'everyone' | 'refused';
}

/**
 * Starts a procedure of the contract; there is no other way to make one, so none can lack its role.
 *
 * @example export const sign = procedure({ roles: CARE_TEAM, kind: 'write', audit: 'note.sign' }).input(…).output(…)
 */
export function procedure(meta: ProcedureMeta) {
  return oc.$meta<ProcedureMeta>(meta);
}
