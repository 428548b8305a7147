import type { ExpressionBuilder, Kysely } from 'kysely';
import { AppError } from '#shared/errors.ts';
import type { Condition, Member } from '#shared/members/member.ts';
import { displayName, memberStatusSchema, programSchema, sexSchema } from '#shared/members/member.ts';
import type { Database, NewRow, Row } from '../db/schema.ts';
import { indexForSearch, membersMatching } from '../db/search.ts';
import type { MemberExtra } from './extra.ts';
import { parseExtra } from './extra.ts';

type Db = Kysely<Database>;

/** A member's row joined with the names its foreign keys stand for. */
type JoinedRow = Row<'member'> & { plan_name: string; plan_short_name: string; lead_name: string | null };

/** One member with plan and lead, or undefined. */
export async function findMember(db: Db, id: string): Promise<Member | undefined> {
  const row = await selectMembers(db).where('member.id', '=', id).executeTakeFirst();
  return row ? toMember(row) : undefined;
}

/** The name of another member who is on file with a CIN, or null; a merged chart is no other member. */
export async function findByCin(db: Db, cin: string, butId: string): Promise<string | null> {
  const row = await db
    .selectFrom('member')
    .select(['first_name', 'middle_name', 'last_name'])
    .where('cin', '=', cin)
    .where('id', '!=', butId)
    .where('merged_into', 'is', null)
    .executeTakeFirst();
  return row ? displayName(row.first_name, row.middle_name, row.last_name) : null;
}

/** Every member's id. */
export async function findMemberIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('member').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

function selectMembers(db: Db) {
  return db
    .selectFrom('member')
    .innerJoin('plan', 'plan.id', 'member.plan_id')
    .leftJoin('user as lead', 'lead.id', 'member.lead_id')
    .selectAll('member')
    .select(['plan.name as plan_name', 'plan.short_name as plan_short_name', 'lead.name as lead_name']);
}

function toMember(row: JoinedRow): Member {
  return {
    id: row.id,
    plan: { id: row.plan_id, name: row.plan_name, shortName: row.plan_short_name },
    cin: row.cin,
    planMemberId: row.plan_member_id,
    mrn: row.mrn,
    firstName: row.first_name,
    middleName: row.middle_name,
    lastName: row.last_name,
    preferredName: row.preferred_name,
    name: displayName(row.first_name, row.middle_name, row.last_name),
    pronouns: row.pronouns,
    birthDate: row.birth_date,
    sex: sexSchema.parse(row.sex),
    language: row.language,
    interpreter: row.interpreter === 1,
    address: { street: row.address, city: row.city, state: row.state, zip: row.zip, county: row.county },
    phone: row.phone,
    email: row.email,
    homeless: row.homeless === 1,
    onTel: row.on_tel === 1,
    housingNote: row.housing_note,
    flags: JSON.parse(row.flags) as string[],
    program: row.program === null ? null : programSchema.parse(row.program),
    status: memberStatusSchema.parse(row.status),
    tier: row.tier,
    assignedOn: row.assigned_on,
    enrolledOn: row.enrolled_on,
    endedOn: row.ended_on,
    authorization: {
      number: row.authorization_number,
      start: row.authorization_start,
      end: row.authorization_end,
    },
    lead: row.lead_id && row.lead_name ? { id: row.lead_id, name: row.lead_name } : null,
    lastContact:
      row.last_contact_on && row.last_contact_mode
        ? { on: row.last_contact_on, mode: row.last_contact_mode, place: row.last_contact_place }
        : null,
  };
}

/** Keeps the newest contact only; says whether this one was it. */
export async function writeContact(
  db: Db,
  contact: { memberId: string; on: string; mode: string; place: string | null },
): Promise<boolean> {
  const result = await db
    .updateTable('member')
    .set({ last_contact_on: contact.on, last_contact_mode: contact.mode, last_contact_place: contact.place })
    .where('id', '=', contact.memberId)
    .where((eb) => eb.or([eb('last_contact_on', 'is', null), eb('last_contact_on', '<=', contact.on)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Stores a new member and its search line. */
export async function insertMember(db: Db, row: NewRow<'member'>): Promise<void> {
  await db.insertInto('member').values(row).execute();
  await indexForSearch(db, [{ memberId: row.id, text: row.search_text }]);
}

/** Changes columns of a member; the search line is rewritten only when it is among them. */
export async function updateMember(
  db: Db,
  id: string,
  changes: Partial<Omit<NewRow<'member'>, 'id'>>,
): Promise<void> {
  await db.updateTable('member').set(changes).where('id', '=', id).execute();
  if (changes.search_text !== undefined) {
    await indexForSearch(db, [{ memberId: id, text: changes.search_text }]);
  }
}

/** What the plan's columns and the care team's corrections have left on a member, beside its own columns. */
export async function findExtra(db: Db, id: string): Promise<MemberExtra> {
  const row = await db.selectFrom('member').select('extra').where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('NOT_FOUND', 'This member is not on file.');
  return parseExtra(row.extra);
}

/** Who leads some members, and in which program. */
export async function findLeads(db: Db, ids: readonly string[]) {
  return db.selectFrom('member').select(['id', 'lead_id', 'program']).where('id', 'in', ids).execute();
}

/** Sets the lead of many members at once. */
export async function writeLead(
  db: Db,
  ids: readonly string[],
  leadId: string | null,
  now: string,
): Promise<void> {
  if (ids.length === 0) return;
  await db.updateTable('member').set({ lead_id: leadId, updated_at: now }).where('id', 'in', ids).execute();
}

/** A member's problem list: current ones first, then by code. */
export async function findConditions(db: Db, memberId: string): Promise<Condition[]> {
  const rows = await db
    .selectFrom('condition')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('ended_on', (order) => order.asc().nullsFirst())
    .orderBy('code')
    .execute();
  return rows.map(toCondition);
}

/** One condition with its member, or undefined. */
export async function findCondition(
  db: Db,
  id: string,
): Promise<{ memberId: string; condition: Condition } | undefined> {
  const row = await db.selectFrom('condition').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? { memberId: row.member_id, condition: toCondition(row) } : undefined;
}

function toCondition(row: Row<'condition'>): Condition {
  return {
    id: row.id,
    code: row.code,
    label: row.label,
    source: row.source,
    recordedOn: row.recorded_on,
    endedOn: row.ended_on,
  };
}

export async function insertCondition(db: Db, row: NewRow<'condition'>): Promise<void> {
  await db.insertInto('condition').values(row).execute();
}

export async function writeConditionEnd(db: Db, id: string, on: string): Promise<void> {
  await db.updateTable('condition').set({ ended_on: on }).where('id', '=', id).execute();
}

/** The facts that decide a member's next clock, for some members or for all, in one query. */
export async function findClockFacts(db: Db, ids: readonly string[] | null) {
  const query = db
    .selectFrom('member')
    .innerJoin('plan', 'plan.id', 'member.plan_id')
    .leftJoin('outreach', 'outreach.member_id', 'member.id')
    .select([
      'member.id',
      'member.status',
      'member.program',
      'member.assigned_on',
      'member.enrolled_on',
      'member.last_contact_on',
      'member.next_due_on',
      'member.next_due_label',
      'plan.profile',
      'outreach.until as outreach_until',
    ])
    .select((eb) => [
      eb
        .case()
        .when(
          eb.exists(
            eb
              .selectFrom('action_plan')
              .select('action_plan.id')
              .whereRef('action_plan.member_id', '=', 'member.id')
              .where('action_plan.signed_at', 'is not', null),
          ),
        )
        .then(1)
        .else(0)
        .end()
        .as('hap_signed'),
      firstTask(eb).select('task.due_on').as('task_due_on'),
      firstTask(eb).select('task.title').as('task_title'),
    ]);
  return (ids === null ? query : query.where('member.id', 'in', ids)).execute();
}

function firstTask(eb: ExpressionBuilder<Database, 'member'>) {
  return eb
    .selectFrom('task')
    .whereRef('task.member_id', '=', 'member.id')
    .where('task.state', '=', 'open')
    .where('task.due_on', 'is not', null)
    .orderBy('task.due_on')
    .orderBy('task.id')
    .limit(1);
}

/** Keeps the clock that runs out first on the member's row, where the caseload's index sorts by it. */
export async function writeNextDue(
  db: Db,
  id: string,
  next: { dueOn: string; label: string } | null,
): Promise<void> {
  await db
    .updateTable('member')
    .set({ next_due_on: next?.dueOn ?? null, next_due_label: next?.label ?? null })
    .where('id', '=', id)
    .execute();
}

/** Members who share a CIN, a birthday, a phone or a name with somebody; the caller judges how alike they are. */
export async function findLookalikes(
  db: Db,
  person: { cin: string | null; phone: string | null; birthDate: string | null; words: readonly string[] },
) {
  return db
    .selectFrom('member')
    .select(['id', 'first_name', 'middle_name', 'last_name', 'birth_date', 'cin', 'phone'])
    .where('merged_into', 'is', null)
    .where((eb) =>
      eb.or([
        ...(person.cin ? [eb('cin', '=', person.cin)] : []),
        ...(person.phone ? [eb('phone', '=', person.phone)] : []),
        ...(person.birthDate ? [eb('birth_date', '=', person.birthDate)] : []),
        ...(person.words.length > 0 ? [eb('id', 'in', membersMatching(person.words))] : []),
      ]),
    )
    .limit(200)
    .execute();
}
