import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, lineSchema, textSchema } from '../fields.ts';
import { memberStatusSchema, programSchema } from '../members/member.ts';
import { strikeSchema } from '../notes/after.ts';
import { procedure } from '../procedure.ts';
import { CARE_TEAM, EVERYONE } from '../roles.ts';
import { clockSchema } from '../tasks/clock.ts';
import {
  attemptMethodSchema,
  attemptOutcomeSchema,
  attemptResultSchema,
  reachedWhoSchema,
} from './attempt.ts';

/** The chips over the queue. */
export const OUTREACH_VIEWS = ['due', 'waiting', 'closed'] as const;
export const outreachViewSchema = z.enum(OUTREACH_VIEWS);
export type OutreachView = z.infer<typeof outreachViewSchema>;

/** One line of the queue. */
export const outreachRowSchema = z.object({
  memberId: idSchema,
  name: z.string(),
  /** Language and where or how to reach: "Mixteco, Alder St. day center". */
  line: z.string(),
  status: memberStatusSchema,
  tier: z.string().nullable(),
  homeless: z.boolean(),
  onTel: z.boolean(),
  /** Counted attempts so far, and how many the plan wants. */
  attempts: z.number().int(),
  wanted: z.number().int(),
  clock: clockSchema.nullable(),
  lastOn: dateSchema.nullable(),
  nextOn: dateSchema.nullable(),
  /** Said yes and waits for enrollment. */
  ready: z.boolean(),
  /** Why it ended, in words, for closed ones. */
  closed: z.string().nullable(),
});
export type OutreachRow = z.infer<typeof outreachRowSchema>;

/** An attempt as lists show it. A signed note from before enrollment stands here too: it was one. */
export const attemptSchema = z.object({
  id: idSchema,
  /** Its number among the counted ones, or null. */
  number: z.number().int().nullable(),
  on: dateSchema,
  method: attemptMethodSchema,
  outcome: attemptOutcomeSchema.nullable(),
  who: reachedWhoSchema.nullable(),
  /** "Phone, no answer". */
  title: z.string(),
  text: z.string(),
  place: z.string().nullable(),
  tried: z.string().nullable(),
  language: z.string().nullable(),
  interpreter: z.boolean(),
  minutes: z.number().int(),
  staff: z.string(),
  counted: z.boolean(),
  bulk: z.boolean(),
  /** The next contact that was set with it. */
  nextOn: dateSchema.nullable(),
  /** Logged by mistake: who struck it, when and why. It counts no more. */
  strike: strikeSchema.nullable(),
  /** For a printed letter: when it went to the mail, and when and why it came back. */
  letter: z
    .object({
      mailedOn: dateSchema.nullable(),
      returnedOn: dateSchema.nullable(),
      returnedReason: z.string().nullable(),
    })
    .nullable(),
  noteId: idSchema.nullable(),
});
export type Attempt = z.infer<typeof attemptSchema>;

const placeSchema = z.strictObject({ code: z.string().regex(/^\d{2}$/), label: lineSchema });

/** What Hearth fills in for a method, and where it took it from. */
export const filledSchema = z.object({
  place: placeSchema.nullable(),
  tried: z.string().nullable(),
  minutes: z.number().int(),
  language: z.string().nullable(),
  interpreter: z.boolean(),
  origin: z.string(),
});
export type Filled = z.infer<typeof filledSchema>;

/** What comes next, as the person chose it. */
export const nextContactSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('date'), on: dateSchema }),
  z.strictObject({ kind: z.literal('ready') }),
]);
export type NextContact = z.infer<typeof nextContactSchema>;

/** An attempt as it is typed; also the draft that is kept. */
export const attemptDraftSchema = z.strictObject({
  method: attemptMethodSchema.nullable().default(null),
  result: attemptResultSchema.nullable().default(null),
  who: reachedWhoSchema.nullable().default(null),
  next: nextContactSchema.nullable().default(null),
  place: placeSchema.nullable().optional(),
  tried: lineSchema.nullable().optional(),
  minutes: z.number().int().min(1).max(480).optional(),
  language: lineSchema.nullable().optional(),
  interpreter: z.boolean().optional(),
  reasonId: z.string().max(40).nullable().default(null),
  text: textSchema.default(''),
});
export type AttemptDraft = z.infer<typeof attemptDraftSchema>;

const reasonSchema = z.object({ id: z.string(), label: z.string(), whenDeclined: z.boolean() });

/** Something that happened to the outreach itself: extended, closed, opened again, a mailing. */
export const outreachEventSchema = z.object({
  id: idSchema,
  at: instantSchema,
  on: dateSchema,
  kind: z.enum(['extended', 'closed', 'reopened']),
  words: z.string(),
  by: z.string(),
});
export type OutreachEvent = z.infer<typeof outreachEventSchema>;

/** Everything the screen shows about one member. */
export const outreachCardSchema = z.object({
  memberId: idSchema,
  name: z.string(),
  /** "39, Mixteco, interpreter". */
  line: z.string(),
  pronouns: z.string().nullable(),
  status: memberStatusSchema,
  statusWords: z.string(),
  homeless: z.boolean(),
  onTel: z.boolean(),
  flags: z.array(z.string()),
  program: programSchema.nullable(),
  planName: z.string(),
  clock: clockSchema.nullable(),
  /** The last day of the window. */
  until: dateSchema.nullable(),
  extended: z.boolean(),
  attempts: z.number().int(),
  wanted: z.number().int(),
  left: z.number().int(),
  /** Enrolled or closed: nothing more to log. */
  readOnly: z.boolean(),
  nextOn: dateSchema.nullable(),
  ready: z.boolean(),
  rule: z.object({ sentence: z.string(), confirmWithPlan: z.boolean() }),
  history: z.array(attemptSchema),
  events: z.array(outreachEventSchema),
  /** Where the person may be found: day center, address, last contact. */
  places: z.array(z.object({ kind: z.enum(['place', 'home', 'phone', 'contact']), text: z.string() })),
  filled: z.partialRecord(attemptMethodSchema, filledSchema),
  nextDates: z.array(dateSchema),
  reasons: z.array(reasonSchema),
  draft: attemptDraftSchema.nullable(),
});
export type OutreachCard = z.infer<typeof outreachCardSchema>;

const POLLED = { none: 'refreshed by itself; cards and charts leave a row' } as const;
const whose = z.enum(['mine', 'all']).default('mine');

/** Outreach: the queue, attempts, the clock with its extensions, and how it ends. */
export const outreachContract = {
  /** The queue: most urgent first, then tier, then the clock that runs out first, then the longest without contact. */
  queue: procedure({ roles: EVERYONE, kind: 'read', audit: POLLED })
    .input(
      z.strictObject({
        view: outreachViewSchema.default('due'),
        whose,
        limit: z.number().int().min(1).max(1000).default(300),
      }),
    )
    .output(
      z.object({
        rows: z.array(outreachRowSchema),
        /** In the view `due`: the rows of later this week. */
        later: z.array(outreachRowSchema),
        total: z.number().int(),
        counts: z.record(outreachViewSchema, z.number().int()),
      }),
    ),

  card: procedure({ roles: EVERYONE, kind: 'read', audit: 'outreach.view' })
    .input(z.strictObject({ memberId: idSchema }))
    .output(outreachCardSchema),

  /** Keeps what was chosen so far, so that nothing is lost; null puts the draft away. */
  saveDraft: procedure({ roles: CARE_TEAM, kind: 'write', audit: { none: 'drafts as they are typed' } })
    .input(z.strictObject({ memberId: idSchema, draft: attemptDraftSchema.nullable() }))
    .output(z.object({ savedAt: instantSchema })),

  /** Signs an attempt: counter, clock, next contact, status, note and encounter line in one transaction. */
  log: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'outreach.log' })
    .input(
      attemptDraftSchema.extend({
        memberId: idSchema,
        /** The day it happened; today when left out. */
        on: dateSchema.optional(),
        startTime: z
          .string()
          .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
          .optional(),
      }),
    )
    .output(
      z.object({
        attemptId: idSchema,
        number: z.number().int().nullable(),
        left: z.number().int(),
        status: memberStatusSchema,
        /** Opens enrollment next. */
        ready: z.boolean(),
        closed: z.boolean(),
        /** The encounter line in words, or why there is none. */
        line: z.string(),
        noteId: idSchema.nullable(),
        nextOn: dateSchema.nullable(),
      }),
    ),

  /** A letter to many: logged for each who is in outreach, never counted. */
  logMailing: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'outreach.mailing' })
    .input(
      z.strictObject({
        memberIds: z.array(idSchema).min(1).max(1000),
        what: lineSchema.min(1, { error: 'Say what was mailed.' }),
        on: dateSchema.optional(),
      }),
    )
    .output(z.object({ logged: z.number().int(), passedOver: z.number().int() })),

  /** Strikes an attempt that was logged by mistake; it stays readable, and the counters follow. */
  strike: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'outreach.strike' })
    .input(
      z.strictObject({
        memberId: idSchema,
        attemptId: idSchema,
        reason: lineSchema.min(3, { error: 'Say why it does not hold.' }),
      }),
    )
    .output(
      z.object({
        /** Attempts that count now. */
        attempts: z.number().int(),
        /** What became of the encounter line, in words. */
        line: z.string(),
      }),
    ),

  /** Gives a member more days, with the reason. */
  extend: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'outreach.extend' })
    .input(
      z.strictObject({
        memberId: idSchema,
        days: z.number().int().min(1, { error: 'At least 1 day.' }).max(365, { error: 'At most 365 days.' }),
        reason: lineSchema.min(3, { error: 'Say why, such as “no fixed place to find her”.' }),
      }),
    )
    .output(z.object({ until: dateSchema })),

  close: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'outreach.close' })
    .input(z.strictObject({ memberId: idSchema, reasonId: z.string().max(40), note: lineSchema.default('') }))
    .output(z.object({ status: memberStatusSchema })),
  /** Opens outreach again, also to take a closing back. */
  reopen: procedure({ roles: CARE_TEAM, kind: 'write', audit: 'outreach.reopen' })
    .input(z.strictObject({ memberId: idSchema }))
    .output(z.object({ status: memberStatusSchema })),

  /** A sheet for a shift, as PDF: phone numbers to call, or places to go. */
  callSheet: procedure({
    roles: CARE_TEAM,
    kind: 'job',
    audit: { none: 'the export leaves a row of its own' },
  })
    .input(z.strictObject({ kind: z.enum(['calls', 'street']), whose }))
    .output(
      z.object({
        saved: z.boolean(),
        fileName: z.string().nullable(),
        people: z.number().int(),
        notes: z.array(z.string()),
      }),
    ),
};
