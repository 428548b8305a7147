import { z } from 'zod';
import type { Program } from '../members/member.ts';
import type { Evidence, PackRow, Phase, ServiceMode } from './pack.ts';
import { codeText, evidenceSchema } from './pack.ts';
import { isEffective } from './packs.ts';
import { countUnits, type UnitSettings, unitsFor, unitsRuleId } from './units.ts';

/** What decides the code of a service; staff never type a code or a modifier. */
export interface ServiceFacts {
  readonly program: Program | null;
  /** The day of service, `YYYY-MM-DD`. */
  readonly serviceOn: string;
  /** Null when the member's service had ended by then. */
  readonly phase: Phase | null;
  readonly mode: ServiceMode;
  readonly clinical: boolean;
  readonly minutes: number;
  /** Units the member already has that day; only a plan's daily cap looks at them. */
  readonly earlierUnits?: number | undefined;
  /** Who served, added in parentheses: "you", "Ines C.". */
  readonly staffWords?: string | undefined;
}

/** A piece of a sentence; facts that decided something are set in bold. */
export const sentencePartSchema = z.object({ text: z.string(), fact: z.boolean() });
export type SentencePart = z.infer<typeof sentencePartSchema>;

/** Why there is nothing to bill. */
export const NOT_BILLABLE_KINDS = [
  'no_program',
  'service_ended',
  'before_program',
  'after_program',
  'member_absent',
  'no_row',
  'no_minutes',
  'no_units',
] as const;
export const notBillableKindSchema = z.enum(NOT_BILLABLE_KINDS);
export type NotBillableKind = z.infer<typeof notBillableKindSchema>;

export const serviceTagSchema = z.object({
  billable: z.boolean(),
  code: z.string().nullable(),
  modifiers: z.array(z.string()),
  units: z.number().int(),
  ruleId: z.string().nullable(),
  /** The evidence of the row itself. */
  confirmed: evidenceSchema.nullable(),
  /** Ids that somebody must have confirmed with the plan before the line may leave: the row, the unit settings. */
  needs: z.array(z.string()),
  explanation: z.array(sentencePartSchema),
  counterfactual: z.string().nullable(),
  notBillableBecause: z.object({ kind: notBillableKindSchema, sentence: z.string() }).nullable(),
});
export type ServiceTag = z.infer<typeof serviceTagSchema>;

const MODE_LEAD: Readonly<Record<ServiceMode, string>> = {
  in_person: 'In person',
  phone: 'By phone',
  video: 'By video',
  text: 'By text message',
  without_member: 'Without the member',
};

const fact = (text: string): SentencePart => ({ text, fact: true });
const plain = (text: string): SentencePart => ({ text, fact: false });

/** The rows that match; the tables are built so that there is never more than one. */
export function matchingRows(facts: ServiceFacts, rows: readonly PackRow[]): readonly PackRow[] {
  const present = facts.mode !== 'without_member';
  return rows.filter(
    (row) =>
      row.program === facts.program &&
      isEffective(row, facts.serviceOn) &&
      row.when.phase === facts.phase &&
      (row.when.memberPresent === null || row.when.memberPresent === present) &&
      (row.when.modes === null || row.when.modes.includes(facts.mode)) &&
      (row.when.clinical === null || row.when.clinical === facts.clinical),
  );
}

/** The sentence as one text, for lists, the audit and screen readers. */
export function sentenceText(parts: readonly SentencePart[]): string {
  return parts.map((part) => part.text).join('');
}

function longDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return `${names[month - 1]} ${day}, ${year}`;
}

/** What would give another code if one fact were different, the likeliest slip first. */
function counterfactual(
  facts: ServiceFacts,
  rows: readonly PackRow[],
  current: string | null,
): string | null {
  const otherMode: ServiceMode = facts.mode === 'in_person' ? 'phone' : 'in_person';
  const otherPhase: Phase = facts.phase === 'service' ? 'outreach' : 'service';
  const withMember = facts.mode === 'without_member' ? ' with the member' : '';
  const changes: readonly (readonly [string, Partial<ServiceFacts>])[] = [
    [`${MODE_LEAD[otherMode]}${withMember}`, { mode: otherMode }],
    [facts.clinical ? 'By non-clinical staff' : 'By clinical staff', { clinical: !facts.clinical }],
    [otherPhase === 'service' ? 'After enrollment' : 'Before enrollment', { phase: otherPhase }],
  ];
  for (const [words, change] of changes) {
    const row = matchingRows({ ...facts, ...change }, rows)[0];
    if (!row) continue;
    const code = codeText(row.code, row.modifiers);
    if (code !== current) return `${words} it would be ${code}.`;
  }
  return null;
}

interface NoCode {
  readonly kind: NotBillableKind;
  readonly parts: readonly SentencePart[];
}

/** Why no row speaks about these facts: the first thing that would have to be different. */
function whyNoRow(facts: ServiceFacts, rows: readonly PackRow[]): NoCode {
  const because = 'Not billable because ';
  const { program } = facts;
  if (!program) {
    return {
      kind: 'no_program',
      parts: [plain(because), fact('no program'), plain(' is set for this member.')],
    };
  }
  const own = rows.filter((row) => row.program === program);
  if (!own.some((row) => isEffective(row, facts.serviceOn))) {
    const first = own.map((row) => row.effectiveFrom).sort()[0] ?? null;
    if (first && facts.serviceOn < first) {
      return {
        kind: 'before_program',
        parts: [plain(`${because}${program} `), fact(`began on ${longDate(first)}`), plain('.')],
      };
    }
    const last = own
      .map((row) => row.effectiveTo ?? '')
      .sort()
      .at(-1);
    const ended = last ? `ended on ${longDate(last)}` : 'has no rules on that day';
    return { kind: 'after_program', parts: [plain(`${because}${program} `), fact(ended), plain('.')] };
  }
  if (!facts.phase) {
    return {
      kind: 'service_ended',
      parts: [plain(because), fact('the member’s service had ended'), plain(' by that day.')],
    };
  }
  if (facts.mode === 'without_member') {
    return {
      kind: 'member_absent',
      parts: [
        plain(because),
        fact('the member was not there'),
        plain(` and ${program} has no code for that.`),
      ],
    };
  }
  const what = { in_person: 'a visit', phone: 'a phone call', video: 'a video call', text: 'a text message' };
  return {
    kind: 'no_row',
    parts: [plain(`${because}${program} has no code for `), fact(what[facts.mode]), plain('.')],
  };
}

function notBillable(
  reason: NoCode,
  hint: string | null,
  row: PackRow | null = null,
  needs: readonly string[] = [],
): ServiceTag {
  return {
    billable: false,
    code: null,
    modifiers: [],
    units: 0,
    ruleId: row?.id ?? null,
    confirmed: row?.confirmed ?? null,
    needs: [...needs],
    explanation: [...reason.parts],
    counterfactual: hint,
    notBillableBecause: { kind: reason.kind, sentence: sentenceText(reason.parts) },
  };
}

function explain(facts: ServiceFacts, row: PackRow, units: number, settings: UnitSettings): SentencePart[] {
  const parts: SentencePart[] = [];
  const before = row.when.phase === 'outreach';
  const who = facts.clinical ? 'clinical staff' : 'non-clinical staff';
  // A fact that the row does not look at is left out: the sentence names what decided, nothing else.
  if (row.when.modes !== null || row.when.memberPresent !== null)
    parts.push(fact(MODE_LEAD[facts.mode]), plain(', '));
  if (row.when.clinical !== null) {
    const named = facts.staffWords ? ` (${facts.staffWords})` : '';
    parts.push(plain('by '), fact(who), plain(`${named}, `));
  }
  if (before) parts.push(fact(parts.length > 0 ? 'before enrollment' : 'Before enrollment'), plain(', '));
  else parts.push(plain('for an '), fact('enrolled'), plain(' member, '));
  parts.push(plain(`so ${codeText(row.code, row.modifiers)}. `));
  parts.push(
    plain(
      row.unitsFrom === 'attempt'
        ? 'One attempt is 1 unit.'
        : `${facts.minutes} ${facts.minutes === 1 ? 'minute makes' : 'minutes make'} ${countUnits(units)} of ${settings.minutesPerUnit}.`,
    ),
  );
  return parts;
}

/**
 * Finds the code, modifiers and units of a service, with the sentence that says why.
 *
 * Program and day of service choose the table, never a modifier: U2 is "by phone" in HHP and "non-clinical" in ECM.
 * Every set of facts gives exactly one row or one reason for not billing.
 *
 * @see DHCS, "Coding Options for ECM and Community Supports"; the rows name their own sources.
 */
export function tagService(
  facts: ServiceFacts,
  rows: readonly PackRow[],
  settings: UnitSettings,
): ServiceTag {
  const row = matchingRows(facts, rows)[0];
  if (!row) return notBillable(whyNoRow(facts, rows), facts.phase ? counterfactual(facts, rows, null) : null);

  const code = codeText(row.code, row.modifiers);
  const byMinutes = row.unitsFrom === 'minutes';
  const needs = [
    ...(row.confirmed === 'confirm_with_plan' ? [row.id] : []),
    ...(byMinutes ? [unitsRuleId(settings)] : []),
  ];
  if (facts.minutes < 1) {
    const parts = [plain('Not billable because '), fact('no minutes'), plain(' are written down.')];
    return notBillable({ kind: 'no_minutes', parts }, null, row, needs);
  }
  const units = byMinutes ? unitsFor(facts.minutes, settings, facts.earlierUnits ?? 0) : 1;
  if (units < 1) {
    const parts = [
      plain('Not billable because '),
      fact(`${facts.minutes} minutes make no unit`),
      plain(settings.dailyCap === null ? ' for this plan.' : ' beyond the plan’s daily limit.'),
    ];
    return notBillable({ kind: 'no_units', parts }, null, row, needs);
  }
  return {
    billable: true,
    code: row.code,
    modifiers: [...row.modifiers],
    units,
    ruleId: row.id,
    confirmed: row.confirmed satisfies Evidence,
    needs,
    explanation: explain(facts, row, units, settings),
    counterfactual: counterfactual(facts, rows, code),
    notBillableBecause: null,
  };
}
