import { codeText } from '#shared/programs/pack.ts';
import type { ReplayedNote } from '#shared/programs/replay.ts';
import type { CallContext } from '../context.ts';
import { countPeriod, selectPeriod } from './lines/store.ts';

/** A plan's signed notes of a span of service dates. */
interface Period {
  readonly planId: string;
  readonly from: string;
  readonly to: string;
}

/** How many signed notes of a plan a period has. */
export async function countPeriodNotes(context: CallContext, period: Period): Promise<number> {
  return countPeriod(context.db, period);
}

/** A page of them with the facts they were signed with; `next` is null after the last one. */
export async function readPeriodNotes(
  context: CallContext,
  page: Period & { readonly after: string; readonly limit: number },
): Promise<{ readonly notes: readonly ReplayedNote[]; readonly read: number; readonly next: string | null }> {
  const lines = await selectPeriod(context.db, page);
  // What a person kept back is not billed, whatever the table says.
  const billed = lines.filter((line) => !line.keptBackBecause);
  const notes = billed.map((line) => ({
    noteId: line.noteId,
    memberId: line.member.id,
    memberName: line.member.name,
    staffName: line.staff.name,
    facts: line.facts,
    diagnoses: line.diagnoses.map(({ code }) => code),
    sent:
      line.state === 'ready' || line.state === 'not_billable' || line.code === null
        ? null
        : { code: codeText(line.code, line.modifiers), units: line.units },
  }));
  return { notes, read: lines.length, next: lines.length < page.limit ? null : (lines.at(-1)?.id ?? null) };
}
