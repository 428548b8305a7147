import type { z } from 'zod';
import { dateInWords } from '#shared/dates.ts';
import { displayName, programSchema } from '#shared/members/member.ts';
import { rosterCountsSchema } from '#shared/roster/contract.ts';
import { dayClock } from '#shared/tasks/clock.ts';
import { clockRule } from '#shared/tasks/clock-rules.ts';
import type { inProgressItemSchema } from '#shared/tasks/contract.ts';
import type { CallContext } from '../../context.ts';
import { todayIn } from '../../procedure.ts';
import {
  findDraftAssessments,
  findDraftAttempts,
  findDraftNotes,
  findDraftPlans,
  findOpenRosters,
} from './store.ts';

type Item = z.infer<typeof inProgressItemSchema>;

const MOST = 50;

interface Named {
  readonly first_name: string;
  readonly middle_name: string | null;
  readonly last_name: string;
}

const nameOf = (row: Named): string => displayName(row.first_name, row.middle_name, row.last_name);

/** Everything begun and not signed, applied or discarded, newest first. */
export async function listInProgress(context: CallContext): Promise<{ items: Item[]; total: number }> {
  const userId = context.user.id;
  const items = [
    ...(await notes(context, userId)),
    ...(await attempts(context, userId)),
    ...(await assessments(context, userId)),
    ...(await plans(context, userId)),
    ...(await rosters(context)),
  ].sort((one, other) => other.updatedAt.localeCompare(one.updatedAt));
  return { items, total: items.length };
}

async function notes(context: CallContext, userId: string): Promise<Item[]> {
  const rows = await findDraftNotes(context.db, userId, MOST);
  return rows.map((row) => ({
    kind: 'note',
    id: row.id,
    memberId: row.member_id,
    name: nameOf(row),
    line: row.minutes === null ? 'Note' : `Note · ${row.minutes} min`,
    updatedAt: row.updated_at,
    target: { page: 'note', memberId: row.member_id, id: row.id },
  }));
}

async function attempts(context: CallContext, userId: string): Promise<Item[]> {
  const rows = await findDraftAttempts(context.db, userId, MOST);
  return rows.map((row) => ({
    kind: 'attempt',
    id: row.member_id,
    memberId: row.member_id,
    name: nameOf(row),
    line: 'Outreach attempt',
    updatedAt: row.updated_at,
    target: { page: 'outreach', memberId: row.member_id, id: null },
  }));
}

async function assessments(context: CallContext, userId: string): Promise<Item[]> {
  const rows = await findDraftAssessments(context.db, userId, MOST);
  return rows.map((row) => ({
    kind: 'assessment',
    id: row.id,
    memberId: row.member_id,
    name: nameOf(row),
    line: `Assessment · ${row.form_title}`,
    updatedAt: row.updated_at,
    target: { page: 'assessment', memberId: row.member_id, id: row.id },
  }));
}

async function plans(context: CallContext, userId: string): Promise<Item[]> {
  const rows = await findDraftPlans(context.db, userId, MOST);
  const today = context.today();
  return rows.map((row) => {
    const program = row.program === null ? null : programSchema.parse(row.program);
    const rule = program && row.enrolled_on ? clockRule('hap', program, row.enrolled_on) : undefined;
    const clock =
      rule && row.enrolled_on && row.version === 1 ? dayClock(rule, row.enrolled_on, today) : null;
    const day = clock ? ` · ${clock.label.replace('Day', 'day')}` : '';
    return {
      kind: 'hap',
      id: row.id,
      memberId: row.member_id,
      name: nameOf(row),
      line: `HAP v${row.version}${day}`,
      updatedAt: row.updated_at,
      target: { page: 'hap', memberId: row.member_id, id: row.id },
    };
  });
}

async function rosters(context: CallContext): Promise<Item[]> {
  const rows = await findOpenRosters(context.db, MOST);
  const today = context.today();
  return rows.map((row) => {
    const openedOn = todayIn(context.workspace.timeZone, new Date(row.created_at));
    const counts = rosterCountsSchema.parse(JSON.parse(row.counts));
    const waiting = counts.new + counts.changed;
    return {
      kind: 'roster',
      id: row.id,
      memberId: null,
      name: `${row.short_name}, ${dateInWords(openedOn, today)}`,
      line: waiting === 0 ? 'Roster' : `Roster · ${waiting} ${waiting === 1 ? 'row' : 'rows'} to apply`,
      updatedAt: row.created_at,
      target: { page: 'roster', memberId: null, id: row.id },
    };
  });
}
