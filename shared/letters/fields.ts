/** A merge field: what it stands for, and whether a person enters it before printing. */
export interface MergeField {
  readonly words: string;
  /** Entered for the batch; the others come from the record. */
  readonly given?: true;
}

/** Every field a template may name. */
export const MERGE_FIELDS = {
  'member.name': { words: 'member’s name' },
  'member.called_name': { words: 'what the member is called' },
  'member.birth_date': { words: 'date of birth' },
  'member.cin': { words: 'CIN' },
  'member.interpreter': { words: 'interpreter wanted' },
  'plan.name': { words: 'health plan' },
  'program.name': { words: 'program' },
  'lead.name': { words: 'lead care manager' },
  'agency.name': { words: 'agency' },
  'agency.phone': { words: 'agency’s phone' },
  'agency.address': { words: 'agency’s address' },
  'enrolled.on': { words: 'date of enrollment' },
  'hap.version': { words: 'version of the signed plan' },
  'hap.signed_on': { words: 'date of the signed plan' },
  'hap.review_on': { words: 'date of the next review' },
  today: { words: 'date of the letter' },
  'appointment.date': { words: 'date of the appointment', given: true },
  'appointment.time': { words: 'time of the appointment', given: true },
  'appointment.place': { words: 'place of the appointment', given: true },
  'appointment.with': { words: 'who the appointment is with', given: true },
  'referral.to': { words: 'where the referral goes', given: true },
  'referral.phone': { words: 'phone of the referral', given: true },
  'referral.reason': { words: 'reason of the referral', given: true },
  'auth.information': { words: 'what information', given: true },
  'auth.discloser': { words: 'who discloses', given: true },
  'auth.recipient': { words: 'who receives', given: true },
  'auth.purpose': { words: 'what for, and its limits', given: true },
  'auth.expires': { words: 'end date or event', given: true },
  'auth.substance_use': { words: 'substance use records included', given: true },
  'auth.sensitive': { words: 'sensitive services included', given: true },
} as const satisfies Readonly<Record<string, MergeField>>;
export type FieldName = keyof typeof MERGE_FIELDS;

/** Lists a template may repeat, with the fields inside. */
export const MERGE_LISTS = {
  care_team: ['name', 'role', 'phone'],
  goals: ['words'],
} as const;
export type ListName = keyof typeof MERGE_LISTS;

/** What a letter is filled from. A field that is missing or blank is named before anything is printed. */
export interface MergeData {
  readonly fields: Readonly<Partial<Record<string, string>>>;
  readonly lists: Readonly<Partial<Record<string, readonly Readonly<Record<string, string>>[]>>>;
}

/** Tells whether a name is one of the merge fields. */
export function isField(name: string): name is FieldName {
  return Object.hasOwn(MERGE_FIELDS, name);
}

/** Tells whether a name is one of the lists. */
export function isList(name: string): name is ListName {
  return Object.hasOwn(MERGE_LISTS, name);
}
