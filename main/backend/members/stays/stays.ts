import { displayName } from '#shared/members/member.ts';
import type { CallContext } from '../../context.ts';
import type { EntryRow } from '../record/store.ts';
import { findEntryRows, insertEntries } from '../record/store.ts';
import { versionRow } from '../record/versions.ts';
import { refreshClocks } from '../refresh-clocks.ts';
import { findByPlanIds, findNames } from './store.ts';

// What hospital notices need of members: who an id belongs to, and the visits and stays of the record.

/** A member as an id of a plan names one. */
export interface NamedMember {
  readonly id: string;
  readonly planId: string;
  readonly cin: string;
  readonly planMemberId: string | null;
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: string;
}

/** Members whose CIN or plan member id is one of these, of whatever plan. */
export async function membersByIds(context: CallContext, ids: readonly string[]): Promise<NamedMember[]> {
  return (await findByPlanIds(context.db, ids)).map((row) => ({
    id: row.merged_into ?? row.id,
    planId: row.kept_plan_id ?? row.plan_id,
    cin: row.cin,
    planMemberId: row.plan_member_id,
    name: displayName(row.first_name, row.middle_name, row.last_name),
    firstName: row.first_name,
    lastName: row.last_name,
    birthDate: row.birth_date,
  }));
}

/** The names of some members by their ids. */
export async function memberNames(
  context: CallContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await findNames(context.db, ids);
  return new Map(rows.map((row) => [row.id, displayName(row.first_name, row.middle_name, row.last_name)]));
}

/** A visit or stay of the record in its newest version. */
export interface RecordedStay {
  readonly memberId: string;
  readonly seriesId: string;
  readonly version: number;
  readonly content: Readonly<Record<string, string | boolean | null>>;
  readonly from: string | null;
  readonly to: string | null;
  readonly struck: boolean;
}

/** Every visit and stay of some members, struck ones too; one query. */
export async function listStays(context: CallContext, memberIds: readonly string[]): Promise<RecordedStay[]> {
  if (memberIds.length === 0) return [];
  const newest = new Map<string, EntryRow>();
  for (const row of await findEntryRows(context.db, memberIds, ['utilization']))
    newest.set(row.series_id, row);
  return [...newest.values()].map((row) => ({
    memberId: row.member_id,
    seriesId: row.series_id,
    version: row.version,
    content: JSON.parse(row.content) as RecordedStay['content'],
    from: row.valid_from,
    to: row.valid_to,
    struck: row.state === 'struck',
  }));
}

/** The source of what a hospital notice wrote into the record. */
export const NOTICE_SOURCE = 'hospital notice';

/** Writes the next version of visits and stays, and lets clocks and reminders follow. */
export async function keepStays(
  context: CallContext,
  stays: readonly (RecordedStay & { readonly reason: string })[],
): Promise<void> {
  if (stays.length === 0) return;
  const rows = stays.map((stay) =>
    versionRow(context, stay.memberId, {
      kind: 'utilization',
      seriesId: stay.seriesId,
      version: stay.version,
      content: stay.content,
      from: stay.from,
      to: stay.to,
      source: NOTICE_SOURCE,
      state: stay.struck ? 'struck' : 'held',
      reason: stay.reason,
    }),
  );
  await insertEntries(context.db, rows);
  await refreshClocks(context, [...new Set(stays.map(({ memberId }) => memberId))]);
}
