import { bareDiagnosis } from '../../programs/diagnoses.ts';
import { DELIMITERS, digitsOnly, x12Date, x12Text } from './characters.ts';
import type { Claim837, Rendering837, Subscriber837 } from './model.ts';

const { element: E, component: C, segment: S } = DELIMITERS;

// The fixed parts of a claim and its lines, joined once.
const E3 = E.repeat(3);
const CLM = `CLM${E}`;
const TO_FREQUENCY = `${C}B${C}`;
const SIGNED = `${E}Y${E}A${E}Y${E}Y${S}`;
const FIRST_DIAGNOSIS = `HI${E}ABK${C}`;
const NEXT_DIAGNOSIS = `${E}ABF${C}`;
const LX = `LX${E}`;
const TO_CODE = `${S}SV1${E}HC${C}`;
const TO_UNITS = `${E}UN${E}`;
const TO_DAY = `${S}DTP${E}472${E}D8${E}`;
const TO_NUMBER = `${S}REF${E}6R${E}`;

/** Joins elements, leaving off empty ones at the end. */
export function segment(...elements: readonly string[]): string {
  let last = elements.length;
  while (last > 1 && elements[last - 1] === '') last -= 1;
  return `${elements.slice(0, last).join(E)}${S}`;
}

/** A ZIP code's digits; a billing ZIP without its last four gets 9998, the stand-in for "not known". */
export function x12Zip(zip: string, billing = false): string {
  const digits = digitsOnly(zip);
  if (digits.length >= 9) return digits.slice(0, 9);
  const five = digits.slice(0, 5);
  return billing && five.length === 5 ? `${five}9998` : five;
}

/** Whole cents as X12 writes money: `0`, `12.5`, `80`. */
function money(cents: number): string {
  if (cents === 0) return '0';
  const part = cents % 100;
  const whole = (cents - part) / 100;
  return part === 0 ? String(whole) : `${whole}.${String(part).padStart(2, '0').replace(/0$/, '')}`;
}

/** N3 and N4. */
export function address(
  place: { readonly address: string; readonly city: string; readonly state: string; readonly zip: string },
  billing = false,
): string {
  const street = x12Text(place.address, 110);
  return `${segment('N3', street.slice(0, 55).trim(), street.slice(55).trim())}${segment(
    'N4',
    x12Text(place.city, 30),
    x12Text(place.state, 2),
    x12Zip(place.zip, billing),
  )}`;
}

/** NM1 of an organization. */
export function party(qualifier: string, name: string, idKind: string, id: string): string {
  return segment('NM1', qualifier, '2', x12Text(name, 60), '', '', '', '', idKind, id);
}

function person(qualifier: string, lastName: string, firstName: string, npi: string): string {
  const [last, first] = [x12Text(lastName, 60), x12Text(firstName, 35)];
  return segment('NM1', qualifier, '1', last, first, '', '', '', 'XX', digitsOnly(npi));
}

/** Workers whose segments were written before, by NPI: the same few serve everybody. */
export type Known = Map<string, { readonly of: Rendering837; readonly text: string }>;

/** 2310B: who served. */
function renderingText(rendering: Rendering837, known: Known): string {
  const { lastName, firstName, npi, taxonomy } = rendering;
  const before = known.get(npi);
  const { of } = before ?? {};
  if (before && of?.lastName === lastName && of.firstName === firstName && of.taxonomy === taxonomy)
    return before.text;
  const name = person('82', lastName, firstName, npi);
  const text = taxonomy ? name + segment('PRV', 'PE', 'PXC', x12Text(taxonomy, 10)) : name;
  known.set(npi, { of: rendering, text });
  return text;
}

/** Writes a claim's own segments before its first line; returns how many. */
export function claimHead(out: string[], claim: Claim837, known: Known): number {
  const { rendering, supervising, diagnoses } = claim;
  let total = 0;
  for (const line of claim.lines) total += line.chargeCents ?? 0;
  out.push(CLM, claim.id, E, money(total), E3, claim.placeOfService, TO_FREQUENCY, claim.frequency, SIGNED);
  let segments = 2;
  if (claim.contractType) {
    out.push(segment('CN1', claim.contractType));
    segments += 1;
  }
  if (claim.authorization) {
    out.push(segment('REF', 'G1', x12Text(claim.authorization, 50)));
    segments += 1;
  }
  if (claim.planClaimNumber) {
    out.push(segment('REF', 'F8', x12Text(claim.planClaimNumber, 50)));
    segments += 1;
  }
  out.push(FIRST_DIAGNOSIS, bareDiagnosis(diagnoses[0] ?? ''));
  for (let at = 1; at < diagnoses.length; at += 1)
    out.push(NEXT_DIAGNOSIS, bareDiagnosis(diagnoses[at] as string));
  out.push(S);
  if (rendering) {
    out.push(renderingText(rendering, known));
    segments += rendering.taxonomy ? 2 : 1;
  }
  if (supervising) {
    out.push(person('DQ', supervising.lastName, supervising.firstName, supervising.npi));
    segments += 1;
  }
  return segments;
}

/** Writes LX, SV1, DTP and REF; code and line number are ours and plain already. */
export function lineSegments(out: string[], line: Claim837['lines'][number], number: number): void {
  const { modifiers, pointers } = line;
  out.push(LX, String(number), TO_CODE, line.code);
  for (const modifier of modifiers) out.push(C, modifier);
  out.push(E, money(line.chargeCents ?? 0), TO_UNITS, String(line.units), E3);
  out.push(pointers.length === 1 ? String(pointers[0]) : pointers.join(C));
  out.push(TO_DAY, x12Date(line.serviceOn), TO_NUMBER, line.number, S);
}

/** NM1*IL, N3, N4 and DMG of a member. */
export function subscriberText(subscriber: Subscriber837): string {
  const sex = subscriber.sex === 'F' || subscriber.sex === 'M' ? subscriber.sex : 'U';
  const name = segment(
    'NM1',
    'IL',
    '1',
    x12Text(subscriber.lastName, 60),
    x12Text(subscriber.firstName, 35),
    x12Text(subscriber.middleName ?? '', 25),
    '',
    '',
    'MI',
    x12Text(subscriber.memberId, 80),
  );
  return `${name}${address(subscriber)}DMG${E}D8${E}${x12Date(subscriber.birthDate)}${E}${sex}${S}`;
}

/** HL, SBR, NM1*IL, N3, N4, DMG and NM1*PR: what stands before a member's first claim. */
export const MEMBER_SEGMENTS = 7;
/** LX, SV1, DTP and REF. */
export const LINE_SEGMENTS = 4;
