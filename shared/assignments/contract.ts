import { z } from 'zod';
import { dateSchema, idSchema, lineSchema } from '../fields.ts';
import { memberStatusSchema } from '../members/member.ts';
import { procedure } from '../procedure.ts';
import { ADMINISTRATORS, CARE_TEAM, EVERYONE, ROLES } from '../roles.ts';

const leadSchema = z.object({
  id: idSchema,
  name: z.string(),
  role: z.enum(ROLES),
  members: z.number().int(),
  weight: z.number(),
  capacity: z.number(),
  languages: z.array(z.string()),
  openTasks: z.number().int(),
  lateTasks: z.number().int(),
});
/** A member of staff with what they carry. */
export type Lead = z.infer<typeof leadSchema>;

const waitingSchema = z.object({
  id: idSchema,
  name: z.string(),
  status: memberStatusSchema,
  programLine: z.string(),
  language: z.string().nullable(),
  zip: z.string().nullable(),
  city: z.string().nullable(),
  homeless: z.boolean(),
  assignedOn: dateSchema.nullable(),
  weight: z.number(),
  suggestion: z
    .object({ leadId: idSchema, name: z.string(), reason: z.string(), hasRoom: z.boolean() })
    .nullable(),
});
/** A member without a lead, with the lead Hearth would choose and why. */
export type Waiting = z.infer<typeof waitingSchema>;

/** The assignment board: who waits for a lead, who could lead, and how full everybody is. */
export const assignmentsContract = {
  board: procedure({
    roles: EVERYONE,
    kind: 'read',
    audit: { none: 'a list; charts leave a row' },
    caseload: 'refused',
  })
    .input(z.strictObject({ limit: z.number().int().min(1).max(500).default(200) }).prefault({}))
    .output(
      z.object({ waiting: z.array(waitingSchema), total: z.number().int(), leads: z.array(leadSchema) }),
    ),

  /** What the current user carries, for Today. */
  mine: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'the own numbers' } })
    .input(z.strictObject({}).prefault({}))
    .output(z.object({ weight: z.number(), capacity: z.number() })),

  /** Whether caseloads are closed, and whether that leaves the current user with their own only. */
  access: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'A rule of the agency.' } })
    .input(z.strictObject({}).prefault({}))
    .output(z.object({ closed: z.boolean(), ownOnly: z.boolean() })),

  /** Closes caseloads (coordinators, outreach workers and navigators see only their own) or opens them again. */
  setAccess: procedure({ roles: ADMINISTRATORS, kind: 'write', audit: 'assignment.set-access' })
    .input(z.strictObject({ closed: z.boolean() }))
    .output(z.void()),

  /**
   * Opens a chart outside the own caseload for some hours, with a reason that stands in the audit.
   *
   * Found by its exact CIN, or by exact last name and birthday, so that nobody can browse.
   */
  openChart: procedure({
    roles: CARE_TEAM,
    kind: 'write',
    audit: 'assignment.open-chart',
    caseload: 'everyone',
  })
    .input(
      z.strictObject({
        member: z.union([
          z.strictObject({ cin: lineSchema.min(1, 'The CIN is missing.') }),
          z.strictObject({ lastName: lineSchema.min(1, 'The last name is missing.'), birthDate: dateSchema }),
        ]),
        reason: lineSchema.min(10, 'Say in some words why you need this chart.').max(300),
      }),
    )
    .output(z.object({ memberId: idSchema, until: z.string() })),

  /** Gives several members a lead each; `before` is what undoing it needs. */
  assign: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'assignment.assign' })
    .input(
      z.strictObject({
        items: z
          .array(z.strictObject({ memberId: idSchema, leadId: idSchema.nullable() }))
          .min(1)
          .max(500),
      }),
    )
    .output(
      z.object({
        changed: z.number().int(),
        before: z.array(z.object({ memberId: idSchema, leadId: idSchema.nullable() })),
      }),
    ),

  /** Sets how much somebody can carry and which languages they work in. */
  setCapacity: procedure({
    roles: ['administrator', 'clinical_lead'],
    kind: 'write',
    audit: 'assignment.set-capacity',
  })
    .input(
      z.strictObject({
        userId: idSchema,
        capacity: z.number().min(0, { error: 'Capacity is below 0.' }).max(1000),
        languages: z.array(lineSchema.min(1)).max(20),
      }),
    )
    .output(z.void()),
};
