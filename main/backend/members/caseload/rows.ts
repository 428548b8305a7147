import { ageOn } from '#shared/dates.ts';
import type { CaseloadRow } from '#shared/members/contract.ts';
import type { MemberStatus, Program } from '#shared/members/member.ts';
import { displayName, memberStatusSchema, programSchema, STATUS_WORDS } from '#shared/members/member.ts';
import { showNextDue } from '#shared/members/next-clock.ts';
import type { CaseloadRecord } from './store.ts';

/** "ECM, tier 1" once enrolled, else the step of outreach: "Assigned". */
export function programLine(program: Program | null, tier: string | null, status: MemberStatus): string {
  if (status !== 'enrolled' || program === null) return STATUS_WORDS[status];
  return tier === null ? program : `${program}, tier ${tier}`;
}

/** A caseload row as the page shows it today. */
export function toCaseloadRow(record: CaseloadRecord, today: string): CaseloadRow {
  const program = record.program === null ? null : programSchema.parse(record.program);
  const status = memberStatusSchema.parse(record.status);
  const dates = { program, assignedOn: record.assigned_on, enrolledOn: record.enrolled_on };
  return {
    id: record.id,
    name: displayName(record.first_name, record.middle_name, record.last_name),
    cin: record.cin,
    planName: record.plan_name,
    programLine: programLine(program, record.tier, status),
    status,
    pronouns: record.pronouns,
    birthDate: record.birth_date,
    age: ageOn(record.birth_date, today),
    homeless: record.homeless === 1,
    onTel: record.on_tel === 1,
    flags: JSON.parse(record.flags) as string[],
    language: record.language,
    phone: record.phone,
    lastContact:
      record.last_contact_on && record.last_contact_mode
        ? { on: record.last_contact_on, mode: record.last_contact_mode, place: record.last_contact_place }
        : null,
    clock:
      record.next_due_on && record.next_due_label
        ? showNextDue({ dueOn: record.next_due_on, label: record.next_due_label }, dates, today)
        : null,
    lead: record.lead_id && record.lead_name ? { id: record.lead_id, name: record.lead_name } : null,
  };
}
