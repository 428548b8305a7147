import { z } from 'zod';
import type { MemberStatus } from '../members/member.ts';
import type { ServiceMode } from '../programs/pack.ts';

/**
 * How somebody tried to reach a member. Neutral words of Hearth; each plan's file maps them to its own.
 */
export const ATTEMPT_METHODS = [
  'in_person',
  'phone',
  'text',
  'letter',
  'video',
  'email',
  'portal',
  'other',
] as const;
export const attemptMethodSchema = z.enum(ATTEMPT_METHODS);
export type AttemptMethod = z.infer<typeof attemptMethodSchema>;

/** What came of an attempt, in the same neutral words. */
export const ATTEMPT_OUTCOMES = [
  'spoke_agreed',
  'spoke_declined',
  'spoke_call_back',
  'message_left',
  'no_answer',
  'wrong_number',
  'not_found',
  'third_party',
  'other',
] as const;
export const attemptOutcomeSchema = z.enum(ATTEMPT_OUTCOMES);
export type AttemptOutcome = z.infer<typeof attemptOutcomeSchema>;

/** Who was reached. */
export const REACHED_WHO = ['member', 'family', 'shelter_staff', 'provider'] as const;
export const reachedWhoSchema = z.enum(REACHED_WHO);
export type ReachedWho = z.infer<typeof reachedWhoSchema>;

/** The five results people choose from; with who and what next they give the outcome. */
export const ATTEMPT_RESULTS = ['reached', 'not_there', 'message', 'wrong', 'declined', 'other'] as const;
export const attemptResultSchema = z.enum(ATTEMPT_RESULTS);
export type AttemptResult = z.infer<typeof attemptResultSchema>;

/** What stands on the chips and in lists. */
export const METHOD_WORDS: Readonly<Record<AttemptMethod, string>> = {
  in_person: 'In person',
  phone: 'Phone',
  text: 'Text',
  letter: 'Letter',
  video: 'Video',
  email: 'E-mail',
  portal: 'Portal',
  other: 'Other',
};

export const WHO_WORDS: Readonly<Record<ReachedWho, string>> = {
  member: 'Member',
  family: 'Family or friend',
  shelter_staff: 'Shelter staff',
  provider: 'Other provider',
};

/** The outcome in lists: "Phone, no answer". */
export const OUTCOME_WORDS: Readonly<Record<AttemptOutcome, string>> = {
  spoke_agreed: 'reached, wants to enroll',
  spoke_declined: 'declined',
  spoke_call_back: 'reached',
  message_left: 'message left',
  no_answer: 'no answer',
  wrong_number: 'wrong number',
  not_found: 'not there',
  third_party: 'reached somebody else',
  other: 'other',
};

const MODES: Readonly<Record<AttemptMethod, ServiceMode | null>> = {
  in_person: 'in_person',
  phone: 'phone',
  text: 'text',
  video: 'video',
  letter: null,
  email: null,
  portal: null,
  other: null,
};

/** The mode of service an attempt is coded with, or null where no code table speaks about its kind. */
export function modeOf(method: AttemptMethod): ServiceMode | null {
  return MODES[method];
}

/** The results that can come of a method, with their words, in the order of their digits. */
export function resultsFor(method: AttemptMethod | null): readonly {
  readonly value: AttemptResult;
  readonly label: string;
}[] {
  const away: Readonly<Record<AttemptMethod, string>> = {
    in_person: 'Not there',
    phone: 'No answer',
    text: 'Sent, no answer yet',
    letter: 'Sent, no answer yet',
    video: 'Not there',
    email: 'Sent, no answer yet',
    portal: 'Sent, no answer yet',
    other: 'Not found',
  };
  const wrong = method === 'letter' ? 'Came back' : method === 'in_person' ? 'Wrong place' : 'Wrong number';
  return [
    { value: 'reached', label: 'Reached' },
    { value: 'not_there', label: away[method ?? 'in_person'] },
    { value: 'message', label: 'Left message' },
    { value: 'wrong', label: wrong },
    { value: 'declined', label: 'Declined' },
    { value: 'other', label: 'Other' },
  ];
}

/** The neutral outcome of what was chosen. */
export function outcomeOf(choice: {
  readonly method: AttemptMethod;
  readonly result: AttemptResult;
  readonly who: ReachedWho | null;
  readonly ready: boolean;
}): AttemptOutcome {
  switch (choice.result) {
    case 'reached':
      if (choice.who !== null && choice.who !== 'member') return 'third_party';
      return choice.ready ? 'spoke_agreed' : 'spoke_call_back';
    case 'declined':
      return 'spoke_declined';
    case 'message':
      return 'message_left';
    case 'wrong':
      return 'wrong_number';
    case 'not_there':
      return choice.method === 'in_person' || choice.method === 'other' ? 'not_found' : 'no_answer';
    case 'other':
      return 'other';
  }
}

/** Whether the member themself was spoken with; then a next contact or a decision must follow. */
export function wasMemberReached(outcome: AttemptOutcome): boolean {
  return outcome === 'spoke_agreed' || outcome === 'spoke_declined' || outcome === 'spoke_call_back';
}

/** Whether somebody was reached at all; then the plan for what comes next is asked for. */
export function wasSomebodyReached(outcome: AttemptOutcome): boolean {
  return wasMemberReached(outcome) || outcome === 'third_party';
}

/**
 * Whether an attempt counts against the plan's number.
 *
 * Individual contact to which the person can answer counts, reached or not. A letter can only be received, so it is
 * logged and never counted, mailed to one or to many.
 *
 * @see DHCS FAQ quoted at traininghealthequity.org: in person, phone, text, e-mail, other electronic.
 */
export function isCounted(method: AttemptMethod, bulk: boolean): boolean {
  return !bulk && method !== 'letter';
}

/** Where a member stands after an attempt. */
export function statusAfter(before: MemberStatus, outcome: AttemptOutcome): MemberStatus {
  if (outcome === 'spoke_agreed' || outcome === 'spoke_call_back') return 'reached';
  return before === 'assigned' ? 'in_outreach' : before;
}
