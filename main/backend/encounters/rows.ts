import { type EncounterRow, encounterStateSchema } from '#shared/encounters/contract.ts';
import { programSchema } from '#shared/members/member.ts';
import { placeOf } from '#shared/programs/places.ts';
import { countUnits } from '#shared/programs/units.ts';
import type { StoredLine } from './lines/store.ts';
import type { CheckedLine } from './open-lines.ts';

const MODE_WORDS = {
  in_person: null,
  phone: 'phone',
  video: 'video',
  text: 'text',
  without_member: 'without the member',
} as const;

/** "N. Brightwater". */
function initialName(name: string): string {
  const words = name.split(' ');
  return words.length < 2 ? name : `${(words[0] ?? '').charAt(0)}. ${words.at(-1)}`;
}

/** The place in one word or two: "hospital", "homeless shelter". */
function placeWord(code: string): string {
  const [first = ''] = (placeOf(code)?.label ?? 'in person').split(',');
  return first.toLowerCase();
}

/** "20 min, 1 unit, E11.9, phone, T. Larkspur": what a line says when nothing is wrong with it. */
function factWords(line: StoredLine, units: number): string {
  const attempt = line.facts.phase === 'outreach' && line.program === 'ECM';
  const where = MODE_WORDS[line.facts.mode] ?? placeWord(line.placeOfService);
  return [
    attempt ? '1 attempt' : `${line.minutes} min`,
    countUnits(units),
    line.diagnoses[0]?.code,
    where,
    initialName(line.staff.name),
  ]
    .filter(Boolean)
    .join(', ');
}

function baseRow(line: StoredLine) {
  return {
    id: line.id,
    noteId: line.noteId,
    memberId: line.member.id,
    memberName: line.member.name,
    planId: line.planId,
    planName: line.planName,
    program: programSchema.parse(line.program),
    serviceOn: line.serviceOn,
    startTime: line.startTime,
    minutes: line.minutes,
    mode: line.facts.mode,
    place: { code: line.placeOfService, label: placeOf(line.placeOfService)?.label ?? line.placeOfService },
    staff: { id: line.staff.id, name: line.staff.name, clinical: line.facts.clinical },
    diagnoses: line.diagnoses.map(({ code, label }) => ({ code, label })),
  };
}

/** The row of a line that was not built yet, listed under its first reason. */
export function openRow({ line, tag, holds, suggestion, warnings }: CheckedLine): EncounterRow {
  const [first, ...others] = holds;
  return {
    ...baseRow(line),
    code: tag.code ?? line.code,
    modifiers: tag.billable ? tag.modifiers : [...line.modifiers],
    units: tag.units,
    ruleId: tag.ruleId,
    state: first ? 'held' : 'ready',
    hint: first ? first.hint : factWords(line, tag.units),
    alsoHeldBy: others.map((hold) => hold.reason),
    warnings: [...warnings],
    fix: first?.fix ?? null,
    suggestion: suggestion ? { code: suggestion.code, label: suggestion.label } : null,
  };
}

/** The row of a line whose code is final: built, sent, or not billed at all. */
export function finalRow(line: StoredLine): EncounterRow {
  const stored = encounterStateSchema.safeParse(line.state);
  const state = stored.success ? stored.data : 'not_billable';
  return {
    ...baseRow(line),
    code: line.code,
    modifiers: [...line.modifiers],
    units: line.units,
    ruleId: line.ruleId,
    state,
    hint: line.keptBackBecause ? `Kept back: ${line.keptBackBecause}` : factWords(line, line.units),
    alsoHeldBy: [],
    warnings: [],
    fix: null,
    suggestion: null,
  };
}
