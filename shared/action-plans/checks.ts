import { type Goal, type PlanContent, unquoted } from './content.ts';

/** One thing that must be there before a plan can be signed. */
export interface Check {
  /** The goal it is about, or undefined for the plan as a whole. */
  readonly goalId?: string;
  /** What to put the focus in, as a path into the content: `goals.<id>.measure`, `crisisContact`. */
  readonly field: string;
  /** What is missing, in a few words, for the list beside the goals. */
  readonly short: string;
  /** What is missing, as a sentence. */
  readonly sentence: string;
  readonly passed: boolean;
}

function blank(text: string): boolean {
  return text.trim() === '';
}

function goalChecks(goal: Goal, number: number): Check[] {
  const check = (field: string, short: string, sentence: string, passed: boolean): Check => ({
    goalId: goal.id,
    field: `goals.${goal.id}.${field}`,
    short: `Goal ${number}: ${short}`,
    sentence: `Goal ${number} ${sentence}`,
    passed,
  });
  const unfinished = goal.steps.find(
    (step) => !step.done && (blank(step.text) || blank(step.ownerName) || step.dueOn === null),
  );
  const parts: Check[] = [
    check('words', 'the member’s own words', 'has no words yet.', !blank(unquoted(goal.words))),
    check('measure', 'how will we know', 'does not say how we will know.', !blank(goal.measure)),
    check(
      'targetDate',
      'target date',
      'has no target date.',
      goal.targetDate !== null || goal.status === 'met',
    ),
    check('steps', 'first step', 'has no step yet.', goal.steps.length > 0 || goal.status === 'met'),
  ];
  if (goal.steps.length > 0) {
    const where = unfinished ? goal.steps.indexOf(unfinished) + 1 : 0;
    parts.push(
      check(
        unfinished ? `steps.${unfinished.id}` : 'steps',
        unfinished ? `step ${where}, ${stepGaps(unfinished)}` : 'steps',
        unfinished ? `step ${where} lacks ${stepGaps(unfinished)}.` : 'steps are complete.',
        unfinished === undefined,
      ),
    );
  }
  return parts;
}

function stepGaps(step: Goal['steps'][number]): string {
  const gaps = [
    blank(step.text) ? 'what to do' : '',
    blank(step.ownerName) ? 'who' : '',
    step.dueOn === null ? 'by when' : '',
  ].filter((gap) => gap !== '');
  return gaps.length > 1 ? `${gaps.slice(0, -1).join(', ')} and ${gaps.at(-1)}` : (gaps[0] ?? '');
}

/**
 * Everything a plan is checked for before it can be signed, passed or not, in the order of the page.
 *
 * A goal that is met needs neither a target date nor a step any more.
 */
export function planChecks(content: PlanContent): readonly Check[] {
  return [
    {
      field: 'goals',
      short: 'One goal at least',
      sentence: 'The plan has no goal yet.',
      passed: content.goals.length > 0,
    },
    ...content.goals.flatMap((goal, index) => goalChecks(goal, index + 1)),
    {
      field: 'strengths',
      short: 'Strengths: what the member brings',
      sentence: 'The plan does not say what the member brings.',
      passed: !blank(content.strengths) || content.goals.some((goal) => !blank(goal.strengths)),
    },
    {
      field: 'crisisPlan',
      short: 'Crisis plan: what helps first',
      sentence: 'The crisis plan does not say what helps first.',
      passed: !blank(content.crisisPlan),
    },
    {
      field: 'crisisContact',
      short: 'Crisis plan: who to call at night',
      sentence: 'The crisis plan does not say who to call at night.',
      passed: !blank(content.crisisContact),
    },
    {
      field: 'careTeam',
      short: 'Care team: one person at least',
      sentence: 'The care team is empty.',
      passed: content.careTeam.some((person) => !blank(person.name)),
    },
  ];
}

/** What still has to be filled before the plan can be signed; empty when it is ready. */
export function whatIsMissing(content: PlanContent): readonly Check[] {
  return planChecks(content).filter((check) => !check.passed);
}

/** How much of a goal is there, out of three: how we will know, the target date, the steps. */
export interface GoalCompleteness {
  readonly done: number;
  readonly of: 3;
  /** True when nothing of this goal is missing, its words included. */
  readonly ready: boolean;
  /** "ready", "no date yet", "no words yet" or "2 of 3 parts". */
  readonly words: string;
}

/** Says how far one goal is, for its line in the list of goals. */
export function goalCompleteness(goal: Goal): GoalCompleteness {
  const checks = goalChecks(goal, 1);
  const failed = new Set(checks.filter((check) => !check.passed).map((check) => check.field.split('.')[2]));
  const done = ['measure', 'targetDate', 'steps'].filter((part) => !failed.has(part)).length;
  const words = failed.has('words')
    ? 'no words yet'
    : failed.size === 0
      ? 'ready'
      : failed.size === 1 && failed.has('targetDate')
        ? 'no date yet'
        : `${done} of 3 parts`;
  return { done, of: 3, ready: failed.size === 0, words };
}
