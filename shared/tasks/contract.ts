import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema, textSchema } from '../fields.ts';
import { procedure } from '../procedure.ts';
import { CARE_TEAM, EVERYONE } from '../roles.ts';
import { clockSchema } from './clock.ts';
import { REPEATS } from './recurrence.ts';
import { sinceLeftSchema } from './since-left.ts';
import { targetSchema } from './target.ts';

/** What a task is about; decides its icon and the verb of its action. */
export const TASK_KINDS = [
  'visit',
  'call',
  'conference',
  'letter',
  'hap',
  'assessment',
  'outreach',
  'referral',
  'goal_step',
  'follow_up',
  'review',
  'other',
] as const;
export const taskKindSchema = z.enum(TASK_KINDS);
export type TaskKind = z.infer<typeof taskKindSchema>;

export type { Target } from './target.ts';

/** A row of Today: a stored task or one that a clock made. */
export const todayRowSchema = z.object({
  /** The task's id, or `kind:memberId` for a row a clock made. */
  id: z.string(),
  /** Null for rows a clock made: those end when the work is done, not by a check mark. */
  taskId: idSchema.nullable(),
  kind: taskKindSchema,
  memberId: idSchema.nullable(),
  name: z.string(),
  /** Program, tier and language: "ECM, tier 2, Armenian". */
  line: z.string(),
  title: z.string(),
  detail: z.string(),
  clock: clockSchema.nullable(),
  /** The words on the row's action: "Open HAP". */
  action: z.string(),
  target: targetSchema,
  /** Which rule and which fact made the row, in one sentence. */
  why: z.string(),
});
export type TodayRow = z.infer<typeof todayRowSchema>;

export const todayGroupSchema = z.object({
  key: z.enum(['cannot_wait', 'visits', 'outreach', 'to_do']),
  title: z.string(),
  total: z.number().int(),
  rows: z.array(todayRowSchema),
});

/** Something begun and not yet signed, applied or discarded. */
export const inProgressItemSchema = z.object({
  kind: z.enum(['note', 'attempt', 'assessment', 'hap', 'roster']),
  id: idSchema,
  memberId: idSchema.nullable(),
  name: z.string(),
  /** How far it is: "Note, 12 min", "HAP v1, day 83 of 90". */
  line: z.string(),
  updatedAt: instantSchema,
  target: targetSchema,
});

export const taskSchema = z.object({
  id: idSchema,
  memberId: idSchema.nullable(),
  memberName: z.string().nullable(),
  title: z.string(),
  detail: z.string(),
  kind: taskKindSchema,
  owner: z.object({ id: idSchema, name: z.string() }).nullable(),
  dueOn: dateSchema.nullable(),
  urgent: z.boolean(),
  sourceKind: z.string(),
  sourceId: z.string().nullable(),
  why: z.string(),
  state: z.enum(['open', 'done']),
  snoozedUntil: dateSchema.nullable(),
  /** How often it comes again, in words, or null. */
  repeats: z.string().nullable(),
  doneAt: instantSchema.nullable(),
});
export type Task = z.infer<typeof taskSchema>;

const taskOut = z.object({ task: taskSchema });
const idOnly = z.strictObject({ id: idSchema });
const POLLED = { none: 'refreshed by itself; charts leave a row' } as const;

/** Tasks, Today, and what is in progress. */
export const tasksContract = {
  today: procedure({ roles: EVERYONE, kind: 'read', audit: POLLED })
    .input(z.strictObject({}).prefault({}))
    .output(
      z.object({
        date: dateSchema,
        groups: z.array(todayGroupSchema),
        moreThisWeek: z.number().int(),
        caseload: z.object({
          /** Whether the numbers are about the user's own members, or about everybody's. */
          own: z.boolean(),
          /** Members in outreach or enrolled; the other numbers are about enrolled ones. */
          members: z.number().int(),
          hapNotDone: z.number().int(),
          hapWithin90: z.number().int(),
          hapAfter90: z.number().int(),
          noContact30: z.number().int(),
          noBillableService: z.number().int(),
        }),
        week: z.array(
          z.object({ date: dateSchema, open: z.number().int(), done: z.number().int(), today: z.boolean() }),
        ),
        /** The first day after today with something due, for the empty state. */
        nextDueOn: dateSchema.nullable(),
      }),
    ),

  /** What others did since the user last left for an hour or more. */
  sinceLeft: procedure({ roles: EVERYONE, kind: 'read', audit: POLLED })
    .input(z.strictObject({}).prefault({}))
    .output(sinceLeftSchema),

  list: procedure({ roles: EVERYONE, kind: 'read', audit: POLLED })
    .input(
      z.strictObject({
        memberId: idSchema.optional(),
        /** Mine (and those nobody owns of my members), everybody's, or those of one member of staff. */
        whose: z.union([z.enum(['mine', 'all']), idSchema]).default('mine'),
        /** Also those finished since a day, which stay in sight for the day. */
        doneSince: dateSchema.optional(),
        limit: z.number().int().min(1).max(500).default(200),
      }),
    )
    .output(
      z.object({
        tasks: z.array(taskSchema),
        /** How many there are in all, when the list is longer than asked for. */
        total: z.number().int(),
      }),
    ),

  /** The tasks of seven days from a Monday, put-away ones on the day they come back. */
  week: procedure({ roles: EVERYONE, kind: 'read', audit: POLLED })
    .input(
      z.strictObject({
        from: dateSchema,
        whose: z.union([z.enum(['mine', 'all']), idSchema]).default('mine'),
      }),
    )
    .output(z.object({ days: z.array(z.object({ date: dateSchema, tasks: z.array(taskSchema) })) })),

  /** Sets the tasks that dated rules ask for and closes those whose reason is gone; pages call it once a day. */
  refresh: procedure({
    roles: EVERYONE,
    kind: 'job',
    audit: { none: 'a row is written when something was set or closed' },
    caseload: 'everyone',
  })
    .input(z.strictObject({}).prefault({}))
    .output(z.object({ set: z.number().int(), closed: z.number().int() })),

  /** Tells the operating system what cannot wait, in counts only, when there is more than it said last. */
  remind: procedure({ roles: EVERYONE, kind: 'job', audit: POLLED })
    .input(z.strictObject({}).prefault({}))
    .output(z.object({ said: z.string().nullable(), on: z.boolean() })),
  /** Whether the own notifications are on. */
  reminders: procedure({ roles: EVERYONE, kind: 'read', audit: { none: 'the own setting' } })
    .input(z.strictObject({}).prefault({}))
    .output(z.object({ on: z.boolean() })),
  /** Turns the own notifications of the operating system on or off. */
  setReminders: procedure({ roles: EVERYONE, kind: 'write', audit: 'task.reminders' })
    .input(z.strictObject({ on: z.boolean() }))
    .output(z.object({ on: z.boolean() })),

  inProgress: procedure({ roles: EVERYONE, kind: 'read', audit: POLLED })
    .input(z.strictObject({}).prefault({}))
    .output(z.object({ items: z.array(inProgressItemSchema), total: z.number().int() })),

  navCounts: procedure({ roles: EVERYONE, kind: 'read', audit: POLLED })
    .input(z.strictObject({}).prefault({}))
    .output(
      z.object({
        today: z.number().int(),
        /** True when what waits on Today cannot wait. */
        todayUrgent: z.boolean(),
        caseload: z.number().int(),
        outreach: z.number().int(),
        tasks: z.number().int(),
        rosters: z.number().int(),
        encounters: z.number().int(),
        transfers: z.number().int(),
      }),
    ),

  add: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'task.add' })
    .input(
      z.strictObject({
        memberId: idSchema.nullable().optional(),
        title: lineSchema.min(1, { error: 'Title is empty.' }),
        detail: textSchema.optional(),
        kind: taskKindSchema.default('other'),
        ownerId: idSchema.nullable().optional(),
        dueOn: dateSchema.nullable().optional(),
        urgent: z.boolean().optional(),
        /** Comes again by this rhythm, from `dueOn` on. */
        repeat: z.enum(REPEATS).optional(),
      }),
    )
    .output(taskOut),
  /** Gives tasks to somebody, or with null back to the member's lead. */
  reassign: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'task.reassign' })
    .input(z.strictObject({ ids: z.array(idSchema).min(1).max(500), ownerId: idSchema.nullable() }))
    .output(z.object({ changed: z.number().int() })),
  /** Moves a task to another day, or takes its day away. */
  move: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'task.move' })
    .input(z.strictObject({ id: idSchema, dueOn: dateSchema.nullable() }))
    .output(taskOut),
  /** A recurring task comes no more; the one that is open stays. */
  endSeries: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'task.end-series' })
    .input(z.strictObject({ taskId: idSchema }))
    .output(taskOut),
  done: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'task.done' }).input(idOnly).output(taskOut),
  undoDone: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'task.undo-done' })
    .input(idOnly)
    .output(taskOut),
  /** Puts a task away until a day; its due date stays. */
  snooze: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'task.snooze' })
    .input(z.strictObject({ id: idSchema, until: dateSchema.nullable() }))
    .output(taskOut),
};
