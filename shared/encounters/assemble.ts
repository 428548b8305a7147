import type { PlanProfile } from '../plans/profile.ts';
import type { Agency } from '../settings/contract.ts';
import { type ClaimDraft, pointersOf, type ReadyLine } from './claims.ts';
import type { Claim837, Interchange837, Subscriber837, Transaction837 } from './x12/model.ts';

/** The numbers a file uses up, each the first of its run. */
export interface FileNumbers {
  readonly interchange: number;
  readonly group: number;
  readonly set: number;
  readonly claim: number;
}

/** What a file is made from. */
export interface FileSource {
  readonly plan: { readonly name: string; readonly profile: PlanProfile };
  readonly agency: Agency;
  readonly claims: readonly ClaimDraft[];
  readonly numbers: FileNumbers;
  /** Day and minute in the agency's time zone: `2026-11-18`, `09:41`. */
  readonly date: string;
  readonly time: string;
}

/** The claim number (CLM01) for a counter value: short enough to come back whole in every answer. */
export function claimNumber(value: number): string {
  return `E${String(value).padStart(9, '0')}`;
}

/** The line control number (REF*6R) of the n-th line of a claim, from 1. */
export function lineNumber(claim: string, position: number): string {
  return `${claim}-${position}`;
}

/** ISA13 as people read it. */
export function controlNumber(value: number): string {
  return String(value).padStart(9, '0');
}

/** How many transaction sets the claims need. */
export function setCount(claims: number, perSet: number): number {
  return Math.max(1, Math.ceil(claims / perSet));
}

/** A worker's name apart: "Imani Quillfeather, RN" becomes Quillfeather and Imani. */
export function splitName(name: string): { readonly firstName: string; readonly lastName: string } {
  const words = (name.split(',')[0] ?? name).trim().split(/\s+/);
  return { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) ?? '' };
}

function toClaim(draft: ClaimDraft, id: string): Claim837 {
  const first = draft.lines[0] as ReadyLine;
  const { staff } = first;
  return {
    id,
    placeOfService: first.placeOfService,
    frequency: draft.correction?.frequency ?? '1',
    authorization: first.member.authorizationNumber,
    planClaimNumber:
      draft.correction && draft.correction.frequency !== '1' ? draft.correction.planClaimNumber : null,
    diagnoses: draft.diagnoses,
    rendering:
      draft.rendering && staff.npi !== null
        ? { ...splitName(staff.name), npi: staff.npi, taxonomy: staff.taxonomy }
        : null,
    lines: draft.lines.map((line, index) => ({
      code: line.tag.code ?? '',
      modifiers: line.tag.modifiers,
      units: line.tag.units,
      pointers: pointersOf(line, draft.diagnoses),
      serviceOn: line.serviceOn,
      number: lineNumber(id, index + 1),
    })),
  };
}

function toSubscriber(
  line: ReadyLine,
  claims: readonly Claim837[],
  kind: PlanProfile['edi']['memberIdKind'],
): Subscriber837 {
  const { member } = line;
  return {
    lastName: member.lastName,
    firstName: member.firstName,
    middleName: member.middleName,
    memberId: kind === 'cin' ? member.cin : (member.planMemberId ?? ''),
    address: member.address ?? '',
    city: member.city ?? '',
    state: member.state ?? '',
    zip: member.zip ?? '',
    birthDate: member.birthDate,
    sex: member.sex,
    claims,
  };
}

/** Claims of one set, gathered by member; claims of a member stand together already. */
function subscribers(
  drafts: readonly ClaimDraft[],
  firstClaim: number,
  kind: PlanProfile['edi']['memberIdKind'],
): Subscriber837[] {
  const gathered: { line: ReadyLine; claims: Claim837[] }[] = [];
  for (const [index, draft] of drafts.entries()) {
    const line = draft.lines[0] as ReadyLine;
    const claim = toClaim(draft, claimNumber(firstClaim + index));
    const open = gathered.at(-1);
    if (open?.line.member.id === line.member.id) open.claims.push(claim);
    else gathered.push({ line, claims: [claim] });
  }
  return gathered.map(({ line, claims }) => toSubscriber(line, claims, kind));
}

/**
 * Puts a plan's claims into one interchange: one group, and a set for every `claimsPerTransaction` claims.
 *
 * The n-th claim gets the n-th claim number, so callers know each line's numbers without reading the file.
 */
export function assembleFile(source: FileSource): Interchange837 {
  const { plan, agency, claims, numbers } = source;
  const { edi } = plan.profile;
  const perSet = edi.claimsPerTransaction;
  const party = { name: edi.submitterName || agency.name, id: edi.senderId };
  const transactions: Transaction837[] = [];
  for (let set = 0; set < setCount(claims.length, perSet); set += 1) {
    const from = set * perSet;
    transactions.push({
      controlNumber: String(numbers.set + set).padStart(4, '0'),
      batchId: `B${controlNumber(numbers.interchange)}${set === 0 ? '' : `-${set + 1}`}`,
      purpose: edi.purpose,
      submitter: {
        ...party,
        contactName: edi.contactName,
        contactPhone: edi.contactPhone,
        contactEmail: agency.email || null,
      },
      receiver: { name: plan.name, id: edi.receiverId },
      billing: { ...agency, taxonomy: agency.taxonomy || null },
      payer: { name: plan.name, id: edi.payerId },
      subscribers: subscribers(claims.slice(from, from + perSet), numbers.claim + from, edi.memberIdKind),
    });
  }
  return {
    senderQualifier: edi.senderQualifier,
    senderId: edi.senderId,
    receiverQualifier: edi.receiverQualifier,
    receiverId: edi.receiverId,
    date: source.date,
    time: source.time,
    controlNumber: numbers.interchange,
    groupNumber: numbers.group,
    usage: edi.usage,
    transactions,
  };
}
