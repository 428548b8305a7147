import { Temporal } from 'temporal-polyfill';
import { assembleFile, controlNumber, setCount } from '#shared/encounters/assemble.ts';
import { type ClaimDraft, groupClaims, type ReadyLine } from '#shared/encounters/claims.ts';
import { fileName } from '#shared/encounters/file-name.ts';
import { digitsOnly } from '#shared/encounters/x12/characters.ts';
import type { Segment837 } from '#shared/encounters/x12/model.ts';
import { segments837p } from '#shared/encounters/x12/write-837p.ts';
import type { Agency } from '#shared/settings/contract.ts';
import type { CallContext } from '../../context.ts';
import { getPlan, type StoredPlan } from '../../plans/plans.ts';
import { getAgency } from '../../settings/agency.ts';
import type { CheckedLine } from '../open-lines.ts';
import { hasFileName, peekNumber, takeNumbers } from './store.ts';

/** The counters that number files; shared by all plans, so that no number ever stands for two things. */
const COUNTERS = {
  interchange: 'x12.interchange',
  group: 'x12.group',
  set: 'x12.set',
  claim: 'x12.claim',
} as const;

/** Ready lines of one plan, put together into claims. */
export interface PlanClaims {
  readonly plan: StoredPlan;
  readonly agency: Agency;
  readonly claims: readonly ClaimDraft[];
}

/** A planned or built file with its segments, and the numbers that are in it. */
export interface PlannedFile {
  readonly name: string;
  readonly control: string;
  readonly firstClaim: number;
  readonly segments: readonly Segment837[];
  readonly text: string;
}

/** The ready lines of each plan, by short name of the plan. */
export async function gatherClaims(
  context: CallContext,
  checked: readonly CheckedLine[],
): Promise<PlanClaims[]> {
  const agency = await getAgency(context);
  const byPlan = new Map<string, ReadyLine[]>();
  for (const { line, tag, holds } of checked) {
    if (holds.length > 0) continue;
    const lines = byPlan.get(line.planId) ?? [];
    lines.push({ ...line, tag });
    byPlan.set(line.planId, lines);
  }
  const gathered: PlanClaims[] = [];
  for (const [planId, lines] of byPlan) {
    const plan = await getPlan(context, planId);
    const claims = groupClaims(lines, plan.profile.edi.rendering, agency.npi);
    gathered.push({ plan, agency, claims });
  }
  return gathered.sort((a, b) => a.plan.shortName.localeCompare(b.plan.shortName));
}

/** Peeks at counters or takes from them; the counts are what one file needs. */
export type NumberSource = (key: string, count: number) => Promise<number>;

/** Takes numbers for good. */
export function takingNumbers(context: CallContext): NumberSource {
  return (key, count) => takeNumbers(context.db, key, count);
}

/** Looks at what the next numbers would be, several files in a row, and uses none. */
export function peekingNumbers(context: CallContext): NumberSource {
  const next = new Map<string, number>();
  return async (key, count) => {
    const first = next.get(key) ?? (await peekNumber(context.db, key));
    next.set(key, first + count);
    return first;
  };
}

/** Day and minute of now in the agency's time zone. */
function localTime(context: CallContext): { date: string; time: string } {
  const now = Temporal.Instant.from(context.now()).toZonedDateTimeISO(context.workspace.timeZone);
  return { date: now.toPlainDate().toString(), time: now.toPlainTime().toString({ smallestUnit: 'minute' }) };
}

/** Writes the file of one plan with numbers from the source. */
export async function writePlanFile(
  context: CallContext,
  { plan, agency, claims }: PlanClaims,
  numbers: NumberSource,
): Promise<PlannedFile> {
  const { edi } = plan.profile;
  const { date, time } = localTime(context);
  const interchange = await numbers(COUNTERS.interchange, 1);
  const group = await numbers(COUNTERS.group, 1);
  const set = await numbers(COUNTERS.set, setCount(claims.length, edi.claimsPerTransaction));
  const claim = await numbers(COUNTERS.claim, claims.length);
  const sequence = await numbers(`file.${plan.id}.${date}`, 1);
  const control = controlNumber(interchange);
  const wanted = fileName(plan.profile.fileNameTemplate, {
    sender: edi.senderId,
    date,
    sequence,
    control,
    usage: edi.usage,
  });
  const taken = await hasFileName(context.db, plan.id, wanted);
  const file = assembleFile({
    plan,
    agency,
    claims,
    numbers: { interchange, group, set, claim },
    date,
    time,
  });
  const segments = [...segments837p(file)];
  return {
    name: taken ? `${control}_${wanted}` : wanted,
    control,
    firstClaim: claim,
    segments,
    text: segments.map((segment) => segment.text).join(''),
  };
}

/** Things worth knowing about a file that stop nothing. */
export function fileNotes(agency: Agency, plan: StoredPlan): string[] {
  const notes: string[] = [];
  if (digitsOnly(agency.zip).length === 5) {
    notes.push('The agency’s ZIP has no last four digits; 9998 stands in for them.');
  }
  if (plan.profile.edi.usage === 'T') notes.push('A test file. The plan will not count it.');
  return notes;
}
