import { dateInWords } from '../dates.ts';
import { foldText } from '../members/normalize.ts';
import type { FieldChange, RowProblem } from './contract.ts';
import type { FieldKey } from './fields.ts';
import { FIELD_KEYS, rosterField } from './fields.ts';
import type { ReadRow, RowValues } from './read-row.ts';

/** A member on file, as far as a roster touches one. */
export interface MemberOnFile {
  readonly id: string;
  readonly planId: string;
  readonly planName: string;
  readonly name: string;
  /** In the same writing as a row's values; fields without a value are left out. */
  readonly values: RowValues;
  /** Fields a person corrected here: shown, never overwritten. */
  readonly corrected: readonly string[];
  /** True when an earlier roster no longer listed the member. */
  readonly offRoster: boolean;
  /** Where the member stands, in a few words: "ECM, tier 1, enrolled Apr 2". */
  readonly standing: string;
  /** False once service or outreach has ended: such a member is not missed in a file. */
  readonly open: boolean;
}

/** A row with what it would do. */
export interface ComparedRow extends ReadRow {
  readonly kind: 'new' | 'changed' | 'same' | 'problem';
  readonly member: MemberOnFile | null;
  readonly changes: readonly FieldChange[];
}

/** The whole comparison. */
export interface Comparison {
  readonly rows: readonly ComparedRow[];
  /** Members of the plan the file no longer lists; they are marked, never deleted. */
  readonly gone: readonly MemberOnFile[];
}

/** Compares a file's rows with the members on file: by CIN first, then by name and birthday. */
export function compareRoster(
  plan: { readonly id: string; readonly name: string },
  rows: readonly ReadRow[],
  onFile: readonly MemberOnFile[],
  today: string,
): Comparison {
  const byCin = new Map(onFile.map((member) => [member.values.cin, member]));
  const byPerson = new Map(onFile.map((member) => [personKey(member.values), member]));
  const byName = new Map(onFile.map((member) => [nameKey(member.values), member]));
  const cinsInFile = new Set(rows.map((row) => row.values.cin));
  const firstRow = new Map<string, number>();
  const matched = new Set<string>();
  const compared = rows.map((row): ComparedRow => {
    const { cin } = row.values;
    const earlier = cin === undefined ? undefined : firstRow.get(cin);
    const member = cin === undefined ? undefined : byCin.get(cin);
    if (member) matched.add(member.id);
    if (row.problems.length > 0) {
      // A row that cannot be read still tells that the plan lists this person: nobody is marked gone for it.
      const meant = member ?? byName.get(nameKey(row.values)) ?? null;
      if (meant) matched.add(meant.id);
      return problem(row, meant, row.problems);
    }
    if (earlier !== undefined) {
      return problem(row, member ?? null, [cinProblem(`Row ${earlier} has the same CIN.`)]);
    }
    if (cin !== undefined) firstRow.set(cin, row.rowNumber);
    if (member) {
      if (isSomebodyElse(row.values, member.values)) {
        return problem(row, member, [cinProblem(otherPerson(member, today))]);
      }
      return matchedRow(plan, row, member);
    }
    const twin = byPerson.get(personKey(row.values));
    if (twin && twin.planId === plan.id && !cinsInFile.has(twin.values.cin) && !matched.has(twin.id)) {
      matched.add(twin.id);
      return matchedRow(plan, row, twin);
    }
    return { ...row, kind: 'new', member: null, changes: [] };
  });
  const gone = onFile.filter(
    (member) => member.planId === plan.id && member.open && !member.offRoster && !matched.has(member.id),
  );
  return { rows: compared, gone };
}

function problem(row: ReadRow, member: MemberOnFile | null, problems: readonly RowProblem[]): ComparedRow {
  return { ...row, kind: 'problem', member, changes: [], problems };
}

function cinProblem(sentence: string): RowProblem {
  return { column: null, field: 'cin', sentence };
}

function otherPerson(member: MemberOnFile, today: string): string {
  const born = dateInWords(member.values.birthDate ?? today, today);
  return `This CIN belongs to ${member.name}, born ${born}, in Hearth. Name and birthday differ.`;
}

function nameKey(values: RowValues): string {
  return foldText(`${values.lastName}|${values.firstName}`);
}

function personKey(values: RowValues): string {
  return foldText(`${values.lastName}|${values.firstName}|${values.birthDate}`);
}

/** Another birthday and neither name alike: most likely a CIN typed wrong, so nothing is overwritten. */
function isSomebodyElse(row: RowValues, member: RowValues): boolean {
  const alike = (field: 'firstName' | 'lastName') =>
    foldText(row[field] ?? '') === foldText(member[field] ?? '');
  return row.birthDate !== member.birthDate && !alike('firstName') && !alike('lastName');
}

function matchedRow(
  plan: { readonly id: string; readonly name: string },
  row: ReadRow,
  member: MemberOnFile,
): ComparedRow {
  const changes = fieldChanges(row.values, member);
  if (member.planId !== plan.id) {
    changes.unshift({ field: 'plan', label: 'Plan', from: member.planName, to: plan.name, kept: false });
  }
  if (member.offRoster) {
    changes.push({
      field: 'offRoster',
      label: 'Plan’s file',
      from: 'not listed',
      to: 'listed again',
      kept: false,
    });
  }
  const applies = changes.some((change) => !change.kept);
  return { ...row, kind: applies ? 'changed' : 'same', member, changes };
}

/** Fields whose value the row would change; blank cells change nothing, and the day of assignment stays. */
export function fieldChanges(row: RowValues, member: MemberOnFile): FieldChange[] {
  return FIELD_KEYS.flatMap((field): FieldChange[] => {
    const to = row[field];
    const from = member.values[field] ?? null;
    if (to === undefined || sameValue(field, from, to)) return [];
    if (field === 'assignedOn' && from !== null) return [];
    const kept = member.corrected.includes(field);
    return [{ field, label: rosterField(field).label, from, to, kept }];
  });
}

/** Capitals and accents are spelling, not news; an initial is not a change of a longer name. */
function sameValue(field: FieldKey, from: string | null, to: string): boolean {
  if (from === null) return false;
  const [a, b] = [foldText(from), foldText(to)];
  if (a === b) return true;
  const { kind } = rosterField(field);
  if (field === 'middleName') return b.replace('.', '').length === 1 && a.startsWith(b.charAt(0));
  if (kind === 'zip') return a.startsWith(b) && b.length === 5;
  return false;
}
