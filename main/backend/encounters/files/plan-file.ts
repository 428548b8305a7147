import { Temporal } from 'temporal-polyfill';
import { controlNumber, FileAssembler } from '#shared/encounters/assemble.ts';
import type { ClaimDraft } from '#shared/encounters/claims.ts';
import { fileName } from '#shared/encounters/file-name.ts';
import { digitsOnly } from '#shared/encounters/x12/characters.ts';
import type { ClaimPlace } from '#shared/encounters/x12/model.ts';
import { FileCheck837, type Validation837 } from '#shared/encounters/x12/validate-837p.ts';
import type { Agency } from '#shared/settings/contract.ts';
import type { CallContext } from '../../context.ts';
import { peekNumber, takeNumbers } from '../../db/counters.ts';
import { dailyFileCounter, type StoredPlan } from '../../plans/plans.ts';
import { getAgency } from '../../settings/agency.ts';
import { claimsOfPlan } from './claims-of-plan.ts';
import { hasFileName } from './store.ts';

/** The counters that number files; shared by all plans, so that no number ever stands for two things. */
export const COUNTERS = {
  interchange: 'x12.interchange',
  group: 'x12.group',
  set: 'x12.set',
  claim: 'x12.claim',
} as const;
type Counter = keyof typeof COUNTERS;

/** What building or looking at a file gets to see while it is written. */
export interface FileReader {
  /** The next bytes of the file. */
  bytes(bytes: Buffer): void;
  /** A few claims with where each stands in its file, and what shows them. */
  claims(
    drafts: readonly ClaimDraft[],
    places: readonly ClaimPlace[],
    shown: ShownClaims,
  ): Promise<void> | void;
}

/** How claims look in the file, for the preview; nothing is put together before it is asked for. */
export interface ShownClaims {
  /** Segments or rows of all of them. */
  readonly pieces: () => number;
  /** One claim: its segments, or its columns with a value for each line. */
  readonly claim: (place: ClaimPlace) => ShownClaim;
}

/** One claim as it stands in its file. */
export interface ShownClaim {
  /** How many pieces of these claims stand before it. */
  readonly before: number;
  readonly segments: readonly string[];
  /** In an invoice: each heading with the value of every line. */
  readonly columns: readonly { readonly heading: string; readonly values: readonly string[] }[];
}

/** A written file without its text. */
export interface WrittenFile {
  readonly name: string;
  readonly control: string;
  readonly verdict: Validation837;
  readonly members: number;
}

/** Where numbers come from: looked at first, used up once the file stands. */
export interface Numbers {
  next(counter: string): Promise<number>;
  use(counter: string, count: number): Promise<void>;
}

/** Takes numbers for good, in the caller's transaction. */
export function takingNumbers(context: CallContext): Numbers {
  return {
    next: (counter) => peekNumber(context.db, counter),
    use: async (counter, count) => {
      if (count > 0) await takeNumbers(context.db, counter, count);
    },
  };
}

/** Looks at what the next numbers would be, several files in a row, and uses none. */
export function peekingNumbers(context: CallContext): Numbers {
  const used = new Map<string, number>();
  return {
    next: async (counter) => (await peekNumber(context.db, counter)) + (used.get(counter) ?? 0),
    use: async (counter, count) => {
      used.set(counter, (used.get(counter) ?? 0) + count);
    },
  };
}

/** Day and minute of now in the agency's time zone. */
export function localTime(context: CallContext): { date: string; time: string } {
  const now = Temporal.Instant.from(context.now()).toZonedDateTimeISO(context.workspace.timeZone);
  return { date: now.toPlainDate().toString(), time: now.toPlainTime().toString({ smallestUnit: 'minute' }) };
}

/** The file's name by the plan's template; a name that was used before gets the control number in front. */
export async function nameOf(
  context: CallContext,
  plan: StoredPlan,
  template: string,
  facts: { readonly date: string; readonly sequence: number; readonly control: string },
): Promise<string> {
  const { edi } = plan.profile;
  const wanted = fileName(template, {
    ...facts,
    sender: edi.senderId,
    usage: edi.usage,
  });
  return (await hasFileName(context.db, plan.id, wanted)) ? `${facts.control}_${wanted}` : wanted;
}

/**
 * Writes the 837P of one plan from its ready lines, piece by piece, and checks it on the way; null when no line is
 * ready, and then no number is used.
 *
 * The whole file is never held: `read` takes the pieces.
 */
export async function writePlanFile(
  context: CallContext,
  plan: StoredPlan,
  numbers: Numbers,
  read: FileReader,
): Promise<WrittenFile | null> {
  const agency = await getAgency(context);
  const { date, time } = localTime(context);
  const next = (counter: Counter) => numbers.next(COUNTERS[counter]);
  const [interchange, group] = [await next('interchange'), await next('group')];
  const first = { interchange, group, set: await next('set'), claim: await next('claim') };
  const assembler = new FileAssembler({ plan, agency, numbers: first, date, time });
  const check = new FileCheck837();
  let members = 0;
  const write = (text: string) => {
    check.add(text);
    read.bytes(Buffer.from(text, 'latin1'));
  };
  for await (const drafts of claimsOfPlan(context, plan, agency.npi)) {
    let text = assembler.used.claims === 0 ? assembler.start() : '';
    const places: ClaimPlace[] = [];
    for (const block of assembler.add(drafts)) {
      text += block.text;
      places.push(...block.claims);
      members += 1;
    }
    write(text);
    await read.claims(drafts, places, shownSegments(text));
  }
  if (assembler.used.claims === 0) return null;
  write(assembler.end());
  const { claims, sets } = assembler.used;
  const daily = dailyFileCounter(plan.id, date);
  const control = controlNumber(interchange);
  const name = await nameOf(context, plan, plan.profile.fileNameTemplate, {
    date,
    control,
    sequence: await numbers.next(daily),
  });
  const counts = { interchange: 1, group: 1, set: sets, claim: claims };
  for (const counter of Object.keys(COUNTERS) as Counter[])
    await numbers.use(COUNTERS[counter], counts[counter]);
  await numbers.use(daily, 1);
  return { name, control, members, verdict: check.end() };
}

/** Claims out of a piece of an 837P; a claim ends where the next one or another level begins. */
function shownSegments(text: string): ShownClaims {
  return {
    pieces: () => text.split('~').length - 1,
    claim: ({ id }) => {
      const all = text.split('~').slice(0, -1);
      const from = all.findIndex((segment) => segment.startsWith(`CLM*${id}*`));
      const next = all.findIndex((segment, at) => at > from && /^(CLM|HL|SE)\*/.test(segment));
      const own = all.slice(from, next < 0 ? undefined : next);
      return { before: from, segments: own.map((segment) => `${segment}~`), columns: [] };
    },
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
