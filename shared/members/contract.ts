import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { CARE_TEAM, EVERYONE } from '../roles.ts';
import { clockSchema } from '../tasks/clock.ts';
import { duplicateSchema } from './duplicate.ts';
import {
  conditionSchema,
  contactSchema,
  memberSchema,
  memberStatusSchema,
  personSchema,
  programSchema,
  sexSchema,
} from './member.ts';
import { mergeContract } from './merge-contract.ts';
import { phaseSchema, programContract } from './program-contract.ts';
import { recordContract } from './record-contract.ts';

export type { Duplicate } from './duplicate.ts';

/** The saved views of the caseload, shown as chips with their counts. */
export const CASELOAD_VIEWS = ['mine', 'hap_not_done', 'no_contact_30', 'unassigned', 'all'] as const;
export const caseloadViewSchema = z.enum(CASELOAD_VIEWS);
export type CaseloadView = z.infer<typeof caseloadViewSchema>;

/** One line of the caseload. */
export const caseloadRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  cin: z.string(),
  planName: z.string(),
  /** Program and tier, or the step of outreach: "ECM, tier 1", "Assigned". */
  programLine: z.string(),
  status: memberStatusSchema,
  pronouns: z.string().nullable(),
  birthDate: dateSchema,
  age: z.number().int(),
  homeless: z.boolean(),
  onTel: z.boolean(),
  flags: z.array(z.string()),
  language: z.string().nullable(),
  phone: z.string().nullable(),
  lastContact: contactSchema.nullable(),
  clock: clockSchema.nullable(),
  lead: personSchema.nullable(),
});
export type CaseloadRow = z.infer<typeof caseloadRowSchema>;

/** A member as the palette lists one. */
export const memberHitSchema = z.object({
  id: idSchema,
  name: z.string(),
  cin: z.string(),
  birthDate: dateSchema,
  age: z.number().int(),
  pronouns: z.string().nullable(),
  programLine: z.string(),
  planName: z.string(),
  language: z.string().nullable(),
  homeless: z.boolean(),
  onTel: z.boolean(),
});

const nextStepSchema = z.object({
  id: idSchema,
  kind: z.string(),
  title: z.string(),
  detail: z.string(),
  dueOn: dateSchema.nullable(),
  clock: clockSchema.nullable(),
  why: z.string(),
});

const recentContactSchema = z.object({
  noteId: idSchema,
  on: dateSchema,
  mode: z.string(),
  title: z.string(),
  summary: z.string(),
  author: z.string(),
  /** The encounter's state, or null when the note has no line. */
  billing: z.string().nullable(),
});

/** Everything the chart's header and summary show. */
export const chartSchema = z.object({
  member: memberSchema,
  age: z.number().int(),
  programLine: z.string(),
  /** The phase of HHP the member was enrolled in; it does not change while they are. */
  phase: phaseSchema.nullable(),
  nextSteps: z.array(nextStepSchema),
  hapClock: clockSchema.nullable(),
  conditions: z.array(conditionSchema),
  /** The chart this one was merged into; its own tabs are empty then. */
  mergedInto: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** The charts merged into this one. */
  merges: z.array(
    z.object({
      mergeId: idSchema,
      /** The id of the chart that was merged; its history still carries it. */
      memberId: idSchema,
      name: z.string(),
      cin: z.string(),
      at: instantSchema,
      by: z.string(),
    }),
  ),
  recentContacts: z.array(recentContactSchema),
  year: z.object({
    contacts: z.array(z.object({ on: dateSchema, inPerson: z.boolean() })),
    plans: z.array(z.object({ version: z.number().int(), on: dateSchema })),
    /** Emergency visits and stays; `to` is null while it lasts or when nobody wrote it down. */
    hospital: z.array(
      z.object({
        from: dateSchema,
        to: dateSchema.nullable(),
        emergency: z.boolean(),
        title: z.string(),
      }),
    ),
    /** Where the member slept, from when to when. */
    sleeps: z.array(
      z.object({ from: dateSchema, to: dateSchema.nullable(), words: z.string(), housed: z.boolean() }),
    ),
  }),
  /** The record at a glance, for the rail. */
  glance: z.object({
    /** Whether a message may be left on the first phone: yes, no, unknown. */
    messages: z.string().nullable(),
    times: z.string().nullable(),
    avoid: z.string().nullable(),
    others: z.array(z.object({ whose: z.string(), number: z.string() })),
    allergies: z.array(z.string()),
    /** How many are taken, and how many began or stopped since the last signed HAP. */
    medicines: z.object({ taken: z.number().int(), changed: z.number().int() }),
    team: z.array(z.object({ name: z.string(), role: z.string() })),
    teamTotal: z.number().int(),
  }),
  servicesThisMonth: z.object({ services: z.number().int(), accepted: z.number().int() }),
  counts: z.object({
    assessments: z.number().int(),
    notes: z.number().int(),
    encounters: z.number().int(),
    tasks: z.number().int(),
    documents: z.number().int(),
    /** The version of the newest signed HAP, or null. */
    hapVersion: z.number().int().nullable(),
  }),
});
export type Chart = z.infer<typeof chartSchema>;

const shortText = lineSchema.nullable().optional();
const idOnly = z.strictObject({ id: idSchema });
const memberOut = z.object({ member: memberSchema });

/** Members: the caseload, the chart, and what changes a member's own data. */
export const membersContract = {
  ...recordContract,
  ...mergeContract,
  ...programContract,

  list: procedure({
    roles: EVERYONE,
    kind: 'read',
    audit: { none: 'typed per keystroke; charts leave a row' },
  })
    .input(
      z.strictObject({
        view: caseloadViewSchema.default('mine'),
        text: z.string().max(200).optional(),
        limit: z.number().int().min(1).max(500).default(100),
        offset: z.number().int().min(0).default(0),
      }),
    )
    .output(
      z.object({
        rows: z.array(caseloadRowSchema),
        /** How many members the view and text match together. */
        total: z.number().int(),
        counts: z.record(caseloadViewSchema, z.number().int()),
      }),
    ),

  search: procedure({
    roles: EVERYONE,
    kind: 'read',
    audit: { none: 'typed per keystroke; charts leave a row' },
  })
    .input(z.strictObject({ text: z.string().max(200), limit: z.number().int().min(1).max(50).default(8) }))
    .output(z.object({ members: z.array(memberHitSchema) })),

  chart: procedure({ roles: EVERYONE, kind: 'read', audit: 'member.view' }).input(idOnly).output(chartSchema),

  duplicates: procedure({ roles: CARE_TEAM, kind: 'read', audit: { none: 'checked while a form is typed' } })
    .input(
      z.strictObject({
        firstName: lineSchema,
        lastName: lineSchema,
        birthDate: dateSchema.nullable().default(null),
        cin: lineSchema.nullable().default(null),
        phone: lineSchema.nullable().default(null),
      }),
    )
    .output(z.object({ duplicates: z.array(duplicateSchema) })),

  /** Fails with `CONFLICT` when somebody on file looks the same, unless `sureDifferent` says the check was seen. */
  add: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.add', caseload: 'everyone' })
    .input(
      z.strictObject({
        planId: idSchema,
        cin: lineSchema,
        firstName: lineSchema.min(1, { error: 'First name is empty.' }),
        middleName: shortText,
        lastName: lineSchema.min(1, { error: 'Last name is empty.' }),
        preferredName: shortText,
        pronouns: shortText,
        birthDate: dateSchema,
        sex: sexSchema.default('U'),
        language: shortText,
        interpreter: z.boolean().default(false),
        street: shortText,
        city: shortText,
        state: shortText,
        zip: shortText,
        county: shortText,
        phone: shortText,
        homeless: z.boolean().default(false),
        onTel: z.boolean().default(false),
        program: programSchema.default('ECM'),
        tier: shortText,
        leadId: idSchema.nullable().optional(),
        assignedOn: dateSchema.optional(),
        sureDifferent: z.boolean().default(false),
      }),
    )
    .output(memberOut),

  /** Starts service. HHP needs the member's recorded consent; ECM never asks for it. */
  enroll: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.enroll' })
    .input(
      z.strictObject({
        id: idSchema,
        program: programSchema,
        on: dateSchema,
        tier: shortText,
        authorizationNumber: shortText,
        authorizationStart: dateSchema.nullable().optional(),
        authorizationEnd: dateSchema.nullable().optional(),
        /** How the member agreed to take part; required for HHP. */
        consent: z.strictObject({ how: z.enum(['verbal', 'written']), on: dateSchema }).optional(),
        /** HHP only: 1 physical or substance use, 2 serious mental illness. Left out it follows from the conditions. */
        phase: phaseSchema.optional(),
        leadId: idSchema.nullable().optional(),
      }),
    )
    .output(memberOut),

  /** Corrects ids, birthday, email and flags; no later roster overwrites what changed. */
  correctIdentity: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.correct-identity' })
    .input(
      z.strictObject({
        id: idSchema,
        cin: lineSchema,
        planMemberId: lineSchema.nullable(),
        mrn: lineSchema.nullable(),
        birthDate: dateSchema,
        email: lineSchema.nullable(),
        onTel: z.boolean(),
        homeless: z.boolean(),
      }),
    )
    .output(memberOut),

  correctAddress: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.correct-address' })
    .input(
      z.strictObject({
        id: idSchema,
        street: lineSchema.nullable(),
        city: lineSchema.nullable(),
        state: lineSchema.nullable(),
        zip: lineSchema.nullable(),
        county: lineSchema.nullable().optional(),
        homeless: z.boolean().optional(),
        housingNote: lineSchema.nullable().optional(),
      }),
    )
    .output(memberOut),

  correctPhone: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.correct-phone' })
    .input(z.strictObject({ id: idSchema, phone: lineSchema.nullable() }))
    .output(memberOut),

  /** Gives members a lead care manager, or takes it away with null; several at once for the assignment board. */
  setLead: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.set-lead' })
    .input(
      z.strictObject({
        ids: z.array(idSchema).min(1).max(500),
        leadId: idSchema.nullable(),
        /** The first day with this lead; today when left out. */
        on: dateSchema.optional(),
      }),
    )
    .output(z.object({ changed: z.number().int() })),

  addCondition: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.add-condition' })
    .input(
      z.strictObject({
        memberId: idSchema,
        code: lineSchema,
        label: lineSchema.optional(),
        source: lineSchema.default('care team'),
      }),
    )
    .output(z.object({ condition: conditionSchema })),

  endCondition: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'member.end-condition' })
    .input(z.strictObject({ id: idSchema, on: dateSchema.optional() }))
    .output(z.object({ condition: conditionSchema })),
};
