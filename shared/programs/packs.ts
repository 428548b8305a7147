import type { Program } from '../members/member.ts';
import { ECM_PACK } from './ecm.ts';
import { HHP_PACK } from './hhp.ts';
import type { Pack, PackRow } from './pack.ts';

/** Every rule pack that ships, the running program first. */
export const PACKS: readonly Pack[] = [ECM_PACK, HHP_PACK];

/** Every row of every pack. */
export const PACK_ROWS: readonly PackRow[] = PACKS.flatMap((pack) => pack.rows);

/** The packs of a program, any date. */
export function packsOf(program: Program): readonly Pack[] {
  return PACKS.filter((pack) => pack.program === program);
}

/** Tells whether a dated row or pack is good on a day. */
export function isEffective(
  dated: { readonly effectiveFrom: string; readonly effectiveTo: string | null },
  on: string,
): boolean {
  return dated.effectiveFrom <= on && (dated.effectiveTo === null || on <= dated.effectiveTo);
}

/** The pack row with this id, or undefined. */
export function packRow(ruleId: string): PackRow | undefined {
  return PACK_ROWS.find((row) => row.id === ruleId);
}
