import type { Fix } from '../held.ts';
import type { Verdict } from './answer.ts';

/** A code of a plan in plain words, and the field that is usually meant. */
export interface StatusCode {
  readonly sentence: string;
  readonly fix?: Fix;
}

const CHART = (label: string, field: string): Fix => ({ label, page: 'chart', field });
const LINE = (label: string, field: string): Fix => ({ label, page: 'encounter', field });
const STAFF: Fix = { label: 'NPI', page: 'users', field: 'npi' };

/**
 * Claim status codes in plain words; a code that is not here is shown as the plan sent it.
 *
 * @see X12 external code list 508; the texts are ours.
 */
export const STATUS_CODES: Readonly<Record<string, StatusCode>> = {
  '19': { sentence: 'The plan has received the claim.' },
  '20': { sentence: 'The plan has taken the claim in.' },
  '21': { sentence: 'A fact is missing or not in the plan’s form.' },
  '24': { sentence: 'The plan does not know the agency for this claim.' },
  '26': { sentence: 'The plan does not know one of the parties.' },
  '33': { sentence: 'The plan does not know this member.', fix: CHART('Member id', 'cin') },
  '54': { sentence: 'The plan has this claim already.', fix: LINE('Keep back', 'keepBack') },
  '84': { sentence: 'The service is not covered by the member’s plan.' },
  '88': {
    sentence: 'The member was not with the plan on the day of service.',
    fix: CHART('Enrollment', 'enrolledOn'),
  },
  '91': { sentence: 'The agency was not with the plan on the day of service.' },
  '97': { sentence: 'The plan does not find the member.', fix: CHART('Member id', 'cin') },
  '116': { sentence: 'The claim belongs with another plan.', fix: CHART('Plan', 'plan') },
  '125': { sentence: 'A name is missing or not in the plan’s form.', fix: CHART('Name', 'lastName') },
  '126': { sentence: 'An address is missing or not in the plan’s form.', fix: CHART('Street', 'street') },
  '128': { sentence: 'A tax number is missing or not known.' },
  '132': { sentence: 'The staff NPI is missing.', fix: STAFF },
  '145': { sentence: 'The plan does not take this taxonomy code.', fix: STAFF },
  '158': { sentence: 'The birthday is missing or another one.', fix: CHART('Birthday', 'birthDate') },
  '164': { sentence: 'The member id is not one of the plan’s.', fix: CHART('Member id', 'cin') },
  '187': { sentence: 'The day of service does not fit.', fix: LINE('Start time', 'startTime') },
  '188': { sentence: 'The span of service does not fit.' },
  '189': { sentence: 'The place of service does not fit.' },
  '249': { sentence: 'The place of service does not fit the service.' },
  '252': { sentence: 'The authorization number is missing.', fix: CHART('Authorization', 'authorization') },
  '254': { sentence: 'The main diagnosis code does not fit.', fix: LINE('Diagnosis', 'diagnoses') },
  '255': { sentence: 'A diagnosis code does not fit.', fix: LINE('Diagnosis', 'diagnoses') },
  '453': { sentence: 'A modifier does not fit the code.' },
  '454': { sentence: 'The plan does not take this code.' },
  '455': { sentence: 'The plan does not take this revenue code.' },
  '464': { sentence: 'The plan’s own claim number is missing.' },
  '465': { sentence: 'The charge and its lines do not agree.' },
  '476': { sentence: 'The units do not fit.' },
  '478': { sentence: 'The charge is missing or not in the plan’s form.' },
  '481': { sentence: 'The plan does not find the claim that this one replaces.' },
  '496': { sentence: 'The plan does not know the agency as a sender.' },
  '500': { sentence: 'A ZIP code is missing or not in the plan’s form.', fix: CHART('ZIP', 'zip') },
  '507': { sentence: 'The plan does not know this code.' },
  '562': { sentence: 'The plan does not know this staff NPI.', fix: STAFF },
  '673': {
    sentence: 'The authorization does not cover this service.',
    fix: CHART('Authorization', 'authorization'),
  },
};

/** Claim status categories that may stand in a 277CA, and what each decides. @see X12 external code list 507. */
export const STATUS_CATEGORIES: Readonly<Record<string, { sentence: string; verdict: Verdict }>> = {
  A0: { sentence: 'Handed on to another payer.', verdict: 'received' },
  A1: { sentence: 'Received, not decided yet.', verdict: 'received' },
  A2: { sentence: 'Accepted.', verdict: 'accepted' },
  A3: { sentence: 'Sent back, the plan cannot work with it.', verdict: 'rejected' },
  A4: { sentence: 'The plan does not find the claim.', verdict: 'received' },
  A5: { sentence: 'Split into several claims by the plan.', verdict: 'received' },
  A6: { sentence: 'Sent back, something is missing.', verdict: 'rejected' },
  A7: { sentence: 'Sent back, something does not fit.', verdict: 'rejected' },
  A8: { sentence: 'Sent back, two facts do not go together.', verdict: 'rejected' },
};

/** Whom a status speaks about, where that changes what the code means. @see X12 element 98. */
export const STATUS_ENTITIES: Readonly<Record<string, string>> = {
  '40': 'the plan as receiver',
  '41': 'the sender',
  '82': 'the staff member',
  '85': 'the agency',
  IL: 'the member',
  PR: 'the plan',
  QC: 'the member',
};

/** TA1 notes (TA105). */
export const TA1_NOTES: Readonly<Record<string, string>> = {
  '000': 'The envelope is in order.',
  '001': 'The control numbers of the envelope do not agree.',
  '002': 'The plan does not take this version.',
  '003': 'The plan does not know sender or receiver of the envelope.',
  '005': 'The sender’s qualifier does not fit.',
  '006': 'The plan does not know the sender id.',
  '007': 'The receiver’s qualifier does not fit.',
  '008': 'The plan does not know the receiver id.',
  '014': 'The date of the envelope does not fit.',
  '015': 'The time of the envelope does not fit.',
  '017': 'The version of the envelope does not fit.',
  '018': 'The control number of the envelope does not fit.',
  '020': 'The test or production sign does not fit.',
  '021': 'The number of groups does not agree.',
  '022': 'A sign that divides elements does not fit.',
  '023': 'The file ended too early.',
  '024': 'The content of the envelope does not fit.',
  '025': 'The plan has a file with this control number already.',
};

/** Segment errors of a 999 (IK304). */
export const IK3_ERRORS: Readonly<Record<string, string>> = {
  '1': 'The plan does not know this segment.',
  '2': 'This segment is not expected here.',
  '3': 'A segment that must be there is missing.',
  '4': 'A loop stands too often.',
  '5': 'A segment stands too often.',
  '6': 'This segment does not belong to the set.',
  '7': 'A segment stands in the wrong place.',
  '8': 'A segment has elements that do not fit.',
  I4: 'A segment is not used by the plan’s guide.',
  I6: 'A segment that the plan’s guide needs is missing.',
  I7: 'A loop stands too seldom.',
  I8: 'A segment stands too often for the guide.',
  I9: 'A segment does not fit the plan’s guide.',
};

/** Element errors of a 999 (IK403). */
export const IK4_ERRORS: Readonly<Record<string, string>> = {
  '1': 'A required element is missing.',
  '2': 'An element that goes with another is missing.',
  '3': 'There are too many elements.',
  '4': 'An element is too short.',
  '5': 'An element is too long.',
  '6': 'An element has a character that the plan refuses.',
  '7': 'An element has a code that the plan does not know.',
  '8': 'A date does not fit.',
  '9': 'A time does not fit.',
  '10': 'Two elements exclude each other.',
  '12': 'An element stands too often.',
  '13': 'A required element of the guide is missing.',
  I6: 'A code is not in the plan’s guide.',
  I9: 'An element is needed by the guide.',
  I10: 'An element is not used by the guide.',
  I11: 'An element stands too often for the guide.',
  I12: 'An element does not fit the plan’s guide.',
  I13: 'An element does not fit the plan’s guide.',
};

/** Set and group errors of a 999 (IK502, AK905). */
export const SET_ERRORS: Readonly<Record<string, string>> = {
  '1': 'The plan does not take this kind of set.',
  '2': 'The end of the set is missing.',
  '3': 'The control numbers of the set do not agree.',
  '4': 'The number of segments of the set does not agree.',
  '5': 'One or more segments of the set have errors.',
  '6': 'The control number does not fit.',
  '7': 'The control number of the set is not in order.',
  '18': 'The plan did not take the guide the set names.',
  '23': 'The control number of the set was used before.',
  I5: 'The set does not follow the plan’s guide.',
  I6: 'The set does not name a guide the plan takes.',
};

/** The field that is usually meant by an adjustment reason of an 835. */
const ADJUSTMENT_FIXES: Readonly<Record<string, Fix>> = {
  '11': LINE('Diagnosis', 'diagnoses'),
  '14': CHART('Birthday', 'birthDate'),
  '15': CHART('Authorization', 'authorization'),
  '18': LINE('Keep back', 'keepBack'),
  '26': CHART('Enrollment', 'enrolledOn'),
  '27': CHART('Enrollment', 'enrolledOn'),
  '31': CHART('Member id', 'cin'),
  '140': CHART('Member id', 'cin'),
  '146': LINE('Diagnosis', 'diagnoses'),
  '167': LINE('Diagnosis', 'diagnoses'),
  '197': CHART('Authorization', 'authorization'),
  '206': STAFF,
  '207': STAFF,
  '208': STAFF,
  '284': CHART('Authorization', 'authorization'),
};

/** The field of a line or chart that a reason points at, if one does. */
export function fixOf(codes: readonly string[]): Fix | null {
  for (const code of codes) {
    const [category = '', status = ''] = code.split(':');
    const fix = /^A\d$/.test(category)
      ? STATUS_CODES[status]?.fix
      : /^(CO|OA|PI|PR)$/.test(category)
        ? ADJUSTMENT_FIXES[status]
        : undefined;
    if (fix) return fix;
  }
  return null;
}
