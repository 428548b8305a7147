import type { PlanProfile } from '../plans/profile.ts';
import type { Agency } from '../settings/contract.ts';
import { type ClaimDraft, pointersOf, type ReadyLine } from './claims.ts';
import type { Block837, Claim837, SetHead837, Subscriber837 } from './x12/model.ts';
import { Writer837 } from './x12/write-837p.ts';

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

/** A worker's name apart: "Imani Quillfeather, RN" becomes Quillfeather and Imani. */
export function splitName(name: string): { readonly firstName: string; readonly lastName: string } {
  const words = (name.split(',')[0] ?? name).trim().split(/\s+/);
  return { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) ?? '' };
}

function toClaim(draft: ClaimDraft, id: string, edi: PlanProfile['edi']): Claim837 {
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
    supervising: staff.npi === null ? edi.supervising : null,
    contractType: edi.contractType,
    lines: draft.lines.map((line, index) => ({
      code: line.tag.code ?? '',
      modifiers: line.tag.modifiers,
      units: line.tag.units,
      pointers: pointersOf(line, draft.diagnoses),
      serviceOn: line.serviceOn,
      number: lineNumber(id, index + 1),
      chargeCents: line.tag.units * edi.unitChargeCents,
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

/** Claims that stand together by member; a member's claims come one after another. */
function gather(drafts: readonly ClaimDraft[]): ClaimDraft[][] {
  const gathered: ClaimDraft[][] = [];
  for (const draft of drafts) {
    const open = gathered.at(-1);
    const own = draft.lines[0]?.member.id;
    if (open && open[0]?.lines[0]?.member.id === own) open.push(draft);
    else gathered.push([draft]);
  }
  return gathered;
}

/**
 * Puts a plan's claims into one file as they come: one group, and a set for every `claimsPerTransaction` claims.
 *
 * The n-th claim gets the n-th claim number, so callers know each line's numbers without reading the file. Holds
 * nothing but the head of the open set, so that a file may be of any size.
 */
export class FileAssembler {
  readonly #source: FileSource;
  readonly #writer: Writer837;
  #claims = 0;
  #sets = 0;

  constructor(source: FileSource) {
    const { edi } = source.plan.profile;
    this.#source = source;
    this.#writer = new Writer837({
      senderQualifier: edi.senderQualifier,
      senderId: edi.senderId,
      receiverQualifier: edi.receiverQualifier,
      receiverId: edi.receiverId,
      date: source.date,
      time: source.time,
      controlNumber: source.numbers.interchange,
      groupNumber: source.numbers.group,
      usage: edi.usage,
    });
  }

  /** How many claim and set numbers were used so far. */
  get used(): { readonly claims: number; readonly sets: number } {
    return { claims: this.#claims, sets: this.#sets };
  }

  start(): string {
    return this.#writer.start();
  }

  /** The next claims, those of a member all together. */
  *add(drafts: readonly ClaimDraft[]): Generator<Block837> {
    const { edi } = this.#source.plan.profile;
    for (const own of gather(drafts)) {
      for (let from = 0; from < own.length; ) {
        const free = edi.claimsPerTransaction - (this.#claims % edi.claimsPerTransaction);
        const head = this.#claims % edi.claimsPerTransaction === 0 ? this.#writer.openSet(this.#head()) : '';
        const taken = own.slice(from, from + free);
        from += taken.length;
        const claims = taken.map((draft, index) =>
          toClaim(draft, claimNumber(this.#source.numbers.claim + this.#claims + index), edi),
        );
        this.#claims += taken.length;
        const line = own[0]?.lines[0] as ReadyLine;
        const block = this.#writer.member(toSubscriber(line, claims, edi.memberIdKind));
        yield { text: head + block.text, claims: block.claims };
      }
    }
  }

  end(): string {
    return this.#writer.end();
  }

  #head(): SetHead837 {
    const { plan, agency, numbers } = this.#source;
    const { edi } = plan.profile;
    const set = this.#sets;
    this.#sets += 1;
    return {
      controlNumber: String(numbers.set + set).padStart(4, '0'),
      batchId: `B${String(numbers.interchange).padStart(6, '0')}${set === 0 ? '' : `-${set + 1}`}`,
      purpose: edi.purpose,
      submitter: {
        name: edi.submitterName || agency.name,
        id: edi.senderId,
        contactName: edi.contactName,
        contactPhone: edi.contactPhone,
        contactEmail: agency.email || null,
      },
      receiver: { name: plan.name, id: edi.receiverId },
      billing: { ...agency, taxonomy: agency.taxonomy || null },
      payer: { name: plan.name, id: edi.payerId },
    };
  }
}
