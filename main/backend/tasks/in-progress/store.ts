import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { OUTREACH_STATUSES } from '#shared/members/member.ts';
import type { Database } from '../../db/schema.ts';

type Db = Kysely<Database>;

const NAME = ['member.first_name', 'member.middle_name', 'member.last_name'] as const;

/** Notes a user began and has not signed. */
export async function findDraftNotes(db: Db, userId: string, limit: number) {
  return db
    .selectFrom('note')
    .innerJoin('member', 'member.id', 'note.member_id')
    .select(['note.id', 'note.member_id', 'note.updated_at', 'note.mode', 'note.minutes'])
    .select(NAME)
    .where('note.author_id', '=', userId)
    .where('note.state', '=', 'draft')
    .orderBy('note.updated_at', 'desc')
    .limit(limit)
    .execute();
}

/** Outreach attempts a user began and has not signed, while the member's outreach runs. */
export async function findDraftAttempts(db: Db, userId: string, limit: number) {
  return db
    .selectFrom('outreach_draft')
    .innerJoin('member', 'member.id', 'outreach_draft.member_id')
    .select(['outreach_draft.member_id', 'outreach_draft.updated_at'])
    .select(NAME)
    .where('outreach_draft.author_id', '=', userId)
    .where('member.status', 'in', OUTREACH_STATUSES)
    .orderBy('outreach_draft.updated_at', 'desc')
    .limit(limit)
    .execute();
}

/** Assessments a user began and has not signed. */
export async function findDraftAssessments(db: Db, userId: string, limit: number) {
  return (
    db
      .selectFrom('assessment')
      .innerJoin('member', 'member.id', 'assessment.member_id')
      .select(['assessment.id', 'assessment.member_id', 'assessment.updated_at'])
      // The form is frozen into its assessment, and may not be in the library any more.
      .select(sql<string>`json_extract(assessment.form, '$.title')`.as('form_title'))
      .select(NAME)
      .where('assessment.created_by', '=', userId)
      .where('assessment.state', '=', 'draft')
      .orderBy('assessment.updated_at', 'desc')
      .limit(limit)
      .execute()
  );
}

/** HAP versions being written, by a user or for a member they lead. */
export async function findDraftPlans(db: Db, userId: string, limit: number) {
  return db
    .selectFrom('action_plan')
    .innerJoin('member', 'member.id', 'action_plan.member_id')
    .select(['action_plan.id', 'action_plan.member_id', 'action_plan.updated_at', 'action_plan.version'])
    .select(NAME)
    .select(['member.program', 'member.enrolled_on'])
    .where('action_plan.state', '=', 'draft')
    .where((eb) => eb.or([eb('action_plan.created_by', '=', userId), eb('member.lead_id', '=', userId)]))
    .orderBy('action_plan.updated_at', 'desc')
    .limit(limit)
    .execute();
}

/** Rosters that were opened and neither applied nor discarded. */
export async function findOpenRosters(db: Db, limit: number) {
  return db
    .selectFrom('roster_import')
    .innerJoin('plan', 'plan.id', 'roster_import.plan_id')
    .select(['roster_import.id', 'roster_import.created_at', 'roster_import.counts', 'plan.short_name'])
    .where('roster_import.state', '=', 'preview')
    .orderBy('roster_import.created_at', 'desc')
    .limit(limit)
    .execute();
}
