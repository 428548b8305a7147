import { isNpi } from '../../fields.ts';
import type { ParsedSegment } from './parse.ts';
import {
  element,
  isNext,
  mustBeUnique,
  mustMatch,
  optional,
  peek,
  problem,
  required,
  type Walk,
} from './validation.ts';

const DATE = /^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;
const AMOUNT = /^\d+(\.\d{1,2})?$/;
/** Segments at which a walk that lost its way finds it again. */
export const CLAIM_BOUNDARIES = ['CLM', 'HL', 'SE', 'GE', 'IEA'] as const;

/** Money in whole cents, never a float. */
function cents(amount: string): number {
  const [whole = '0', part = ''] = amount.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0').slice(0, 2));
}

/** An NPI must stand in NM109 after the qualifier XX and pass its check digit. */
export function checkNpi(walk: Walk, segment: ParsedSegment | undefined): void {
  if (!segment) return;
  if (element(segment, 8) !== 'XX') problem(walk, segment, 'NM108: an NPI has the qualifier XX.');
  if (!isNpi(element(segment, 9))) problem(walk, segment, 'NM109: the NPI fails its check digit.');
}

/** Text that a date segment must hold. */
export function checkDate(walk: Walk, segment: ParsedSegment | undefined, number: number): void {
  mustMatch(walk, segment, number, DATE, 'a date is CCYYMMDD.');
}

function checkDiagnoses(walk: Walk): number {
  const segment = required(walk, 'HI');
  if (!segment) return 0;
  const codes = segment.elements.slice(1);
  if (codes.length > 12) problem(walk, segment, `HI has ${codes.length} diagnoses; 12 are the most.`);
  const seen = new Set<string>();
  for (const [index, code] of codes.entries()) {
    const [qualifier = '', value = ''] = code.split(walk.delimiters.component);
    if (qualifier !== (index === 0 ? 'ABK' : 'ABF')) {
      problem(walk, segment, 'HI: the first diagnosis is ABK, the others ABF.');
    }
    if (!/^[A-Z]\d[0-9A-Z]{1,5}$/.test(value))
      problem(walk, segment, `HI: ${value} is not a bare ICD-10-CM code.`);
    if (seen.has(value)) problem(walk, segment, `HI: ${value} stands twice.`);
    seen.add(value);
  }
  return codes.length;
}

function checkService(walk: Walk, service: ParsedSegment, diagnoses: number): number {
  const [kind, code = '', ...modifiers] = element(service, 1).split(walk.delimiters.component);
  if (kind !== 'HC') problem(walk, service, 'SV101: the code kind is HC.');
  if (!/^[A-Z0-9]{5}$/.test(code)) problem(walk, service, `SV101: ${code} is not a procedure code.`);
  if (modifiers.length > 4) problem(walk, service, 'SV101: at most 4 modifiers.');
  if (modifiers.some((modifier) => !/^[A-Z0-9]{2}$/.test(modifier))) {
    problem(walk, service, 'SV101: a modifier has two characters.');
  }
  mustMatch(walk, service, 2, AMOUNT, 'a charge is a number.');
  if (element(service, 3) !== 'UN') problem(walk, service, 'SV103: units are counted in UN.');
  mustMatch(walk, service, 4, /^[1-9]\d*$/, 'units are a whole number of at least 1.');
  const pointers = element(service, 7).split(walk.delimiters.component).filter(Boolean).map(Number);
  if (pointers.length < 1 || pointers.length > 4)
    problem(walk, service, 'SV107: one to four diagnosis pointers.');
  if (pointers.some((pointer) => !(pointer >= 1 && pointer <= diagnoses))) {
    problem(walk, service, `SV107: a pointer leads past the ${diagnoses} diagnoses of the claim.`);
  }
  walk.counts.units += Number(element(service, 4)) || 0;
  return cents(element(service, 2));
}

function walkLine(walk: Walk, expected: number, diagnoses: number): number {
  const start = required(walk, 'LX');
  if (start && element(start, 1) !== String(expected)) problem(walk, start, `LX01 should be ${expected}.`);
  walk.counts.lines += 1;
  const service = required(walk, 'SV1');
  const charge = service ? checkService(walk, service, diagnoses) : 0;
  const date = required(walk, 'DTP', '472');
  if (date && element(date, 2) !== 'D8') problem(walk, date, 'DTP02 is D8 for one day of service.');
  checkDate(walk, date, 3);
  const number = required(walk, 'REF', '6R');
  mustMatch(walk, number, 2, /^.{1,30}$/, 'a line number has 1 to 30 characters.');
  mustBeUnique(walk, number, 'Line number', element(number, 2));
  return charge;
}

/** Walks one claim: loop 2300 with 2310B and its lines. */
export function walkClaim(walk: Walk): void {
  const claim = required(walk, 'CLM');
  walk.counts.claims += 1;
  mustMatch(walk, claim, 1, /^.{1,20}$/, 'a claim number has 1 to 20 characters.');
  mustBeUnique(walk, claim, 'Claim number', element(claim, 1));
  mustMatch(walk, claim, 2, AMOUNT, 'a charge is a number.');
  const [place = '', kind, frequency = ''] = element(claim, 5).split(walk.delimiters.component);
  if (claim && (!/^\d{2}$/.test(place) || kind !== 'B'))
    problem(walk, claim, 'CLM05: place of service and B.');
  if (claim && !['1', '7', '8'].includes(frequency)) problem(walk, claim, 'CLM05: frequency is 1, 7 or 8.');
  for (const [number, pattern] of [
    [6, /^[YN]$/],
    [7, /^[ABC]$/],
    [8, /^[YNW]$/],
    [9, /^[YI]$/],
  ] as const) {
    mustMatch(walk, claim, number, pattern, 'the indicator is missing.');
  }
  optional(walk, 'REF', 'G1');
  const original = optional(walk, 'REF', 'F8');
  if ((frequency === '7' || frequency === '8') && !original) {
    problem(walk, claim, 'A replacement or void needs REF*F8 with the plan’s own claim number.');
  }
  const diagnoses = checkDiagnoses(walk);
  const rendering = optional(walk, 'NM1', '82');
  if (rendering) {
    checkNpi(walk, rendering);
    mustMatch(walk, rendering, 3, /^.{1,60}$/, 'the staff member’s last name is missing.');
    optional(walk, 'PRV', 'PE');
  }
  let lines = 0;
  let total = 0;
  while (isNext(walk, 'LX')) {
    lines += 1;
    total += walkLine(walk, lines, diagnoses);
    // Anything unknown inside a line is noted and passed over, so that the next line is still checked.
    for (let next = peek(walk); next && !isBoundary(next.id); next = peek(walk)) {
      problem(walk, next, `${next.id} is not expected here.`);
      walk.at += 1;
    }
  }
  if (lines === 0) problem(walk, claim, 'The claim has no service line.');
  if (lines > 50) problem(walk, claim, `The claim has ${lines} lines; 50 are the most.`);
  if (claim && cents(element(claim, 2)) !== total) problem(walk, claim, 'CLM02 is not the sum of its lines.');
}

function isBoundary(id: string): boolean {
  return id === 'LX' || (CLAIM_BOUNDARIES as readonly string[]).includes(id);
}
