import { foldText } from '../members/normalize.ts';
import type { FieldChange, RosterAnswer, RowProblem } from './contract.ts';
import type { FieldKey } from './fields.ts';
import { FIELD_KEYS, rosterField } from './fields.ts';
import { agreement, LookalikeFinder, nameKey, otherPerson, personKey, swappedCins } from './identity.ts';
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

/** A question about a row that only a person can answer; until then the row stays out. */
export interface RosterQuestion {
  /**
   * `lookalike`: somebody on file may be this person. `cin`: the CIN is known, name or birthday say somebody else.
   * `two_plans`: another plan still lists the member.
   */
  readonly kind: 'lookalike' | 'cin' | 'two_plans';
  readonly because: string;
}

/** A row with what it would do. */
export interface ComparedRow extends ReadRow {
  readonly kind: 'new' | 'changed' | 'same' | 'problem' | 'duplicate';
  /** What applying does with it: `out` leaves it out. */
  readonly effect: 'add' | 'change' | 'none' | 'out';
  readonly member: MemberOnFile | null;
  readonly changes: readonly FieldChange[];
  readonly question: RosterQuestion | null;
  readonly answer: RosterAnswer | null;
}

/** The whole comparison. */
export interface Comparison {
  readonly rows: readonly ComparedRow[];
  /** Members of the plan the file no longer lists; they are marked, never deleted. */
  readonly gone: readonly MemberOnFile[];
}

/** What a person said about a row and a member; undefined while nobody did. */
export type AnswerOf = (rowNumber: number, memberId: string) => RosterAnswer | undefined;

type Plan = { readonly id: string; readonly name: string };

/**
 * Compares a file's rows with the members on file, of this plan and of others: by CIN first, then by name and
 * birthday, then by likeness, which is only asked and never assumed.
 */
export function compareRoster(...args: Parameters<typeof compareInSteps>): Comparison {
  const steps = compareInSteps(...args);
  let turn = steps.next();
  while (!turn.done) turn = steps.next();
  return turn.value;
}

const ROWS_PER_STEP = 500;

/** `compareRoster` in steps of some rows, telling how many are done, so that other work gets its turn. */
export function* compareInSteps(
  plan: Plan,
  rows: readonly ReadRow[],
  onFile: readonly MemberOnFile[],
  today: string,
  answerOf: AnswerOf = () => undefined,
): Generator<number, Comparison> {
  const byCin = new Map<string | undefined, MemberOnFile>();
  // The plan's own record comes before another plan's of the same CIN.
  for (const member of onFile) {
    if (member.planId === plan.id || !byCin.has(member.values.cin)) byCin.set(member.values.cin, member);
  }
  const own = onFile.filter((member) => member.planId === plan.id);
  const byPerson = new Map(own.map((member) => [personKey(member.values), member]));
  const byName = new Map(own.map((member) => [nameKey(member.values), member]));
  const cinsInFile = new Set(rows.map((row) => row.values.cin));
  const firstRow = new Map<string, number>();
  const people = new Map<string, number>();
  const matched = new Set<string>();
  const taken = new Set<string>();
  let finder: LookalikeFinder | null = null;

  const take = (row: ReadRow, member: MemberOnFile): ComparedRow => {
    matched.add(member.id);
    if (taken.has(member.id)) {
      return problem(row, member, [cinProblem(`An earlier row is ${member.name} already.`)]);
    }
    taken.add(member.id);
    return matchedRow(plan, row, member);
  };

  const ask = (row: ReadRow, member: MemberOnFile, question: RosterQuestion): ComparedRow => {
    matched.add(member.id);
    const answer = answerOf(row.rowNumber, member.id) ?? null;
    const asked = { kind: 'duplicate' as const, question, answer };
    const changes = changesFrom(plan, row, member);
    if (answer === 'same') {
      const taking = take(row, member);
      return taking.kind === 'problem' ? taking : { ...taking, ...asked, effect: 'change' };
    }
    const adds = answer === 'different' && question.kind === 'lookalike';
    return { ...row, ...asked, member, changes, effect: adds ? 'add' : 'out' };
  };

  const byItsCin = (row: ReadRow, member: MemberOnFile): ComparedRow => {
    matched.add(member.id);
    const likely = agreement(row.values, member.values);
    const person = byPerson.get(personKey(row.values));
    if (likely !== 'same' && person && person.id !== member.id) {
      matched.add(person.id);
      return problem(row, member, [cinProblem(swappedCins(member, person))]);
    }
    if (likely === 'other') return problem(row, member, [cinProblem(otherPerson(member, today))]);
    if (likely === 'doubtful') {
      return ask(row, member, {
        kind: 'cin',
        because: 'Same CIN, but the name or the birthday is another one.',
      });
    }
    if (member.planId !== plan.id && member.open && !member.offRoster) {
      const because = `${member.planName} still lists this member too. A member has one plan at a time.`;
      return ask(row, member, { kind: 'two_plans', because });
    }
    return take(row, member);
  };

  const withoutCin = (row: ReadRow): ComparedRow => {
    const twin = byPerson.get(personKey(row.values));
    if (twin && !cinsInFile.has(twin.values.cin) && !matched.has(twin.id)) return take(row, twin);
    // A CIN is one person's in all of California: in another plan only the CIN says who somebody is.
    finder ??= new LookalikeFinder(own);
    const found = finder.find(row.values, (one) => !cinsInFile.has(one.values.cin) && !matched.has(one.id));
    if (found) {
      const because = `${capital(found.because)}, but another CIN.`;
      return ask(row, found.member, { kind: 'lookalike', because });
    }
    return { ...row, kind: 'new', effect: 'add', member: null, changes: [], question: null, answer: null };
  };

  const compareOne = (plainRow: ReadRow): ComparedRow => {
    const { cin } = plainRow.values;
    const earlier = cin === undefined ? undefined : firstRow.get(cin);
    const member = cin === undefined ? undefined : byCin.get(cin);
    if (plainRow.problems.length > 0) {
      // A row that cannot be read still tells that the plan lists this person: nobody is marked gone for it.
      const meant = member ?? byName.get(nameKey(plainRow.values)) ?? null;
      if (meant) matched.add(meant.id);
      return problem(plainRow, meant, plainRow.problems);
    }
    if (earlier !== undefined) {
      if (member) matched.add(member.id);
      return problem(plainRow, member ?? null, [cinProblem(`Row ${earlier} has the same CIN.`)]);
    }
    if (cin !== undefined) firstRow.set(cin, plainRow.rowNumber);
    const row = withTwinNote(plainRow, people);
    return member ? byItsCin(row, member) : withoutCin(row);
  };
  const compared: ComparedRow[] = [];
  for (const row of rows) {
    compared.push(compareOne(row));
    if (compared.length % ROWS_PER_STEP === 0) yield compared.length;
  }
  const gone = own.filter((member) => member.open && !member.offRoster && !matched.has(member.id));
  return { rows: compared, gone };
}

/** Two rows of one file with the same name and birthday and two CINs: said, because only the plan can know. */
function withTwinNote(row: ReadRow, people: Map<string, number>): ReadRow {
  const key = personKey(row.values);
  const earlier = people.get(key);
  if (earlier === undefined) {
    people.set(key, row.rowNumber);
    return row;
  }
  const sentence = `Row ${earlier} has the same name and birthday with another CIN.`;
  return { ...row, notes: [...row.notes, { column: null, field: 'cin', sentence }] };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function problem(row: ReadRow, member: MemberOnFile | null, problems: readonly RowProblem[]): ComparedRow {
  const rest = { kind: 'problem', effect: 'out', question: null, answer: null } as const;
  return { ...row, ...rest, member, changes: [], problems };
}

function cinProblem(sentence: string): RowProblem {
  return { column: null, field: 'cin', sentence };
}

function matchedRow(plan: Plan, row: ReadRow, member: MemberOnFile): ComparedRow {
  const changes = changesFrom(plan, row, member);
  const applies = changes.some((change) => !change.kept);
  return {
    ...row,
    kind: applies ? 'changed' : 'same',
    effect: 'change',
    member,
    changes,
    question: null,
    answer: null,
  };
}

function changesFrom(plan: Plan, row: ReadRow, member: MemberOnFile): FieldChange[] {
  const changes = fieldChanges(row.values, member);
  if (member.planId !== plan.id) {
    changes.unshift({ field: 'plan', label: 'Plan', from: member.planName, to: plan.name, kept: false });
  }
  if (member.offRoster) {
    const listed = { from: 'not listed', to: 'listed again', kept: false };
    changes.push({ field: 'offRoster', label: 'Plan’s file', ...listed });
  }
  return changes;
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
