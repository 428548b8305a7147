import type { Program } from '../members/member.ts';
import type { TaskKind } from './contract.ts';

/** What a reminder looks at; each needs one fact about the member, and goes when that fact is settled. */
export const REMINDER_TOPICS = [
  'reassessment',
  'plan_review',
  'authorization',
  'member_signature',
  'ed_visit',
  'admission',
  'discharge',
  'sharing_end',
  'release_missing',
] as const;
export type ReminderTopic = (typeof REMINDER_TOPICS)[number];

/**
 * A rule that sets a task by itself.
 *
 * Data with dates, as the clocks are: a plan may change it, and an unconfirmed one says so in its task.
 */
export interface ReminderRule {
  readonly id: string;
  readonly topic: ReminderTopic;
  readonly program: Program;
  /** Days from the fact (the last assessment, the signature, the end of the authorization) to the due date. */
  readonly days: number;
  /** How many days before the due date the task appears. */
  readonly noticeDays: number;
  readonly kind: TaskKind;
  readonly title: string;
  readonly from: string;
  readonly to: string | null;
  readonly source: string;
  /** False while nobody has confirmed the rule with the plan. */
  readonly confirmed: boolean;
}

const ECM = { program: 'ECM', from: '2022-01-01', to: null } as const;
const HHP = { program: 'HHP', from: '2018-07-01', to: '2021-12-31' } as const;

/** The rules of both programs. */
export const REMINDER_RULES: readonly ReminderRule[] = [ECM, HHP].flatMap(
  (program): readonly ReminderRule[] => [
    {
      ...program,
      id: `${program.program.toLowerCase()}-reassessment-180`,
      topic: 'reassessment',
      days: 180,
      noticeDays: 30,
      kind: 'assessment',
      title: 'Reassess',
      source: 'No fixed interval was found for reassessments; this agency starts from 180 days.',
      confirmed: false,
    },
    {
      ...program,
      id: `${program.program.toLowerCase()}-plan-review`,
      topic: 'plan_review',
      days: 0,
      noticeDays: 14,
      kind: 'hap',
      title: 'Look at the HAP again',
      source: 'The signed HAP names the day.',
      confirmed: true,
    },
    {
      ...program,
      id: `${program.program.toLowerCase()}-authorization`,
      topic: 'authorization',
      days: 0,
      noticeDays: 30,
      kind: 'other',
      title: 'Ask the plan to renew the authorization',
      source: 'Services after the last authorized day are not paid.',
      confirmed: true,
    },
    {
      ...program,
      id: `${program.program.toLowerCase()}-member-signature`,
      topic: 'member_signature',
      days: 14,
      noticeDays: 14,
      kind: 'hap',
      title: 'Go over the HAP with the member and record the agreement',
      source: 'A HAP is the member’s plan; this agency asks for an agreement within 14 days.',
      confirmed: true,
    },
    {
      ...program,
      id: `${program.program.toLowerCase()}-sharing-end`,
      topic: 'sharing_end',
      days: 0,
      noticeDays: 30,
      kind: 'other',
      title: 'Renew the permission to share',
      source: 'After that day nothing more may be shared on it.',
      confirmed: true,
    },
    {
      ...program,
      id: `${program.program.toLowerCase()}-release-missing`,
      topic: 'release_missing',
      days: 7,
      noticeDays: 7,
      kind: 'other',
      title: 'File the signed authorization',
      source: 'This agency keeps the signed paper with the chart within 7 days.',
      confirmed: true,
    },
    {
      ...program,
      id: `${program.program.toLowerCase()}-ed-visit`,
      topic: 'ed_visit',
      days: 2,
      noticeDays: 2,
      kind: 'call',
      title: 'Call after the emergency visit',
      source: 'Plans set how soon; this agency starts from 2 days.',
      confirmed: false,
    },
    {
      ...program,
      id: `${program.program.toLowerCase()}-admission`,
      topic: 'admission',
      days: 2,
      noticeDays: 2,
      kind: 'call',
      title: 'Call the hospital about the discharge',
      source: 'Plans set how soon; this agency starts from 2 days.',
      confirmed: false,
    },
    {
      ...program,
      id: `${program.program.toLowerCase()}-discharge-7`,
      topic: 'discharge',
      days: 7,
      noticeDays: 7,
      kind: 'visit',
      title: 'Visit after the hospital stay',
      source:
        program.program === 'ECM'
          ? 'Transitional care asks for a follow-up visit within 7 days of discharge (DHCS, 2023–24).'
          : 'No number of days was found for HHP; this agency starts from 7.',
      confirmed: program.program === 'ECM',
    },
  ],
);
