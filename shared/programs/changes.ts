import { z } from 'zod';
import { dateSchema, idSchema, lineSchema } from '../fields.ts';
import { programSchema } from '../members/member.ts';
import { formatDiagnosis } from './diagnoses.ts';
import { codeText, phaseSchema, serviceModeSchema } from './pack.ts';
import { PACK_ROWS, PACKS } from './packs.ts';

/** A HCPCS code: a letter and four digits. */
const codeSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-V]\d{4}$/, { error: 'A code is a letter and four digits, like G9012.' });
const modifierSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9]{2}$/, { error: 'A modifier has two characters, like U2.' });

const span = {
  /** First and last service date the change is good for; earlier dates keep their rows. */
  from: dateSchema,
  to: dateSchema.nullable(),
  /** What says so: the document and page, or the person. Going live signs it off. */
  source: lineSchema.min(1, { error: 'Say what says so: a document and its date, or a person.' }),
  note: lineSchema,
};

/** A row of one plan's code table that differs from the shipped one. */
export const rowChangeSchema = z.strictObject({
  id: idSchema,
  /** The shipped row it takes the place of; null adds a row. */
  replaces: z.string().max(60).nullable(),
  program: programSchema,
  when: z.strictObject({
    phase: phaseSchema,
    memberPresent: z.boolean().nullable(),
    modes: z.array(serviceModeSchema).min(1).max(5).nullable(),
    clinical: z.boolean().nullable(),
  }),
  /** Null where the plan has no code for it in this span. */
  code: codeSchema.nullable(),
  modifiers: z.array(modifierSchema).max(4, { error: 'A line takes 4 modifiers at most.' }),
  unitsFrom: z.enum(['minutes', 'attempt']),
  ...span,
});
export type RowChange = z.infer<typeof rowChangeSchema>;

/** How minutes become units from a day on. */
export const unitChangeSchema = z.strictObject({
  id: idSchema,
  minutesPerUnit: z.number().int().min(1).max(480),
  rounding: z.enum(['half_up', 'up', 'down']),
  minimum: z.number().int().min(0).max(96),
  dailyCap: z.number().int().min(1).max(96).nullable(),
  ...span,
});
export type UnitChange = z.infer<typeof unitChangeSchema>;

/** A place of service the plan does not take. */
export const placeChangeSchema = z.strictObject({ id: idSchema, code: z.string().max(2), ...span });
export type PlaceChange = z.infer<typeof placeChangeSchema>;

/** A code as ICD-10-CM writes it, with its dot. */
const diagnosisSchema = z
  .string()
  .trim()
  .transform(formatDiagnosis)
  .pipe(z.string().regex(/^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/, { error: 'A diagnosis looks like Z59.01.' }));

/** A diagnosis a plan treats in another way than the code list of the day does. */
export const diagnosisChangeSchema = z.strictObject({
  id: idSchema,
  code: diagnosisSchema,
  /** True: the plan takes it whatever the list says. False: it does not, though the list has it. */
  taken: z.boolean(),
  /** What to send in its place, where the plan says so. */
  instead: diagnosisSchema.nullable(),
  ...span,
});
export type DiagnosisChange = z.infer<typeof diagnosisChangeSchema>;

/** What one plan's table changes, all of which goes live together. */
export const packChangesSchema = z.object({
  rows: z.array(rowChangeSchema).max(100).default([]),
  units: z.array(unitChangeSchema).max(20).default([]),
  places: z.array(placeChangeSchema).max(60).default([]),
  diagnoses: z.array(diagnosisChangeSchema).max(100).default([]),
});
export type PackChanges = z.infer<typeof packChangesSchema>;

/** A table without changes. */
export const NO_CHANGES: PackChanges = { rows: [], units: [], places: [], diagnoses: [] };

/** How many changes there are. */
export function countChanges(changes: PackChanges): number {
  return changes.rows.length + changes.units.length + changes.places.length + changes.diagnoses.length;
}

/** The id of the row a change makes: the shipped row's words stay readable in it. */
export function changedRuleId(change: Pick<RowChange, 'id' | 'replaces' | 'program' | 'when'>): string {
  const { program, when } = change;
  const who = when.clinical === null ? 'any' : when.clinical ? 'clinical' : 'non-clinical';
  return `${change.replaces ?? `${program.toLowerCase()}.${when.phase}.own.${who}`}~${change.id}`;
}

/** The id under which a changed diagnosis is signed off. */
export function diagnosisRuleId(change: Pick<DiagnosisChange, 'id' | 'code'>): string {
  return `diagnosis:${change.code}~${change.id}`;
}

interface Span {
  readonly from: string;
  readonly to: string | null;
}

/** Whether two spans of service dates have a day in common. */
export function spansMeet(one: Span, other: Span): boolean {
  return (one.to === null || other.from <= one.to) && (other.to === null || one.from <= other.to);
}

function share<Value>(one: readonly Value[] | null, other: readonly Value[] | null): boolean {
  return one === null || other === null || one.some((value) => other.includes(value));
}

const same = (one: boolean | null, other: boolean | null) => one === null || other === null || one === other;

/** Whether some service could fit both conditions. */
function conditionsMeet(one: RowChange['when'], other: RowChange['when']): boolean {
  return (
    one.phase === other.phase &&
    same(one.memberPresent, other.memberPresent) &&
    same(one.clinical, other.clinical) &&
    share(one.modes, other.modes)
  );
}

/**
 * What is wrong with a changed row beside the other changes of the draft and the shipped table, or null.
 *
 * Every service must find one row only, so a change that would give it two is refused with the other row's name.
 */
export function rowChangeProblem(
  change: RowChange,
  draft: PackChanges,
): { message: string; field: string } | null {
  const { from, to, replaces, program } = change;
  if (to !== null && to < from) return { message: 'It ends before it begins.', field: 'to' };
  const pack = PACKS.find((one) => one.program === program);
  if (pack && from < pack.effectiveFrom)
    return { message: `${program} began on ${pack.effectiveFrom}.`, field: 'from' };
  if (pack?.effectiveTo && (to === null || to > pack.effectiveTo))
    return { message: `${program} ended on ${pack.effectiveTo}.`, field: 'to' };
  const twin = draft.rows.find(
    (other) =>
      other.id !== change.id &&
      spansMeet(change, other) &&
      conditionsMeet(change.when, other.when) &&
      other.program === program,
  );
  if (twin) {
    const words = twin.code === null ? 'no code' : codeText(twin.code, twin.modifiers);
    return { message: `The draft has another row for the same services: ${words}.`, field: 'from' };
  }
  const shipped = PACK_ROWS.find(
    (row) =>
      row.id !== replaces &&
      row.program === program &&
      spansMeet(change, { from: row.effectiveFrom, to: row.effectiveTo }) &&
      conditionsMeet(change.when, {
        ...row.when,
        modes: row.when.modes === null ? null : [...row.when.modes],
      }) &&
      !draft.rows.some((other) => other.replaces === row.id && other.from <= from),
  );
  if (shipped) {
    const words = codeText(shipped.code, shipped.modifiers);
    return { message: `${words} speaks about the same services. Change that row instead.`, field: 'modes' };
  }
  return null;
}
