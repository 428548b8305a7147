import { createHash } from 'node:crypto';
import type { Faker } from '@faker-js/faker';
import { v7 as newId } from 'uuid';
import { canonicalContent } from '#shared/action-plans/canonical.ts';
import { addDays } from '#shared/dates.ts';
import { nextDue } from '#shared/members/next-clock.ts';
import { normalizePhone } from '#shared/members/normalize.ts';
import { searchLine } from '#shared/members/search.ts';
import type { NewRow } from '../db/schema.ts';
import { NO_EXTRA } from '../members/extra.ts';
import { hapContent } from './hap-content.ts';
import type { DemoPerson } from './people.ts';
import { authorizationEnd } from './roster-file.ts';

/** Who writes the rows of a large workspace, and for which day. */
export interface ScaleSetting {
  readonly today: string;
  /** Instant of every row's `created_at`. */
  readonly at: string;
  readonly by: string;
  readonly plans: ReadonlyMap<DemoPerson['plan'], string>;
  /** Everybody who can lead a member, a hundred members each. */
  readonly leads: readonly string[];
}

/** A person with the id of the member's row. */
export interface ScaleMember {
  readonly id: string;
  readonly planId: string;
  readonly person: DemoPerson;
  readonly leadId: string | null;
}

/** Gives every person an id, a plan and a lead; every twentieth member waits for a lead. */
export function toScaleMembers(people: readonly DemoPerson[], setting: ScaleSetting): ScaleMember[] {
  return people.map((person, index) => {
    const planId = setting.plans.get(person.plan);
    if (planId === undefined) throw new Error(`No plan has the key ${person.plan}.`);
    const lead = setting.leads[Math.floor(index / 100) % setting.leads.length];
    return { id: newId(), planId, person, leadId: index % 20 === 19 ? null : (lead ?? null) };
  });
}

/** The member's row as the roster, the enrollment and the notes would have left it. */
export function memberRow(
  member: ScaleMember,
  lastContactOn: string | null,
  setting: ScaleSetting,
): NewRow<'member'> {
  const { person } = member;
  const enrolled = person.enrolledOn !== null;
  const next = nextDue({
    status: enrolled ? 'enrolled' : 'assigned',
    program: 'ECM',
    assignedOn: person.assignedOn,
    enrolledOn: person.enrolledOn,
    lastContactOn,
    hapSigned: person.hap === 'signed',
    outreachDays: 90,
    task: null,
  });
  const phone = person.phone === null ? null : normalizePhone(person.phone);
  return {
    id: member.id,
    plan_id: member.planId,
    cin: person.cin,
    plan_member_id: person.planMemberId,
    mrn: person.mrn,
    first_name: person.firstName,
    middle_name: person.middleName,
    last_name: person.lastName,
    preferred_name: null,
    pronouns: null,
    birth_date: person.birthDate,
    sex: person.sex,
    language: person.language,
    interpreter: person.interpreter ? 1 : 0,
    address: person.address,
    city: person.city,
    state: 'CA',
    zip: person.zip,
    county: person.county,
    phone: phone !== null && 'value' in phone ? phone.value : null,
    email: person.email,
    homeless: person.homeless ? 1 : 0,
    on_tel: person.onTel ? 1 : 0,
    housing_note: null,
    flags: '[]',
    program: 'ECM',
    status: enrolled ? 'enrolled' : 'assigned',
    tier: String(person.tier),
    assigned_on: person.assignedOn,
    enrolled_on: person.enrolledOn,
    ended_on: null,
    authorization_number: person.authorizationNumber,
    authorization_start: person.enrolledOn ?? person.assignedOn,
    authorization_end: authorizationEnd(person),
    lead_id: member.leadId,
    last_contact_on: lastContactOn,
    last_contact_mode: lastContactOn === null ? null : 'phone',
    last_contact_place: null,
    next_due_on: next?.dueOn ?? null,
    next_due_label: next?.label ?? null,
    search_text: searchLine(person),
    extra: JSON.stringify(NO_EXTRA),
    created_at: setting.at,
    created_by: setting.by,
    updated_at: setting.at,
  };
}

/** The rows of a member's problem list. */
export function conditionRows(member: ScaleMember, setting: ScaleSetting): NewRow<'condition'>[] {
  return member.person.health.conditions.map(({ code, label }) => ({
    id: newId(),
    member_id: member.id,
    code,
    label,
    source: 'plan file',
    recorded_on: member.person.assignedOn,
    ended_on: null,
    created_at: setting.at,
    created_by: setting.by,
  }));
}

/** One open follow-up, on some day of the coming month. */
export function taskRow(faker: Faker, member: ScaleMember, setting: ScaleSetting): NewRow<'task'> {
  return {
    id: newId(),
    member_id: member.id,
    title: faker.helpers.arrayElement([
      'Call about the refill',
      'Bring the bus pass',
      'Ask for the lab results',
    ]),
    detail: '',
    kind: 'follow_up',
    owner_id: member.leadId,
    due_on: addDays(setting.today, faker.number.int({ min: -2, max: 30 })),
    urgent: 0,
    source_kind: 'person',
    source_id: null,
    why: 'Agreed with the member.',
    state: 'open',
    snoozed_until: null,
    done_at: null,
    done_by: null,
    created_at: setting.at,
    created_by: setting.by,
  };
}

/** The member's signed HAP, or null where there is none. */
export function planRow(
  faker: Faker,
  member: ScaleMember,
  setting: ScaleSetting,
): NewRow<'action_plan'> | null {
  const { person } = member;
  if (person.hap !== 'signed' || person.enrolledOn === null) return null;
  const staff = new Map();
  const on = addDays(person.enrolledOn, 40);
  const content = hapContent({ faker, person, staff, on, newId, unfinished: false });
  return {
    id: newId(),
    member_id: member.id,
    version: 1,
    state: 'signed',
    content: JSON.stringify(content),
    content_sha256: createHash('sha256').update(canonicalContent(content), 'utf8').digest('hex'),
    signed_at: setting.at,
    signed_by: member.leadId ?? setting.by,
    updated_at: setting.at,
    created_at: setting.at,
    created_by: member.leadId ?? setting.by,
  };
}

const AUDIT_ACTIONS = [
  'member.view',
  'note.view',
  'note.sign',
  'action_plan.view',
  'task.done',
  'note.start',
] as const;

/** The n-th audit entry of a large workspace, one every few seconds of the last years. */
export function auditEntry(
  index: number,
  members: readonly ScaleMember[],
  setting: ScaleSetting,
  count: number,
) {
  const started = Date.parse(setting.at) - (count - index) * 30_000;
  return {
    at: new Date(started).toISOString(),
    userId: setting.leads[index % setting.leads.length] ?? null,
    action: AUDIT_ACTIONS[index % AUDIT_ACTIONS.length] ?? 'member.view',
    outcome: 'done',
    memberId: members[(index * 7919) % members.length]?.id ?? null,
    entityId: null,
    detail: '{}',
  };
}
