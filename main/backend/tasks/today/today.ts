import { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import { addDays, daysBetween } from '#shared/dates.ts';
import { BILLING } from '#shared/roles.ts';
import type { TodayRow, tasksContract, todayGroupSchema } from '#shared/tasks/contract.ts';
import type { CallContext } from '../../context.ts';
import { caseloadScope, listCaseload } from '../../members/caseload/list.ts';
import { todayIn } from '../../procedure.ts';
import { lateAnswers } from '../../transfers/late/late.ts';
import { findTasks } from '../store.ts';
import { byUrgency, hapRow, lateRow, notSeenRow, outreachRow, taskRow } from './rows.ts';
import {
  countTasksByDay,
  countWaiting,
  findCaseloadFacts,
  findDueTasks,
  findHapsToWrite,
  findNotSeen,
  findOutreach,
} from './store.ts';

type Group = z.infer<typeof todayGroupSchema>;
type Output<Name extends keyof typeof tasksContract> = z.infer<
  NonNullable<(typeof tasksContract)[Name]['~orpc']['outputSchema']>
>;

/** More rows than anybody can do in a day; the counts stay exact. */
const MOST_ROWS = 100;
/** Contacts are listed from the day on which their clock turns due. */
const CONTACT_DUE_DAYS = 24;
const VISIT_KINDS: readonly TodayRow['kind'][] = ['visit', 'call', 'conference'];

/** Today of the current user: what cannot wait, then visits, then outreach, then the rest. */
export async function getToday(context: CallContext): Promise<Output<'today'>> {
  const today = context.today();
  const groups = await buildGroups(context);
  const week = await countWeek(context);
  const { tasks: openTasks } = await findTasks(context.db, { userId: context.user.id, limit: 500 });
  const later = openTasks.flatMap(({ dueOn }) => (dueOn !== null && dueOn > today ? [dueOn] : []));
  const sunday = addDays(week[0]?.date ?? today, 6);
  return {
    date: today,
    groups,
    moreThisWeek: later.filter((day) => day <= sunday).length,
    caseload: await countCaseload(context),
    week,
    nextDueOn: later[0] ?? null,
  };
}

/** Every row of Today, for whoever only counts them. */
export async function rowsOfToday(context: CallContext): Promise<TodayRow[]> {
  return (await buildGroups(context)).flatMap(({ rows }) => rows);
}

async function buildGroups(context: CallContext): Promise<Group[]> {
  const today = context.today();
  const userId = context.user.id;
  const due = await findDueTasks(context.db, { userId, today, until: today, limit: MOST_ROWS });
  const haps = await findHapsToWrite(context.db, userId, MOST_ROWS);
  const outreach = await findOutreach(context.db, userId, today, MOST_ROWS);
  const notSeen = await findNotSeen(context.db, userId, addDays(today, -CONTACT_DUE_DAYS), MOST_ROWS);

  const tasks = due.map((task) => taskRow(task, today));
  const clocks = [...haps.map((one) => hapRow(one, today)), ...notSeen.map((one) => notSeenRow(one, today))];
  const rows = [...(await lateRows(context)), ...tasks, ...clocks.filter((row) => row !== null)];
  const attempts = outreach.map((one) => outreachRow(one, today));

  const pressing = (row: TodayRow) =>
    row.clock?.state === 'urgent' || (row.taskId === null && row.clock?.state === 'due');
  const urgent = rows.filter(pressing);
  const rest = rows.filter((row) => !pressing(row));
  const visits = rest.filter((row) => row.taskId !== null && VISIT_KINDS.includes(row.kind));
  const toDo = rest.filter((row) => !visits.includes(row));
  const unlisted = Math.max(0, (haps[0]?.total ?? 0) - haps.length);
  return [
    group('cannot_wait', 'Cannot wait', urgent),
    group('visits', 'Visits and calls', visits),
    group('outreach', 'Outreach due', attempts, (outreach[0]?.total ?? 0) - outreach.length),
    group('to_do', 'To do', toDo, unlisted),
  ].filter(({ total }) => total > 0);
}

/** Plans that owe an acknowledgement, for those who send. */
async function lateRows(context: CallContext): Promise<TodayRow[]> {
  if (!BILLING.includes(context.user.role)) return [];
  const dayOf = (instant: string) => todayIn(context.workspace.timeZone, new Date(instant));
  return (await lateAnswers(context)).map((one) => lateRow(one, context.today(), dayOf(one.since)));
}

function group(key: Group['key'], title: string, rows: readonly TodayRow[], unlisted = 0): Group {
  return { key, title, total: rows.length + unlisted, rows: rows.toSorted(byUrgency) };
}

/** Monday to Friday of the current week; the weekend looks at the week that ended. */
async function countWeek(context: CallContext): Promise<Output<'today'>['week']> {
  const today = context.today();
  const weekday = Temporal.PlainDate.from(today).dayOfWeek;
  const monday = addDays(today, 1 - weekday);
  const counts = await countTasksByDay(context.db, {
    userId: context.user.id,
    from: monday,
    to: addDays(monday, 4),
  });
  return Array.from({ length: 5 }, (_, index) => {
    const date = addDays(monday, index);
    const count = (state: string) =>
      counts.find((one) => one.due_on === date && one.state === state)?.count ?? 0;
    return { date, open: count('open'), done: count('done'), today: date === today };
  });
}

async function countCaseload(context: CallContext): Promise<Output<'today'>['caseload']> {
  const today = context.today();
  const scope = caseloadScope(context);
  const rows = await findCaseloadFacts(context.db, {
    leadId: scope.ownOnly ? scope.userId : null,
    monthStart: `${today.slice(0, 8)}01`,
  });
  const numbers = {
    own: scope.ownOnly,
    members: rows.length,
    hapNotDone: 0,
    hapWithin90: 0,
    hapAfter90: 0,
    noContact30: 0,
    noBillableService: 0,
  };
  for (const row of rows.filter(({ status }) => status === 'enrolled')) {
    if (row.first_signed_at === null) numbers.hapNotDone += 1;
    else if (row.enrolled_on !== null) {
      const signedOn = todayIn(context.workspace.timeZone, new Date(row.first_signed_at));
      if (daysBetween(row.enrolled_on, signedOn) <= 90) numbers.hapWithin90 += 1;
      else numbers.hapAfter90 += 1;
    }
    const seen = [row.last_contact_on, row.enrolled_on].filter((day) => day !== null).toSorted();
    if ((seen.at(-1) ?? today) < scope.noContactBefore) numbers.noContact30 += 1;
    if (row.service_id === null) numbers.noBillableService += 1;
  }
  return numbers;
}

/** The plain numbers of the navigation: what needs this user. */
export async function getNavCounts(context: CallContext): Promise<Output<'navCounts'>> {
  const groups = await buildGroups(context);
  const total = (key: Group['key']) => groups.find((one) => one.key === key)?.total ?? 0;
  const scope = caseloadScope(context);
  const { counts } = await listCaseload(context, { view: 'mine', limit: 1, offset: 0 });
  const { total: tasks } = await findTasks(context.db, { userId: context.user.id, limit: 1 });
  const waiting = await countWaiting(context.db);
  const sends = BILLING.includes(context.user.role);
  const cannotWait = groups.find((one) => one.key === 'cannot_wait');
  return {
    today: cannotWait?.total ?? 0,
    todayUrgent: cannotWait?.rows.some((row) => row.clock?.state === 'urgent') ?? false,
    caseload: scope.ownOnly ? counts.mine : counts.all,
    outreach: total('outreach'),
    tasks,
    rosters: waiting.rosters,
    encounters: sends ? waiting.encounters : 0,
    transfers: sends ? waiting.transfers : 0,
  };
}
