import { dateInWords } from '#shared/dates.ts';
import { displayName, memberStatusSchema, OPEN_STATUSES, programSchema } from '#shared/members/member.ts';
import { searchLine } from '#shared/members/search.ts';
import type { MemberOnFile } from '#shared/roster/compare.ts';
import type { RowValues } from '#shared/roster/read-row.ts';
import type { CallContext } from '../../context.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import { programLine } from '../caseload/rows.ts';
import { NO_EXTRA, parseExtra } from '../extra.ts';
import { forgetTiers, rememberTiers, type TierPast } from '../programs/changes.ts';
import { forgetPast, rememberPast } from '../record/roster-past.ts';
import { refreshClocks } from '../refresh-clocks.ts';
import { fromColumns, toColumns } from './columns.ts';
import type { OnFileRow } from './store.ts';
import { deleteMembers, findOnFile, findRows, findUntouched, insertMembers, updateMembers } from './store.ts';

// What applying a plan's roster does to members. The roster capability decides, these operations write.

/** The flag of members the plan's newest file no longer lists. */
const OFF_ROSTER = 'off_roster';

/** Every member as a roster is compared with them; those of other plans too, because people change plans. */
export async function listOnFile(context: CallContext): Promise<MemberOnFile[]> {
  const rows = await findOnFile(context.db);
  const today = context.today();
  return rows.map((row) => toOnFile(row, today));
}

function toOnFile(row: OnFileRow, today: string): MemberOnFile {
  const extra = parseExtra(row.extra);
  const status = memberStatusSchema.parse(row.status);
  const program = row.program === null ? null : programSchema.parse(row.program);
  const since = row.enrolled_on ? `enrolled ${dateInWords(row.enrolled_on, today)}` : null;
  const assigned = row.assigned_on ? dateInWords(row.assigned_on, today) : null;
  return {
    id: row.id,
    planId: row.plan_id,
    planName: row.plan_name,
    name: displayName(row.first_name, row.middle_name, row.last_name),
    values: fromColumns(row),
    corrected: extra.corrected,
    offRoster: extra.offRosterOn !== null,
    standing: [programLine(program, row.tier, status), since ?? assigned].filter(Boolean).join(', '),
    open: OPEN_STATUSES.includes(status),
  };
}

/** A member as a roster brings one. */
export interface RosterArrival {
  readonly values: RowValues;
  /** The plan's columns Hearth has no field for. */
  readonly kept: Readonly<Record<string, string>>;
}

/** Adds members who were not on file: ECM, assigned on the file's day or today. Returns their ids in order. */
export async function addFromRoster(
  context: CallContext,
  planId: string,
  arrivals: readonly RosterArrival[],
): Promise<string[]> {
  const rows = arrivals.map((arrival) => newRow(context, planId, arrival));
  await insertMembers(context.db, rows);
  return rows.map((row) => row.id);
}

function newRow(context: CallContext, planId: string, { values, kept }: RosterArrival): NewRow<'member'> {
  const now = context.now();
  const { cin = '', firstName = '', lastName = '', birthDate = '' } = values;
  return {
    id: context.newId(),
    plan_id: planId,
    plan_member_id: null,
    mrn: null,
    middle_name: null,
    preferred_name: null,
    pronouns: null,
    sex: 'U',
    language: null,
    interpreter: 0,
    address: null,
    city: null,
    state: null,
    zip: null,
    county: null,
    phone: null,
    email: null,
    homeless: 0,
    on_tel: 0,
    housing_note: null,
    flags: '[]',
    program: 'ECM',
    status: 'assigned',
    tier: null,
    assigned_on: context.today(),
    enrolled_on: null,
    ended_on: null,
    authorization_number: null,
    authorization_start: null,
    authorization_end: null,
    lead_id: null,
    last_contact_on: null,
    last_contact_mode: null,
    last_contact_place: null,
    next_due_on: null,
    next_due_label: null,
    ...toColumns(values),
    cin,
    first_name: firstName,
    last_name: lastName,
    birth_date: birthDate,
    search_text: searchLine({ ...values, cin, firstName, lastName, birthDate }),
    extra: JSON.stringify({ ...NO_EXTRA, columns: kept }),
    created_at: now,
    created_by: context.user.id,
    updated_at: now,
  };
}

/** What a roster changes on a member who is on file. */
export interface RosterChange {
  readonly memberId: string;
  /** Only the values to set; what a person corrected is not among them. */
  readonly values: RowValues;
  readonly kept: Readonly<Record<string, string>>;
  /** Set when the member moves to this plan. */
  readonly planId: string | null;
}

/** The columns of a member before and after a roster, for its undo. */
export interface ColumnChange {
  readonly memberId: string;
  readonly before: Readonly<Record<string, string | number | null>>;
  readonly after: Readonly<Record<string, string | number | null>>;
  /** The clock before, until `withClocks` has seen what became of it. */
  readonly clock?: Readonly<Record<string, string | null>>;
}

/** Writes what a roster changes, column by column; members it lists again lose their mark. */
export async function changeFromRoster(
  context: CallContext,
  changes: readonly RosterChange[],
): Promise<ColumnChange[]> {
  const rows = await rowsById(
    context,
    changes.map((change) => change.memberId),
  );
  const done = await writeColumns(
    context,
    changes.flatMap((change) => {
      const row = rows.get(change.memberId);
      return row ? [{ row, columns: columnsOf(row, change) }] : [];
    }),
  );
  const past = pastOf(rows, done);
  await rememberPast(context, past);
  await rememberTiers(context, past);
  return done;
}

function columnsOf(row: Row<'member'>, change: RosterChange): Partial<NewRow<'member'>> {
  const extra = parseExtra(row.extra);
  const values = { ...fromColumns(row), ...change.values };
  const {
    cin = row.cin,
    firstName = row.first_name,
    lastName = row.last_name,
    birthDate = row.birth_date,
  } = values;
  return {
    ...toColumns(change.values),
    ...(change.planId === null ? {} : { plan_id: change.planId }),
    search_text: searchLine({
      ...values,
      cin,
      firstName,
      lastName,
      birthDate,
      preferredName: row.preferred_name,
    }),
    flags: withoutFlag(row.flags),
    extra: JSON.stringify({ ...extra, columns: { ...extra.columns, ...change.kept }, offRosterOn: null }),
  };
}

/** Marks members the plan's file no longer lists; nothing else about them changes. */
export async function markOffRoster(
  context: CallContext,
  memberIds: readonly string[],
): Promise<ColumnChange[]> {
  const rows = await rowsById(context, memberIds);
  return writeColumns(
    context,
    [...rows.values()].map((row) => {
      const flags = [...new Set([...(JSON.parse(row.flags) as string[]), OFF_ROSTER])];
      const extra = { ...parseExtra(row.extra), offRosterOn: context.today() };
      return { row, columns: { flags: JSON.stringify(flags), extra: JSON.stringify(extra) } };
    }),
  );
}

const CLOCK = ['next_due_on', 'next_due_label'] as const;

/** The changes with what refreshing the clocks then wrote, so that taking them back needs no second reckoning. */
export async function withClocks(
  context: CallContext,
  changes: readonly ColumnChange[],
): Promise<ColumnChange[]> {
  const rows = await rowsById(
    context,
    changes.map((change) => change.memberId),
  );
  return changes.map(({ memberId, before, after, clock }) => {
    const row = rows.get(memberId);
    const moved = row && clock ? CLOCK.filter((column) => row[column] !== clock[column]) : [];
    const pick = (source: Readonly<Record<string, string | null>> | undefined) =>
      Object.fromEntries(moved.map((column) => [column, source?.[column] ?? null]));
    return {
      memberId,
      before: { ...before, ...pick(clock) },
      after: { ...after, ...pick(row && clocksOf(row)) },
    };
  });
}

function clocksOf(row: Row<'member'>): Readonly<Record<string, string | null>> {
  return { next_due_on: row.next_due_on, next_due_label: row.next_due_label };
}

/**
 * Puts columns back, each only if it still holds what the roster wrote; returns how many members changed.
 *
 * A member nobody touched since is exactly as before, the time of the last change included.
 */
export async function putBack(context: CallContext, changes: readonly ColumnChange[]): Promise<number> {
  const rows = await rowsById(
    context,
    changes.map((change) => change.memberId),
  );
  const updates: { readonly id: string; readonly columns: Partial<NewRow<'member'>> }[] = [];
  const touched: string[] = [];
  for (const { memberId, before, after } of changes) {
    const row = rows.get(memberId);
    if (!row) continue;
    const current: Readonly<Record<string, unknown>> = { ...row };
    const back = Object.entries(before).filter(([column]) => current[column] === after[column]);
    if (!back.some(([column]) => column !== 'updated_at')) continue;
    const whole = back.length === Object.keys(before).length;
    if (!whole) touched.push(memberId);
    const columns = Object.fromEntries(back);
    rows.set(memberId, { ...row, ...columns });
    updates.push({ id: memberId, columns: whole ? columns : { ...columns, updated_at: context.now() } });
  }
  await updateMembers(context.db, updates);
  const past = pastOf(rows, changes);
  await forgetPast(context, past);
  await forgetTiers(context, past);
  await refreshClocks(context, touched);
  return updates.length;
}

/** Takes members out again to whom nothing was added since; returns those that stay because something was. */
export async function removeUntouched(
  context: CallContext,
  memberIds: readonly string[],
): Promise<{ removed: number; stay: string[] }> {
  const untouched = await findUntouched(context.db, memberIds);
  await deleteMembers(context.db, untouched);
  const gone = new Set(untouched);
  return { removed: untouched.length, stay: memberIds.filter((id) => !gone.has(id)) };
}

function pastOf(
  rows: ReadonlyMap<string, Row<'member'>>,
  changes: readonly ColumnChange[],
): readonly TierPast[] {
  return changes.flatMap(({ memberId, before, after }) => {
    const row = rows.get(memberId);
    return row ? [{ row, changed: Object.keys(before), after }] : [];
  });
}

async function rowsById(context: CallContext, ids: readonly string[]): Promise<Map<string, Row<'member'>>> {
  return new Map((await findRows(context.db, ids)).map((row) => [row.id, row]));
}

/** Writes the columns that really differ and says what they were. */
async function writeColumns(
  context: CallContext,
  wanted: readonly { readonly row: Row<'member'>; readonly columns: Partial<NewRow<'member'>> }[],
): Promise<ColumnChange[]> {
  const now = context.now();
  const updates: { readonly id: string; readonly columns: Partial<NewRow<'member'>> }[] = [];
  const changes: ColumnChange[] = [];
  for (const { row, columns } of wanted) {
    const current: Readonly<Record<string, unknown>> = { ...row };
    const differing = Object.entries(columns).filter(([column, value]) => current[column] !== value);
    if (differing.length === 0) continue;
    const after = { ...Object.fromEntries(differing), updated_at: now };
    updates.push({ id: row.id, columns: after });
    const before = Object.fromEntries(
      Object.keys(after).map((column) => [column, current[column] as string | number | null]),
    );
    changes.push({ memberId: row.id, before, after: after as ColumnChange['after'], clock: clocksOf(row) });
  }
  await updateMembers(context.db, updates);
  return changes;
}

function withoutFlag(flags: string): string {
  return JSON.stringify((JSON.parse(flags) as string[]).filter((flag) => flag !== OFF_ROSTER));
}
