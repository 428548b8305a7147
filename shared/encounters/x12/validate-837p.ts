import { type ParsedSegment, parseX12 } from './parse.ts';
import { CLAIM_BOUNDARIES, checkDate, checkNpi, walkClaim } from './validate-claim.ts';
import {
  type Counts837,
  element,
  isNext,
  mustBeUnique,
  mustMatch,
  optional,
  type Problem837,
  peek,
  problem,
  required,
  skipTo,
  type Walk,
} from './validation.ts';
import { MAX_CLAIMS_PER_SUBSCRIBER, VERSION_837P } from './write-837p.ts';

/** The verdict over a whole file: good when `problems` is empty. */
export interface Validation837 {
  readonly problems: readonly Problem837[];
  readonly counts: Readonly<Counts837>;
}

/** Element widths of ISA; they are fixed, and senders and receivers cut the line by them. */
const ISA_WIDTHS = [3, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
/** Upper-case basic set plus the extended signs we let through, plus delimiters; no line breaks. */
const FILE_CHARACTERS = /^[A-Z0-9 !"&'()+,\-./;?=@_#%*:^~]*$/;

function checkEnvelope(walk: Walk, isa: ParsedSegment | undefined): void {
  if (!isa) return;
  ISA_WIDTHS.forEach((width, number) => {
    if (element(isa, number).length !== width) {
      problem(
        walk,
        isa,
        `ISA${String(number).padStart(2, '0')} has ${element(isa, number).length} characters, needs ${width}.`,
      );
    }
  });
  mustMatch(walk, isa, 9, /^\d{6}$/, 'the date is YYMMDD.');
  mustMatch(walk, isa, 10, /^([01]\d|2[0-3])[0-5]\d$/, 'the time is HHMM.');
  mustMatch(walk, isa, 12, /^00501$/, 'the version is 00501.');
  mustMatch(walk, isa, 13, /^\d{9}$/, 'the control number has 9 digits.');
  mustMatch(walk, isa, 15, /^[TP]$/, 'T is test, P is production.');
}

function checkAddress(walk: Walk, billing: boolean): void {
  const street = required(walk, 'N3');
  mustMatch(walk, street, 1, /^.{1,55}$/, 'the street is missing.');
  const city = required(walk, 'N4');
  mustMatch(walk, city, 1, /^.{2,30}$/, 'the city is missing.');
  mustMatch(walk, city, 2, /^[A-Z]{2}$/, 'the state has two letters.');
  if (billing) mustMatch(walk, city, 3, /^\d{9}$/, 'the agency’s ZIP has 9 digits.');
  else mustMatch(walk, city, 3, /^\d{5}(\d{4})?$/, 'a ZIP has 5 or 9 digits.');
}

function checkLevel(
  walk: Walk,
  level: ParsedSegment | undefined,
  number: number,
  parent: string,
  child: string,
): void {
  if (!level) return;
  if (element(level, 1) !== String(number)) problem(walk, level, `HL01 should be ${number}.`);
  if (element(level, 2) !== parent) problem(walk, level, `HL02 should be ${parent || 'empty'}.`);
  if (element(level, 4) !== child) problem(walk, level, `HL04 should be ${child}.`);
}

function walkSubscriber(walk: Walk, number: number): void {
  walk.counts.subscribers += 1;
  const level = required(walk, 'HL');
  checkLevel(walk, level, number, '1', '0');
  if (level && element(level, 3) !== '22') problem(walk, level, 'HL03 should be 22, a subscriber.');
  const coverage = required(walk, 'SBR', 'P');
  mustMatch(walk, coverage, 2, /^18$/, 'the patient is the subscriber, 18.');
  mustMatch(walk, coverage, 9, /^MC$/, 'the coverage is MC, Medicaid.');
  const name = required(walk, 'NM1', 'IL');
  mustMatch(walk, name, 3, /^.{1,60}$/, 'the member’s last name is missing.');
  mustMatch(walk, name, 4, /^.{1,35}$/, 'the member’s first name is missing.');
  mustMatch(walk, name, 8, /^MI$/, 'the member id has the qualifier MI.');
  mustMatch(walk, name, 9, /^.{2,80}$/, 'the member id is missing.');
  checkAddress(walk, false);
  const birth = required(walk, 'DMG', 'D8');
  checkDate(walk, birth, 2);
  mustMatch(walk, birth, 3, /^[FMU]$/, 'sex is F, M or U.');
  const payer = required(walk, 'NM1', 'PR');
  mustMatch(walk, payer, 3, /^.{1,60}$/, 'the plan’s name is missing.');
  mustMatch(walk, payer, 9, /^.{2,80}$/, 'the payer id is missing.');
  skipTo(walk, CLAIM_BOUNDARIES);
  let claims = 0;
  while (isNext(walk, 'CLM')) {
    claims += 1;
    walkClaim(walk);
    skipTo(walk, CLAIM_BOUNDARIES);
  }
  if (claims === 0) problem(walk, level, 'The member has no claim.');
  if (claims > MAX_CLAIMS_PER_SUBSCRIBER)
    problem(walk, level, `The member has ${claims} claims; 100 are the most.`);
}

function walkHeader(walk: Walk): void {
  const begin = required(walk, 'BHT', '0019');
  mustMatch(walk, begin, 2, /^(00|18)$/, 'the purpose is 00 or 18.');
  mustMatch(walk, begin, 3, /^.{1,50}$/, 'the batch id is missing.');
  checkDate(walk, begin, 4);
  mustMatch(walk, begin, 6, /^(RP|CH)$/, 'RP is an encounter, CH a claim.');
  const submitter = required(walk, 'NM1', '41');
  mustMatch(walk, submitter, 3, /^.{1,60}$/, 'the submitter’s name is missing.');
  mustMatch(walk, submitter, 9, /^.{2,80}$/, 'the submitter id is missing.');
  const contact = required(walk, 'PER', 'IC');
  mustMatch(walk, contact, 4, /^.{1,256}$/, 'the contact’s telephone or e-mail is missing.');
  optional(walk, 'PER', 'IC');
  const receiver = required(walk, 'NM1', '40');
  mustMatch(walk, receiver, 9, /^.{2,80}$/, 'the receiver id is missing.');
}

function walkTransaction(walk: Walk): void {
  walk.counts.transactions += 1;
  const start = required(walk, 'ST', '837');
  const first = walk.at;
  mustMatch(walk, start, 2, /^[A-Z0-9]{4,9}$/, 'the set control number has 4 to 9 characters.');
  mustMatch(walk, start, 3, new RegExp(`^${VERSION_837P}$`), `the guide is ${VERSION_837P}.`);
  mustBeUnique(walk, start, 'Set control number', element(start, 2));
  walkHeader(walk);
  skipTo(walk, ['HL', 'SE', 'GE', 'IEA']);
  const billing = required(walk, 'HL');
  checkLevel(walk, billing, 1, '', '1');
  if (billing && element(billing, 3) !== '20')
    problem(walk, billing, 'HL03 should be 20, the billing provider.');
  optional(walk, 'PRV', 'BI');
  const agency = required(walk, 'NM1', '85');
  mustMatch(walk, agency, 3, /^.{1,60}$/, 'the agency’s name is missing.');
  checkNpi(walk, agency);
  checkAddress(walk, true);
  const tax = required(walk, 'REF', 'EI');
  mustMatch(walk, tax, 2, /^\d{9}$/, 'a TIN has 9 digits.');
  optional(walk, 'PER', 'IC');
  skipTo(walk, ['HL', 'SE', 'GE', 'IEA']);
  let level = 1;
  while (isNext(walk, 'HL')) {
    level += 1;
    walkSubscriber(walk, level);
    skipTo(walk, ['HL', 'SE', 'GE', 'IEA']);
  }
  if (level === 1) problem(walk, start, 'The set has no member.');
  const end = required(walk, 'SE');
  if (!end) return;
  const count = walk.at - first + 1;
  if (element(end, 1) !== String(count))
    problem(walk, end, `SE01 says ${element(end, 1)} segments, there are ${count}.`);
  if (element(end, 2) !== element(start, 2)) problem(walk, end, 'SE02 differs from ST02.');
}

/**
 * Checks a whole 837P the way a plan's front door does, before a single number is used up.
 *
 * Envelope widths and counts, segment order, the HL chain, required segments, identifiers and their check digits,
 * diagnosis pointers, balances, uniqueness of claim and line numbers, and the characters themselves.
 *
 * @see ASC X12 005010X222A1; what TA1 and 999 would say about the same faults.
 */
export function validate837p(text: string): Validation837 {
  const counts: Counts837 = { segments: 0, transactions: 0, subscribers: 0, claims: 0, lines: 0, units: 0 };
  const parsed = parseX12(text);
  if (typeof parsed === 'string')
    return { problems: [{ position: 0, segment: 'ISA', rule: 'envelope', message: parsed }], counts };
  const { segments, delimiters } = parsed;
  counts.segments = segments.length;
  const walk: Walk = { segments, delimiters, problems: [], counts, at: 0, seen: new Set() };
  if (/[\r\n]/.test(text)) {
    walk.problems.push({
      position: 0,
      segment: 'ISA',
      rule: 'line-breaks',
      message: 'The file has line breaks; segments end in ~ only.',
    });
  }
  for (const segment of segments) {
    if (!FILE_CHARACTERS.test(segment.elements.join(delimiters.element))) {
      problem(walk, segment, `${segment.id} has a character that plans refuse.`);
    }
    if (segment.elements.length > 1 && segment.elements.at(-1) === '') {
      problem(walk, segment, `${segment.id} ends with an empty element.`);
    }
  }
  const isa = required(walk, 'ISA');
  checkEnvelope(walk, isa);
  const group = required(walk, 'GS', 'HC');
  mustMatch(walk, group, 4, /^\d{8}$/, 'the date is CCYYMMDD.');
  mustMatch(walk, group, 6, /^[1-9]\d{0,8}$/, 'the group number has 1 to 9 digits.');
  mustMatch(walk, group, 8, new RegExp(`^${VERSION_837P}$`), `the guide is ${VERSION_837P}.`);
  skipTo(walk, ['ST', 'GE', 'IEA']);
  while (isNext(walk, 'ST')) {
    walkTransaction(walk);
    skipTo(walk, ['ST', 'GE', 'IEA']);
  }
  if (counts.transactions === 0) problem(walk, group, 'The file has no transaction set.');
  const groupEnd = required(walk, 'GE');
  if (groupEnd && element(groupEnd, 1) !== String(counts.transactions)) {
    problem(walk, groupEnd, `GE01 says ${element(groupEnd, 1)} sets, there are ${counts.transactions}.`);
  }
  if (groupEnd && element(groupEnd, 2) !== element(group, 6))
    problem(walk, groupEnd, 'GE02 differs from GS06.');
  const end = required(walk, 'IEA');
  if (end && element(end, 1) !== '1') problem(walk, end, 'IEA01 should be 1.');
  if (end && element(end, 2) !== element(isa, 13)) problem(walk, end, 'IEA02 differs from ISA13.');
  const rest = peek(walk);
  if (rest) problem(walk, rest, 'There is more after the end of the envelope.');
  return { problems: walk.problems, counts };
}
