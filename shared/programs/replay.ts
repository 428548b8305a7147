import { z } from 'zod';
import { dateSchema, idSchema } from '../fields.ts';
import { type PackChanges, spansMeet } from './changes.ts';
import { codeText } from './pack.ts';
import { type DiagnosisVerdict, diagnosisRule, type PlanTable, planDiagnosis } from './plan-table.ts';
import { type ServiceFacts, type ServiceTag, sentenceText, tagService } from './tag-service.ts';

/** A service as one table codes it; money in whole cents. */
export const codedSchema = z.object({
  /** What becomes of its diagnoses, where the draft changes that. */
  diagnoses: z.string(),
  code: z.string().nullable(),
  units: z.number().int(),
  cents: z.number().int(),
  words: z.string(),
});
export type Coded = z.infer<typeof codedSchema>;

/** What the new table does to a service. */
export const DIFFERENCE_KINDS = ['now_billable', 'no_longer_billable', 'code', 'units', 'diagnosis'] as const;
/** Whether going live would really change the line: not when it left already, or when its day keeps the old rows. */
export const EFFECTS = ['changes', 'left_already', 'earlier_day'] as const;

/** One signed note that the new table codes in another way. */
export const differenceSchema = z.object({
  noteId: idSchema,
  memberId: idSchema,
  memberName: z.string(),
  staffName: z.string(),
  serviceOn: dateSchema,
  minutes: z.number().int(),
  kind: z.enum(DIFFERENCE_KINDS),
  effect: z.enum(EFFECTS),
  old: codedSchema,
  new: codedSchema,
});
export type Difference = z.infer<typeof differenceSchema>;

/** What a replay added up to. */
export const replayTotalsSchema = z.object({
  notes: z.number().int(),
  same: z.number().int(),
  different: z.number().int(),
  byKind: z.record(z.enum(DIFFERENCE_KINDS), z.number().int()),
  /** Lines that going live would change. */
  changes: z.number().int(),
  oldUnits: z.number().int(),
  newUnits: z.number().int(),
  oldCents: z.number().int(),
  newCents: z.number().int(),
});
export type ReplayTotals = z.infer<typeof replayTotalsSchema>;

/** A signed note as it is replayed. */
export interface ReplayedNote {
  readonly noteId: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly staffName: string;
  readonly facts: ServiceFacts;
  readonly diagnoses: readonly string[];
  /** Set when the line stands in a file: what it left as. */
  readonly sent: { readonly code: string; readonly units: number } | null;
}

/** The tables a replay compares. */
export interface ReplayTables {
  readonly current: PlanTable;
  /** The draft as though it had been in force in the whole period. */
  readonly asIf: PlanTable;
  /** The draft with its own dates. */
  readonly dated: PlanTable;
  /** What the code lists say, for diagnoses the plan says nothing about. */
  readonly listed: (code: string, on: string) => DiagnosisVerdict;
  /** What the plan is charged for a unit. */
  readonly unitChargeCents: number;
}

/** The changes as though they had been in force in a whole period, so that last month shows what next month will be. */
export function inForceDuring(
  changes: PackChanges,
  period: { readonly from: string; readonly to: string },
): PackChanges {
  const widen = <One extends { from: string; to: string | null }>(one: One): One =>
    spansMeet(one, period) && one.from <= period.from && (one.to === null || one.to >= period.to)
      ? one
      : {
          ...one,
          from: [one.from, period.from].sort()[0] ?? one.from,
          to: one.to !== null && one.to < period.to ? period.to : one.to,
        };
  return {
    rows: changes.rows.map(widen),
    units: changes.units.map(widen),
    places: changes.places.map(widen),
    diagnoses: changes.diagnoses.map(widen),
  };
}

/** What is said of diagnoses that hold nothing. */
const GOES = 'Its diagnoses may go.';

function coded(tag: ServiceTag, cents: number): Coded {
  return {
    code: tag.code === null || !tag.billable ? null : codeText(tag.code, tag.modifiers),
    units: tag.billable ? tag.units : 0,
    cents: tag.billable ? tag.units * cents : 0,
    words: sentenceText(tag.explanation),
    diagnoses: '',
  };
}

const tagBy = (table: PlanTable, facts: ServiceFacts) =>
  tagService(facts, table.rows, table.unitsOn(facts.serviceOn));

function kindOf(old: Coded, next: Coded): Difference['kind'] | null {
  if (old.code === null && next.code === null) return null;
  if (old.code === null) return 'now_billable';
  if (next.code === null) return 'no_longer_billable';
  if (old.code !== next.code) return 'code';
  return old.units === next.units ? null : 'units';
}

/** The sentence that would hold a note for its diagnoses under a table; empty when they may go. */
function diagnosisWords(table: PlanTable, note: ReplayedNote, tables: ReplayTables): string {
  const on = note.facts.serviceOn;
  for (const code of note.diagnoses) {
    const verdict = planDiagnosis(table, { code, on }, () => tables.listed(code, on));
    if (verdict.state === 'wrong')
      return [verdict.sentence, ...verdict.instead.slice(0, 1).map((one) => `Use ${one}.`)].join(' ');
  }
  return '';
}

/** What the draft changes about a note's diagnoses, in words, or null. */
function replayDiagnoses(note: ReplayedNote, tables: ReplayTables) {
  const on = note.facts.serviceOn;
  const touched = note.diagnoses.some((code) => diagnosisRule(tables.asIf, code, on));
  if (!touched) return null;
  const old = diagnosisWords(tables.current, note, tables);
  const next = diagnosisWords(tables.asIf, note, tables);
  if (old === next) return null;
  return { old, next, real: diagnosisWords(tables.dated, note, tables) !== old };
}

/** Codes one signed note under both tables; null when nothing differs. Changes nothing. */
export function replayNote(note: ReplayedNote, tables: ReplayTables): Difference | null {
  const { facts, sent } = note;
  const cents = tables.unitChargeCents;
  const current = coded(tagBy(tables.current, facts), cents);
  const old: Coded = sent
    ? { ...current, code: sent.code, units: sent.units, cents: sent.units * cents }
    : current;
  const next = coded(tagBy(tables.asIf, facts), cents);
  const diagnosis = next.code === null ? null : replayDiagnoses(note, tables);
  const kind = kindOf(old, next) ?? (diagnosis ? 'diagnosis' : null);
  if (!kind) return null;
  const real = coded(tagBy(tables.dated, facts), cents);
  const changes = kindOf(current, real) !== null || diagnosis?.real === true;
  const effect = sent ? 'left_already' : changes ? 'changes' : 'earlier_day';
  return {
    noteId: note.noteId,
    memberId: note.memberId,
    memberName: note.memberName,
    staffName: note.staffName,
    serviceOn: facts.serviceOn,
    minutes: facts.minutes,
    kind,
    effect,
    old: { ...old, diagnoses: diagnosis ? diagnosis.old || GOES : '' },
    new: { ...next, diagnoses: diagnosis ? diagnosis.next || GOES : '' },
  };
}

/** Totals with nothing in them yet. */
export function emptyTotals(): ReplayTotals {
  return {
    notes: 0,
    same: 0,
    different: 0,
    byKind: { now_billable: 0, no_longer_billable: 0, code: 0, units: 0, diagnosis: 0 },
    changes: 0,
    oldUnits: 0,
    newUnits: 0,
    oldCents: 0,
    newCents: 0,
  };
}

/** The totals with one more note; units and money are those of the notes that differ. */
export function addToTotals(totals: ReplayTotals, difference: Difference | null): ReplayTotals {
  const notes = totals.notes + 1;
  if (!difference) return { ...totals, notes, same: totals.same + 1 };
  const { kind, effect, old, new: next } = difference;
  return {
    notes,
    same: totals.same,
    different: totals.different + 1,
    byKind: { ...totals.byKind, [kind]: (totals.byKind[kind] ?? 0) + 1 },
    changes: totals.changes + (effect === 'changes' ? 1 : 0),
    oldUnits: totals.oldUnits + old.units,
    newUnits: totals.newUnits + next.units,
    oldCents: totals.oldCents + old.cents,
    newCents: totals.newCents + next.cents,
  };
}
