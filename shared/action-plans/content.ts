import { z } from 'zod';
import { dateSchema, idSchema, lineSchema } from '../fields.ts';
import { DOMAINS, type Domain } from './domains.ts';

/** What one plan holds at most. */
export const MOST_GOALS = 40;
export const MOST_STEPS = 50;
export const MOST_PEOPLE = 40;

/** Long text in a plan: a paragraph or two, at most 4,000 characters. */
const paragraphSchema = z.string().max(4000);

/** Where a goal stands, as the member and the coordinator see it. */
export const GOAL_STATUSES = ['new', 'working', 'met'] as const;
export type GoalStatus = (typeof GOAL_STATUSES)[number];

/** The words users see for each status. */
export const GOAL_STATUS_WORDS: Readonly<Record<GoalStatus, string>> = {
  new: 'New',
  working: 'Working',
  met: 'Met',
};

/** One intervention: what is done, by whom, by when. Signing the plan turns each open one into a task. */
export const stepSchema = z.strictObject({
  id: idSchema,
  text: lineSchema,
  /** The member of staff who does it, or null when somebody outside the agency does. */
  ownerId: idSchema.nullable(),
  /** Who does it, in words: the staff member's name at the time, or "Desmond with Ines C.". */
  ownerName: lineSchema,
  dueOn: dateSchema.nullable(),
  /** Done steps stay in the plan and make no task. */
  done: z.boolean(),
});
export type Step = z.infer<typeof stepSchema>;

/** One goal. Priority is its place in the list. */
export const goalSchema = z.strictObject({
  id: idSchema,
  /** The member's own words, without quotation marks around them. */
  words: z.string().max(1000),
  /** How anybody will know that it is reached: one thing to count or see. */
  measure: z.string().max(1000),
  domain: z.enum(DOMAINS),
  targetDate: dateSchema.nullable(),
  status: z.enum(GOAL_STATUSES),
  steps: z.array(stepSchema).max(MOST_STEPS),
  barriers: paragraphSchema,
  strengths: paragraphSchema,
  /** Keys of the suggestions that led to this goal. */
  from: z.array(z.string().max(120)).max(20),
});
export type Goal = z.infer<typeof goalSchema>;

/** What was found to be needed in one part of a life. */
export const needSchema = z.strictObject({ domain: z.enum(DOMAINS), text: paragraphSchema });
export type Need = z.infer<typeof needSchema>;

/** Somebody in the care team, inside or outside the agency. */
export const teamMemberSchema = z.strictObject({
  id: idSchema,
  name: lineSchema,
  role: lineSchema,
  phone: lineSchema,
});
export type TeamMember = z.infer<typeof teamMemberSchema>;

/** What was known of the member's health when the version was signed. */
export const snapshotSchema = z.strictObject({
  /** The day the diagnoses were copied from the problem list; null while nothing was copied. */
  takenOn: dateSchema.nullable(),
  /** One medicine a line, as the member or a pharmacy list names it. */
  medications: paragraphSchema,
  diagnoses: z.array(z.strictObject({ code: lineSchema, label: lineSchema })).max(200),
  /** Emergency visits, hospital stays and clinic use, in words. */
  utilization: paragraphSchema,
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** A snapshot of nothing. */
export const EMPTY_SNAPSHOT: Snapshot = { takenOn: null, medications: '', diagnoses: [], utilization: '' };

/** Everything one version of a Health Action Plan says. Frozen when the version is signed. */
export const planContentSchema = z.strictObject({
  goals: z.array(goalSchema).max(MOST_GOALS),
  /** What the member brings and is good at. */
  strengths: paragraphSchema,
  /** How the member wants to be served: language, times, places, what to avoid. */
  preferences: paragraphSchema,
  /** What needs were found, taken together; the goals say what is done about them. */
  needs: paragraphSchema,
  /** The needs found, domain by domain, each domain once. */
  needsByDomain: z
    .array(needSchema)
    .max(DOMAINS.length)
    .refine((needs) => new Set(needs.map(({ domain }) => domain)).size === needs.length, {
      error: 'A part of life stands among the needs once.',
    })
    .default([]),
  /** What helps in a crisis, and what to do first. */
  crisisPlan: paragraphSchema,
  /** Who to call at night, with a number. */
  crisisContact: lineSchema,
  /** What happens after a hospital stay or a move. */
  transitionPlan: paragraphSchema,
  careTeam: z.array(teamMemberSchema).max(MOST_PEOPLE),
  /** When the plan is looked at again. */
  reviewOn: dateSchema.nullable(),
  snapshot: snapshotSchema.default(EMPTY_SNAPSHOT),
});
export type PlanContent = z.infer<typeof planContentSchema>;

/** A plan nobody has written anything in. */
export const EMPTY_CONTENT: PlanContent = {
  goals: [],
  strengths: '',
  preferences: '',
  needs: '',
  needsByDomain: [],
  crisisPlan: '',
  crisisContact: '',
  transitionPlan: '',
  careTeam: [],
  reviewOn: null,
  snapshot: EMPTY_SNAPSHOT,
};

/** The needs that say something, in the order the domains are listed everywhere. */
export function needsInOrder(content: PlanContent): readonly Need[] {
  const found = new Map(content.needsByDomain.map((need) => [need.domain, need]));
  return DOMAINS.flatMap((domain: Domain) => {
    const need = found.get(domain);
    return need && need.text.trim() !== '' ? [need] : [];
  });
}

/** Whether a plan says something about substance use, which is given out under an authorization that names it only. */
export function namesSubstanceUse(content: PlanContent): boolean {
  return [...content.goals, ...needsInOrder(content)].some(({ domain }) => domain === 'substance_use');
}

/** A new goal with nothing filled but what is known. */
export function emptyGoal(id: string, known: Partial<Omit<Goal, 'id'>> = {}): Goal {
  return {
    id,
    words: '',
    measure: '',
    domain: 'other',
    targetDate: null,
    status: 'new',
    steps: [],
    barriers: '',
    strengths: '',
    from: [],
    ...known,
  };
}

/** A new step with nothing filled but what is known. */
export function emptyStep(id: string, known: Partial<Omit<Step, 'id'>> = {}): Step {
  return { id, text: '', ownerId: null, ownerName: '', dueOn: null, done: false, ...known };
}

/**
 * The goal's words without the quotation marks a person typed around them.
 *
 * The page and the paper add their own, so that every goal stands in one kind of marks.
 */
export function unquoted(words: string): string {
  return words
    .trim()
    .replace(/^["“”„«]+/, '')
    .replace(/["“”»]+$/, '')
    .trim();
}
