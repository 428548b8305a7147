import type { Faker } from '@faker-js/faker';
import { v7 as newId } from 'uuid';
import { addDays } from '#shared/dates.ts';
import type { NoteContent } from '#shared/notes/content.ts';
import type { NewRow } from '../db/schema.ts';
import type { NoteMode } from './note-texts.ts';
import type { ScaleMember, ScaleSetting } from './scale-rows.ts';
import { visitContent } from './visit-note.ts';

/** One contact of a large workspace: the facts both of its rows are made of. */
export interface ScaleContact {
  readonly noteId: string;
  readonly member: ScaleMember;
  readonly mode: NoteMode;
  readonly clinical: boolean;
  readonly phase: 'service' | 'outreach';
  readonly staffId: string;
  readonly on: string;
  readonly minutes: number;
  readonly content: NoteContent;
  /** True for the newest lines, which wait to be sent. */
  readonly open: boolean;
}

/** Days over which the notes of a large workspace are spread. */
const SPAN = 360;
/** How many of the newest contacts have lines that wait to be sent: one benchmark's file. */
export const OPEN_LINES = 1000;

/** Which member and which day the n-th contact has: neighbors in time are strangers in the list of members. */
export function contactOf(
  index: number,
  count: number,
  members: readonly ScaleMember[],
  today: string,
): { readonly member: ScaleMember; readonly on: string } {
  const member = members[(index * 7919) % members.length];
  if (member === undefined) throw new Error('A large workspace needs members.');
  const on = addDays(today, -1 - Math.floor(((count - 1 - index) / count) * SPAN));
  const since = member.person.enrolledOn ?? member.person.assignedOn;
  if (on < since) return { member, on: since };
  return { member, on };
}

const MODES: readonly NoteMode[] = [
  'in_person',
  'phone',
  'in_person',
  'phone',
  'video',
  'in_person',
  'phone',
];

/** The n-th contact with everything its note says. */
export function scaleContact(
  faker: Faker,
  index: number,
  count: number,
  members: readonly ScaleMember[],
  setting: ScaleSetting,
): ScaleContact {
  const { member, on } = contactOf(index, count, members, setting.today);
  const mode = MODES[index % MODES.length] ?? 'phone';
  const staffId = member.leadId ?? setting.by;
  const phase = member.person.enrolledOn === null ? 'outreach' : 'service';
  const minutes = 10 + ((index * 13) % 45);
  const visit = {
    person: member.person,
    phase,
    staff: 'nadia',
    on,
    startTime: '09:00',
    minutes,
    mode,
  } as const;
  const content: NoteContent = {
    ...visitContent(faker, visit, staffId),
    // Without a start time no two of these lines can overlap.
    startTime: null,
    timer: { seconds: 0, runningSince: null },
    goals: [],
    taskId: null,
  };
  const clinical = setting.leads.indexOf(staffId) % 4 === 0 && staffId !== setting.leads[0];
  return {
    noteId: newId(),
    member,
    mode,
    clinical,
    phase,
    staffId,
    on,
    minutes,
    content,
    open: index >= count - OPEN_LINES,
  };
}

/** How the rows of the code table name the modes; text has rows of its own only for service. */
const RULE_MODES: Readonly<Record<NoteMode, string>> = {
  in_person: 'in-person',
  phone: 'remote',
  video: 'remote',
  text: 'text',
  without_member: 'remote',
};

/** The signed note of a contact. */
export function noteRow(contact: ScaleContact, setting: ScaleSetting): NewRow<'note'> {
  const { content, staffId, on } = contact;
  return {
    id: contact.noteId,
    member_id: contact.member.id,
    state: 'signed',
    content: JSON.stringify({ content, origins: {} }),
    author_id: staffId,
    staff_id: staffId,
    service_on: on,
    mode: contact.mode,
    minutes: contact.minutes,
    summary: content.text.slice(0, 200),
    search_text: content.text.toLowerCase(),
    signed_at: `${on}T20:00:00.000Z`,
    signed_by: staffId,
    updated_at: `${on}T20:00:00.000Z`,
    created_at: setting.at,
    created_by: staffId,
  };
}

/** The encounter line of a contact. */
export function encounterRow(contact: ScaleContact, setting: ScaleSetting): NewRow<'encounter'> {
  const { content, member, on, staffId, clinical, phase, mode } = contact;
  const service = clinical ? 'U1' : 'U2';
  const modifiers = [phase === 'outreach' ? 'U8' : service, ...(mode === 'in_person' ? [] : ['GQ'])];
  return {
    id: newId(),
    note_id: contact.noteId,
    member_id: member.id,
    plan_id: member.planId,
    staff_id: staffId,
    program: 'ECM',
    service_on: on,
    start_time: null,
    minutes: contact.minutes,
    place_of_service: content.place?.code ?? '11',
    billable: 1,
    code: clinical ? 'G9008' : 'G9012',
    modifiers: JSON.stringify(modifiers),
    units: phase === 'outreach' ? 1 : Math.max(1, Math.round(contact.minutes / 15)),
    rule_id: `ecm.${phase}.${RULE_MODES[mode]}.${clinical ? 'clinical' : 'non-clinical'}`,
    explanation: '[]',
    diagnoses: JSON.stringify(content.diagnoses),
    state: contact.open ? 'ready' : 'sent',
    batch_id: null,
    claim_number: null,
    line_number: null,
    created_at: setting.at,
    created_by: staffId,
  };
}
