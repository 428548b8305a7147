import type { Member } from '#shared/members/member.ts';
import { normalizePhone, normalizeZip } from '#shared/members/normalize.ts';
import type { CallContext } from '../context.ts';
import { getMember } from './members.ts';
import { need } from './normalized.ts';
import { replaceFirst } from './record/replace.ts';
import { findExtra, updateMember } from './store.ts';

/** Where the member lives or sleeps, as somebody found out. */
export interface AddressCorrection {
  readonly id: string;
  readonly street: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly county?: string | null | undefined;
  readonly homeless?: boolean | undefined;
  readonly housingNote?: string | null | undefined;
}

/** Corrects the address; no later roster overwrites the parts that changed. */
export async function correctAddress(
  context: CallContext,
  input: AddressCorrection,
): Promise<{ member: Member }> {
  const before = await getMember(context, input.id);
  const after = {
    street: input.street || null,
    city: input.city || null,
    state: input.state || null,
    zip: input.zip ? need(normalizeZip(input.zip), 'zip') : null,
    county: input.county === undefined ? before.address.county : input.county || null,
  };
  const homeless = input.homeless ?? before.homeless;
  const corrected = (['street', 'city', 'state', 'zip', 'county'] as const).filter(
    (part) => after[part] !== before.address[part],
  );
  if (corrected.length > 0) {
    const empty = !after.street && !after.city && !after.zip;
    const content = { use: 'home', ...after, letters: 'unknown' } as const;
    await replaceFirst(context, before, 'address', empty ? null : content);
  }
  await updateMember(context.db, input.id, {
    // An address of a county alone is no entry of the record, but the county still counts.
    county: after.county,
    homeless: homeless ? 1 : 0,
    housing_note: input.housingNote === undefined ? before.housingNote : input.housingNote || null,
    extra: await withCorrected(context, input.id, [
      ...corrected,
      ...(homeless === before.homeless ? [] : ['homeless']),
    ]),
    updated_at: context.now(),
  });
  context.about({ memberId: input.id, detail: { fields: corrected.join(' ') } });
  return { member: await getMember(context, input.id) };
}

/** Corrects the phone number, or takes it away; no later roster overwrites it. */
export async function correctPhone(
  context: CallContext,
  input: { readonly id: string; readonly phone: string | null },
): Promise<{ member: Member }> {
  const before = await getMember(context, input.id);
  const phone = input.phone ? need(normalizePhone(input.phone), 'phone') : null;
  if (phone !== before.phone) {
    const content = {
      number: phone,
      use: 'other',
      whose: null,
      messages: 'unknown',
      texts: 'unknown',
    } as const;
    await replaceFirst(context, before, 'phone', phone ? content : null);
  }
  context.about({ memberId: input.id });
  return { member: await getMember(context, input.id) };
}

async function withCorrected(context: CallContext, id: string, fields: readonly string[]): Promise<string> {
  const extra = await findExtra(context.db, id);
  return JSON.stringify({ ...extra, corrected: [...new Set([...extra.corrected, ...fields])] });
}
