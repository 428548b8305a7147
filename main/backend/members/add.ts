import type { z } from 'zod';
import { dateInWords } from '#shared/dates.ts';
import { AppError } from '#shared/errors.ts';
import type { Member, Program, sexSchema } from '#shared/members/member.ts';
import { normalizeCin, normalizePhone, normalizeZip } from '#shared/members/normalize.ts';
import { searchLine } from '#shared/members/search.ts';
import type { CallContext } from '../context.ts';
import { findDuplicates } from './duplicates.ts';
import { NO_EXTRA } from './extra.ts';
import { getMember } from './members.ts';
import { need } from './normalized.ts';
import { setLead } from './programs/changes.ts';
import { refreshClocks } from './refresh-clocks.ts';
import { insertMember } from './store.ts';

type Optional = string | null | undefined;

/** A member as typed into the Add member form. */
export interface MemberToAdd {
  readonly planId: string;
  readonly cin: string;
  readonly firstName: string;
  readonly middleName?: Optional;
  readonly lastName: string;
  readonly preferredName?: Optional;
  readonly pronouns?: Optional;
  readonly birthDate: string;
  readonly sex: z.infer<typeof sexSchema>;
  readonly language?: Optional;
  readonly interpreter: boolean;
  readonly street?: Optional;
  readonly city?: Optional;
  readonly state?: Optional;
  readonly zip?: Optional;
  readonly county?: Optional;
  readonly phone?: Optional;
  readonly homeless: boolean;
  readonly onTel: boolean;
  readonly program: Program;
  readonly tier?: Optional;
  readonly leadId?: Optional;
  readonly assignedOn?: string | undefined;
  readonly sureDifferent: boolean;
}

/**
 * Adds a member by hand, assigned as of today unless another day is given.
 *
 * @throws AppError `CONFLICT` when the CIN is on file, or when somebody looks the same and `sureDifferent` is not
 * set; `VALIDATION` with the field for a CIN, phone, ZIP or birthday that cannot be.
 */
export async function addMember(context: CallContext, input: MemberToAdd): Promise<{ member: Member }> {
  const today = context.today();
  const cin = need(normalizeCin(input.cin), 'cin');
  const phone = input.phone ? need(normalizePhone(input.phone), 'phone') : null;
  const zip = input.zip ? need(normalizeZip(input.zip), 'zip') : null;
  if (input.birthDate > today) {
    throw new AppError('VALIDATION', 'Birthday is in the future.', { field: 'birthDate' });
  }
  await refuseDuplicate(context, { ...input, cin, phone });
  const id = context.newId();
  const now = context.now();
  const text = (value: Optional): string | null => value?.trim() || null;
  await insertMember(context.db, {
    id,
    plan_id: input.planId,
    cin,
    plan_member_id: null,
    mrn: null,
    first_name: input.firstName,
    middle_name: text(input.middleName),
    last_name: input.lastName,
    preferred_name: text(input.preferredName),
    pronouns: text(input.pronouns),
    birth_date: input.birthDate,
    sex: input.sex,
    language: text(input.language),
    interpreter: input.interpreter ? 1 : 0,
    address: text(input.street),
    city: text(input.city),
    state: text(input.state),
    zip,
    county: text(input.county),
    phone,
    email: null,
    homeless: input.homeless ? 1 : 0,
    on_tel: input.onTel ? 1 : 0,
    housing_note: null,
    flags: '[]',
    program: input.program,
    status: 'assigned',
    tier: text(input.tier),
    assigned_on: input.assignedOn ?? today,
    enrolled_on: null,
    ended_on: null,
    authorization_number: null,
    authorization_start: null,
    authorization_end: null,
    lead_id: null,
    last_contact_on: null,
    last_contact_mode: null,
    last_contact_place: null,
    next_due_on: null,
    next_due_label: null,
    search_text: searchLine({ ...input, cin, phone }),
    extra: JSON.stringify(NO_EXTRA),
    created_at: now,
    created_by: context.user.id,
    updated_at: now,
  });
  // Whoever sees only their own caseload would not see whom they just added.
  const leadId = input.leadId ?? (context.ownCaseloadOnly ? context.user.id : null);
  if (leadId) await setLead(context, { ids: [id], leadId });
  await refreshClocks(context, [id]);
  context.about({ memberId: id });
  return { member: await getMember(context, id) };
}

async function refuseDuplicate(
  context: CallContext,
  input: MemberToAdd & { cin: string; phone: string | null },
): Promise<void> {
  const { duplicates } = await findDuplicates(context, input);
  const [first] = duplicates;
  if (!first) return;
  if (context.ownCaseloadOnly && (first.because === 'same CIN' || !input.sureDifferent)) {
    // SECURITY: the name and birthday of somebody in another caseload are not said.
    throw new AppError('CONFLICT', 'Somebody like this is on file already. Ask a clinical lead to look.', {
      field: first.because === 'same CIN' ? 'cin' : 'lastName',
    });
  }
  const born = dateInWords(first.birthDate, context.today());
  if (first.because === 'same CIN') {
    throw new AppError('CONFLICT', `${first.name}, born ${born}, is on file with this CIN.`, {
      field: 'cin',
      facts: { memberId: first.id },
    });
  }
  if (input.sureDifferent) return;
  throw new AppError('CONFLICT', `${first.name}, born ${born}, is on file: ${first.because}.`, {
    field: 'lastName',
    facts: { memberId: first.id },
  });
}
