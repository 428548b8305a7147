import { OTHER_PROGRAM_CHOICES } from '#shared/programs/other-programs.ts';
import type { CallContext } from '../context.ts';
import { findProgramEventsOf } from './programs/store.ts';
import { findEntryRows } from './record/store.ts';

/** A span of days; no first or last day where nobody said one. */
export interface Span {
  readonly from: string | null;
  readonly to: string | null;
}

/** What decides on a day in the past whether a member was served, authorized, or in another program. */
export interface MemberSpans {
  readonly enrollments: readonly Span[];
  readonly authorizations: readonly (Span & { readonly number: string | null })[];
  readonly otherPrograms: readonly (Span & { readonly code: string; readonly title: string })[];
}

/** So many members are asked for in one query. */
const CHUNK = 500;

/** The dated spans of many members, in a few queries; a member without any is left out. */
export async function memberSpans(
  context: CallContext,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, MemberSpans>> {
  const spans = new Map<string, MemberSpans>();
  for (let start = 0; start < memberIds.length; start += CHUNK) {
    const ids = memberIds.slice(start, start + CHUNK);
    const entries = newestEntries(await findEntryRows(context.db, ids, ['authorization', 'other_program']));
    const events = await findProgramEventsOf(context.db, ids);
    for (const id of ids) {
      const own = entries.filter((entry) => entry.member_id === id);
      const steps = events.filter((event) => event.member_id === id);
      if (own.length > 0 || steps.length > 0) spans.set(id, toSpans(own, steps));
    }
  }
  return spans;
}

type Entry = Awaited<ReturnType<typeof findEntryRows>>[number];

/** The newest version of each entry that was not struck; rows come in the order of their versions. */
function newestEntries(rows: readonly Entry[]): Entry[] {
  const newest = new Map(rows.map((row) => [row.series_id, row]));
  return [...newest.values()].filter((row) => row.state !== 'struck');
}

function toSpans(
  entries: readonly Entry[],
  steps: readonly { readonly kind: string; readonly happened_on: string }[],
): MemberSpans {
  const ofKind = (kind: string) =>
    entries
      .filter((entry) => entry.kind === kind)
      .map((entry) => ({
        from: entry.valid_from,
        to: entry.valid_to,
        content: JSON.parse(entry.content) as Record<string, unknown>,
      }));
  return {
    enrollments: enrollmentsOf(steps),
    authorizations: ofKind('authorization').map(({ from, to, content }) => ({
      from,
      to,
      number: typeof content.number === 'string' ? content.number : null,
    })),
    otherPrograms: ofKind('other_program').map(({ from, to, content }) => ({
      from,
      to,
      code: String(content.code ?? ''),
      title: OTHER_PROGRAM_CHOICES.find(([code]) => code === content.code)?.[1] ?? 'Another program',
    })),
  };
}

/** Each enrollment with the step that ended it. */
function enrollmentsOf(steps: readonly { readonly kind: string; readonly happened_on: string }[]): Span[] {
  const spans: { from: string; to: string | null }[] = [];
  for (const { kind, happened_on: on } of steps) {
    const open = spans.at(-1);
    if (kind === 'enrolled') spans.push({ from: on, to: null });
    else if (open && open.to === null && (kind === 'ended' || kind === 'transferred')) open.to = on;
  }
  return spans;
}

/** The span that covers a day, the latest one of several. */
export function spanOn<One extends Span>(spans: readonly One[], day: string): One | undefined {
  return spans
    .filter(({ from, to }) => (from === null || from <= day) && (to === null || day <= to))
    .sort((a, b) => (b.from ?? '').localeCompare(a.from ?? ''))[0];
}
