import { bareDiagnosis } from '../../programs/diagnoses.ts';
import { DELIMITERS, digitsOnly, x12Date, x12Email, x12Text } from './characters.ts';
import type {
  Block837,
  Claim837,
  ClaimPlace,
  Envelope837,
  Interchange837,
  Rendering837,
  SetHead837,
  Subscriber837,
} from './model.ts';

/** The implementation guide every set names. */
export const VERSION_837P = '005010X222A1';
/** A loop 2000B takes at most this many claims; more go into a second one. */
export const MAX_CLAIMS_PER_SUBSCRIBER = 100;

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
function segment(...elements: readonly string[]): string {
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
function address(
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

function party(qualifier: string, name: string, idKind: string, id: string): string {
  return segment('NM1', qualifier, '2', x12Text(name, 60), '', '', '', '', idKind, id);
}

function person(qualifier: string, lastName: string, firstName: string, npi: string): string {
  const [last, first] = [x12Text(lastName, 60), x12Text(firstName, 35)];
  return segment('NM1', qualifier, '1', last, first, '', '', '', 'XX', digitsOnly(npi));
}

/** Workers whose segments were written before, by NPI: the same few serve everybody. */
type Known = Map<string, { readonly of: Rendering837; readonly text: string }>;

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
function claimHead(out: string[], claim: Claim837, known: Known): number {
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
function lineSegments(out: string[], line: Claim837['lines'][number], number: number): void {
  const { modifiers, pointers } = line;
  out.push(LX, String(number), TO_CODE, line.code);
  for (const modifier of modifiers) out.push(C, modifier);
  out.push(E, money(line.chargeCents ?? 0), TO_UNITS, String(line.units), E3);
  out.push(pointers.length === 1 ? String(pointers[0]) : pointers.join(C));
  out.push(TO_DAY, x12Date(line.serviceOn), TO_NUMBER, line.number, S);
}

function subscriberText(subscriber: Subscriber837): string {
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
const MEMBER_SEGMENTS = 7;
/** LX, SV1, DTP and REF. */
const LINE_SEGMENTS = 4;

/** The state of the set that is being written. */
interface OpenSet {
  readonly head: SetHead837;
  readonly headTo: number;
  readonly payer: string;
  level: number;
  /** Segments written so far, ST included. */
  count: number;
}

/**
 * Writes a file piece by piece, holding no more of it than the set's head: ISA, GS, one ST…SE a set, GE, IEA.
 *
 * Every text is transliterated and shortened on the way; the caller has already checked that what must be there is.
 *
 * @see ASC X12 005010X222A1 (837 professional); control segments of 00501.
 */
export class Writer837 {
  readonly #envelope: Envelope837;
  readonly #control: string;
  readonly #day: string;
  readonly #time: string;
  readonly #known: Known = new Map();
  #sets = 0;
  #open: OpenSet | null = null;

  constructor(envelope: Envelope837) {
    this.#envelope = envelope;
    this.#control = String(envelope.controlNumber).padStart(9, '0');
    this.#day = x12Date(envelope.date);
    this.#time = digitsOnly(envelope.time).slice(0, 4);
  }

  /** ISA and GS. */
  start(): string {
    const { senderId, senderQualifier, receiverId, receiverQualifier, groupNumber, usage } = this.#envelope;
    const padded = (id: string) => x12Text(id, 15).padEnd(15, ' ');
    // The envelope's widths are fixed, so its empty elements stay.
    const envelope = [
      'ISA',
      '00',
      ' '.repeat(10),
      '00',
      ' '.repeat(10),
      senderQualifier,
      padded(senderId),
      receiverQualifier,
      padded(receiverId),
      this.#day.slice(2),
      this.#time,
      DELIMITERS.repetition,
      '00501',
      this.#control,
      '1',
      usage,
      C,
    ].join(E);
    const group = segment(
      'GS',
      'HC',
      x12Text(senderId, 15),
      x12Text(receiverId, 15),
      this.#day,
      this.#time,
      String(groupNumber),
      'X',
      VERSION_837P,
    );
    return `${envelope}${S}${group}`;
  }

  /** ST, BHT, submitter, receiver and billing provider; closes the set before it. */
  openSet(head: SetHead837): string {
    const before = this.closeSet();
    const { submitter, receiver, billing, payer } = head;
    const phone = digitsOnly(submitter.contactPhone).slice(0, 15);
    const email = submitter.contactEmail ? x12Email(submitter.contactEmail) : '';
    const contacts = [...(phone ? ['TE', phone] : []), ...(email ? ['EM', email] : [])];
    const taxonomy = billing.taxonomy ? segment('PRV', 'BI', 'PXC', x12Text(billing.taxonomy, 10)) : '';
    const text = [
      segment('ST', '837', head.controlNumber, VERSION_837P),
      segment('BHT', '0019', '00', x12Text(head.batchId, 50), this.#day, this.#time, head.purpose),
      party('41', submitter.name, '46', x12Text(submitter.id, 80)),
      segment('PER', 'IC', x12Text(submitter.contactName, 60), ...contacts),
      party('40', receiver.name, '46', x12Text(receiver.id, 80)),
      segment('HL', '1', '', '20', '1'),
      taxonomy,
      party('85', billing.name, 'XX', digitsOnly(billing.npi)),
      address(billing, true),
      segment('REF', 'EI', digitsOnly(billing.tin)),
    ].join('');
    const count = taxonomy === '' ? 10 : 11;
    this.#open = {
      head,
      headTo: count,
      payer: party('PR', payer.name, 'PI', x12Text(payer.id, 80)),
      level: 1,
      count,
    };
    this.#sets += 1;
    return before + text;
  }

  /** A member with their claims, a hundred claims a level; says where each claim stands only where that is asked. */
  member(
    subscriber: Subscriber837,
    claims: readonly Claim837[] = subscriber.claims,
    withPlaces = true,
  ): Block837 {
    const own = subscriberText(subscriber);
    const places: ClaimPlace[] = [];
    const out: string[] = [];
    for (let from = 0; from < claims.length; from += MAX_CLAIMS_PER_SUBSCRIBER) {
      const level = claims.slice(from, from + MAX_CLAIMS_PER_SUBSCRIBER);
      this.#level(out, own, level, withPlaces ? places : null);
    }
    return { text: out.join(''), claims: places };
  }

  #level(out: string[], own: string, claims: readonly Claim837[], places: ClaimPlace[] | null): void {
    const open = this.#open;
    if (!open) throw new Error('A member outside a set');
    open.level += 1;
    const member = { from: open.count + 1, to: open.count + MEMBER_SEGMENTS };
    open.count = member.to;
    out.push(`HL${E}${open.level}${E}1${E}22${E}0${S}SBR${E}P${E}18${E.repeat(7)}MC${S}`, own, open.payer);
    for (const claim of claims) {
      const from = open.count + 1;
      const first = open.count + claimHead(out, claim, this.#known);
      claim.lines.forEach((line, index) => {
        lineSegments(out, line, index + 1);
      });
      open.count = first + claim.lines.length * LINE_SEGMENTS;
      places?.push({
        id: claim.id,
        group: String(this.#envelope.groupNumber),
        set: open.head.controlNumber,
        reference: open.head.batchId,
        headTo: open.headTo,
        member,
        from,
        to: open.count,
        lines: claim.lines.map((_, index) => ({
          from: first + index * LINE_SEGMENTS + 1,
          to: first + (index + 1) * LINE_SEGMENTS,
        })),
      });
    }
  }

  /** SE of the open set, or nothing when none is open. */
  closeSet(): string {
    const open = this.#open;
    if (!open) return '';
    this.#open = null;
    // SE01 counts ST and SE themselves.
    return segment('SE', String(open.count + 1), open.head.controlNumber);
  }

  /** The last SE, GE and IEA. */
  end(): string {
    const last = this.closeSet();
    const group = String(this.#envelope.groupNumber);
    return `${last}${segment('GE', String(this.#sets), group)}${segment('IEA', '1', this.#control)}`;
  }
}

/** A whole file as pieces of whole segments, as its members come; without the places of its claims. */
export function* blocks837p(file: Interchange837): Generator<Pick<Block837, 'text'>> {
  const writer = new Writer837(file);
  yield { text: writer.start() };
  for (const { subscribers, ...head } of file.transactions) {
    yield { text: writer.openSet(head) };
    for (const subscriber of subscribers) yield writer.member(subscriber, subscriber.claims, false);
  }
  yield { text: writer.end() };
}

/** The whole file as one text; ASCII only, no line breaks. */
export function write837p(file: Interchange837): string {
  const written: string[] = [];
  for (const { text } of blocks837p(file)) written.push(text);
  return written.join('');
}
