import type { LayoutRecord } from '../layouts/column.ts';
import { codeText } from '../programs/pack.ts';
import type { Agency } from '../settings/contract.ts';
import { lineNumber, splitName } from './assemble.ts';
import type { ClaimDraft, ReadyLine } from './claims.ts';

/** What every row of an invoice has in common. */
export interface InvoiceHead {
  readonly plan: { readonly name: string; readonly payerId: string; readonly unitChargeCents: number };
  readonly agency: Agency;
  /** The control number of the file, as it stands in Transfers. */
  readonly control: string;
  /** The day it is built. */
  readonly date: string;
  /** The sum of all charges in whole cents. */
  readonly amountCents: number;
  readonly lines: number;
}

const yes = (flag: boolean) => (flag ? 'yes' : 'no');

function serviceFacts(line: ReadyLine, unitChargeCents: number): Record<string, string> {
  const { tag } = line;
  const [one = '', two = '', three = '', four = ''] = tag.modifiers;
  return {
    serviceOn: line.serviceOn,
    startTime: line.startTime ?? '',
    minutes: String(line.minutes),
    program: line.facts.program ?? '',
    inPerson: yes(line.facts.mode === 'in_person'),
    placeOfService: line.placeOfService,
    code: tag.code ?? '',
    modifier1: one,
    modifier2: two,
    modifier3: three,
    modifier4: four,
    modifiers: tag.modifiers.join(' '),
    units: String(tag.units),
    unitCharge: String(unitChargeCents),
    charge: String(tag.units * unitChargeCents),
  };
}

function memberFacts({ member }: ReadyLine): Record<string, string> {
  return {
    cin: member.cin,
    planMemberId: member.planMemberId ?? '',
    memberLastName: member.lastName,
    memberFirstName: member.firstName,
    memberMiddleName: member.middleName ?? '',
    memberName: member.name,
    birthDate: member.birthDate,
    sex: member.sex,
    homeless: yes(member.homeless),
    memberAddress: member.address ?? '',
    memberCity: member.city ?? '',
    memberState: member.state ?? '',
    memberZip: member.zip ?? '',
    authorization: member.authorizationNumber ?? '',
  };
}

function headFacts({ plan, agency, control, date, amountCents, lines }: InvoiceHead): Record<string, string> {
  return {
    invoiceNumber: control,
    invoiceDate: date,
    invoiceAmount: String(amountCents),
    invoiceLines: String(lines),
    payerId: plan.payerId,
    planName: plan.name,
    agencyName: agency.name,
    agencyNpi: agency.npi,
    agencyTin: agency.tin,
    agencyTaxonomy: agency.taxonomy,
    agencyPhone: agency.phone,
    agencyAddress: agency.address,
    agencyCity: agency.city,
    agencyState: agency.state,
    agencyZip: agency.zip,
  };
}

/**
 * The facts of a claim's lines, one record a line, for whatever columns the plan wants.
 *
 * The same draft, numbers and codes an 837P is written from, so that a plan may change its mind without any data
 * entry changing.
 */
export function invoiceRecords(draft: ClaimDraft, claim: string, head: InvoiceHead): LayoutRecord[] {
  const { correction } = draft;
  const shared = {
    ...headFacts(head),
    claimNumber: claim,
    frequency: correction?.frequency ?? '1',
    planClaimNumber: correction && correction.frequency !== '1' ? (correction.planClaimNumber ?? '') : '',
  };
  return draft.lines.map((line, index) => {
    const { staff } = line;
    const name = splitName(staff.name);
    const [one = '', two = '', three = '', four = ''] = draft.diagnoses;
    return {
      ...shared,
      ...memberFacts(line),
      ...serviceFacts(line, head.plan.unitChargeCents),
      staffLastName: name.lastName,
      staffFirstName: name.firstName,
      staffName: staff.name,
      // The billing provider itself is never repeated as the one who served.
      staffNpi: draft.rendering ? (staff.npi ?? '') : '',
      staffCredential: staff.credential,
      staffClinical: yes(line.facts.clinical),
      diagnosis1: one,
      diagnosis2: two,
      diagnosis3: three,
      diagnosis4: four,
      diagnoses: draft.diagnoses.join(' '),
      lineNumber: lineNumber(claim, index + 1),
    };
  });
}

/** The sum of all charges of drafts in whole cents. */
export function chargeOf(drafts: readonly ClaimDraft[], unitChargeCents: number): number {
  let units = 0;
  for (const draft of drafts) for (const line of draft.lines) units += line.tag.units;
  return units * unitChargeCents;
}

/** What a line is called where a cell of it is missing: "Desmond Rainfallow, 2026-11-12, G9012 U2". */
export function lineWords(line: ReadyLine): string {
  return `${line.member.name}, ${line.serviceOn}, ${codeText(line.tag.code ?? '', line.tag.modifiers)}`;
}
