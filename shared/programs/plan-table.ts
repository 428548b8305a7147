import { Temporal } from 'temporal-polyfill';
import {
  changedRuleId,
  type DiagnosisChange,
  type PackChanges,
  type PlaceChange,
  type RowChange,
} from './changes.ts';
import type { PackRow } from './pack.ts';
import { PACK_ROWS } from './packs.ts';
import type { UnitSettings } from './units.ts';

/** Unit settings with the service dates they are good for. */
export interface DatedUnits {
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly settings: UnitSettings;
}

/** One plan's rules: the shipped rows with what the plan changed, each with its service dates. */
export interface PlanTable {
  readonly rows: readonly PackRow[];
  /** The unit settings in force, the last one that covers a day wins. */
  readonly units: readonly DatedUnits[];
  /** Places of service that the plan does not take. */
  readonly refusedPlaces: readonly PlaceChange[];
  /** Diagnoses the plan treats in another way than the code list; the last one that covers a day wins. */
  readonly diagnoses: readonly DiagnosisChange[];
  unitsOn(day: string): UnitSettings;
}

/** The day before or after a day. */
function dayBeside(day: string, days: 1 | -1): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** What is left of a row once a span of service dates is taken out: nothing, one piece or two. */
function without(row: PackRow, from: string, to: string | null): PackRow[] {
  const end = row.effectiveTo;
  if ((end !== null && end < from) || (to !== null && to < row.effectiveFrom)) return [row];
  const pieces: PackRow[] = [];
  if (row.effectiveFrom < from) pieces.push({ ...row, effectiveTo: dayBeside(from, -1) });
  if (to !== null && (end === null || to < end)) pieces.push({ ...row, effectiveFrom: dayBeside(to, 1) });
  return pieces;
}

/** The shipped row behind a changed one. */
export function baseRuleId(ruleId: string): string {
  return ruleId.split('~')[0] ?? ruleId;
}

function changedRow(change: RowChange, code: string): PackRow {
  return {
    id: changedRuleId(change),
    program: change.program,
    effectiveFrom: change.from,
    effectiveTo: change.to,
    when: change.when,
    code,
    modifiers: change.modifiers,
    unitsFrom: change.unitsFrom,
    source: change.source,
    confirmed: 'confirm_with_plan',
  };
}

/**
 * Lays a plan's changes over the shipped rows, in the order in which they went live.
 *
 * A changed row takes the place of the shipped one for its own service dates only: days before and after keep theirs.
 */
export function planTable(units: UnitSettings, changes: readonly PackChanges[]): PlanTable {
  let rows: readonly PackRow[] = PACK_ROWS;
  const dated: DatedUnits[] = [{ effectiveFrom: null, effectiveTo: null, settings: units }];
  const refusedPlaces: PlaceChange[] = [];
  const diagnoses: DiagnosisChange[] = [];
  for (const set of changes) {
    for (const change of set.rows) {
      const { replaces, from, to, code } = change;
      // A later change also takes the place of an earlier change of the same row.
      if (replaces !== null)
        rows = rows.flatMap((row) => (baseRuleId(row.id) === replaces ? without(row, from, to) : [row]));
      if (code !== null) rows = [...rows, changedRow(change, code)];
    }
    for (const { minutesPerUnit, rounding, minimum, dailyCap, from, to } of set.units) {
      const settings = { minutesPerUnit, rounding, minimum, dailyCap };
      dated.push({ effectiveFrom: from, effectiveTo: to, settings });
    }
    refusedPlaces.push(...set.places);
    diagnoses.push(...set.diagnoses);
  }
  return {
    rows,
    units: dated,
    refusedPlaces,
    diagnoses,
    unitsOn(day) {
      const found = dated.findLast(
        ({ effectiveFrom, effectiveTo }) =>
          (effectiveFrom === null || effectiveFrom <= day) && (effectiveTo === null || day <= effectiveTo),
      );
      return found?.settings ?? units;
    },
  };
}

/** Whether a plan takes a place of service on a day. */
export function takesPlace(table: Pick<PlanTable, 'refusedPlaces'>, code: string, day: string): boolean {
  return !table.refusedPlaces.some(
    (place) => place.code === code && place.from <= day && (place.to === null || day <= place.to),
  );
}

/** What a plan says about a diagnosis on a day of service, or undefined where the code list decides. */
export function diagnosisRule(
  table: Pick<PlanTable, 'diagnoses'>,
  code: string,
  day: string,
): DiagnosisChange | undefined {
  return table.diagnoses.findLast(
    (one) => one.code === code && one.from <= day && (one.to === null || day <= one.to),
  );
}

/** Whether a diagnosis may stand on a line: what the plan says, or what the list of that day says. */
export type DiagnosisVerdict =
  | { readonly state: 'good' }
  | { readonly state: 'wrong'; readonly sentence: string; readonly instead: readonly string[] };

/** Lets a plan's own word go before the code list's. */
export function planDiagnosis<Verdict extends DiagnosisVerdict>(
  table: Pick<PlanTable, 'diagnoses'>,
  { code, on }: { readonly code: string; readonly on: string },
  listed: () => Verdict,
): Verdict | DiagnosisVerdict {
  const rule = diagnosisRule(table, code, on);
  if (!rule) return listed();
  if (rule.taken) {
    const found = listed();
    return found.state === 'good' ? found : { state: 'good' };
  }
  const instead = rule.instead === null ? [] : [rule.instead];
  return { state: 'wrong', sentence: `The plan does not take ${code} on that day.`, instead };
}
