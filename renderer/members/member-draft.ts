import { isCin } from '#shared/fields.ts';
import type { Program } from '#shared/members/member.ts';

/** A new member as typed. */
export interface MemberDraft {
  readonly planId: string | null;
  readonly cin: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly lastName: string;
  readonly preferredName: string;
  readonly pronouns: string;
  readonly birthDate: string | null;
  readonly language: string;
  readonly phone: string;
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly program: Program;
  readonly tier: string;
  readonly homeless: boolean;
  readonly onTel: boolean;
  readonly interpreter: boolean;
  readonly leadId: string;
}

/** Nothing typed yet; whoever adds a member leads them until somebody else does. */
export function emptyMember(leadId: string): MemberDraft {
  return {
    planId: null,
    cin: '',
    firstName: '',
    middleName: '',
    lastName: '',
    preferredName: '',
    pronouns: '',
    birthDate: null,
    language: '',
    phone: '',
    street: '',
    city: '',
    state: 'CA',
    zip: '',
    program: 'ECM',
    tier: '',
    homeless: false,
    onTel: false,
    interpreter: false,
    leadId,
  };
}

/** What is wrong with a CIN as typed, or null: "CIN has 7 characters, needs 9." */
export function checkCin(typed: string): string | null {
  const cin = typed.trim().toUpperCase();
  if (cin === '') return 'CIN is empty. It has 8 digits and a letter.';
  if (cin.length !== 9) return `CIN has ${cin.length} characters, needs 9.`;
  return isCin(cin) ? null : 'A CIN is 8 digits and a letter, such as 90000412A.';
}

/** What is wrong with a first or last name, or null. */
export function checkName(typed: string): string | null {
  return typed.trim() === '' ? 'The name is empty.' : null;
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** The draft as the contract takes it. */
export function toMemberInput(draft: MemberDraft, planId: string, birthDate: string) {
  return {
    planId,
    cin: draft.cin.trim().toUpperCase(),
    firstName: draft.firstName.trim(),
    middleName: orNull(draft.middleName),
    lastName: draft.lastName.trim(),
    preferredName: orNull(draft.preferredName),
    pronouns: orNull(draft.pronouns),
    birthDate,
    language: orNull(draft.language),
    interpreter: draft.interpreter,
    phone: orNull(draft.phone),
    street: orNull(draft.street),
    city: orNull(draft.city),
    state: orNull(draft.state),
    zip: orNull(draft.zip),
    homeless: draft.homeless,
    onTel: draft.onTel,
    program: draft.program,
    tier: orNull(draft.tier),
    leadId: draft.leadId,
  };
}
