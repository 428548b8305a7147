import { DELIMITERS, digitsOnly, x12Date, x12Email, x12Text } from './characters.ts';
import {
  address,
  claimHead,
  type Known,
  LINE_SEGMENTS,
  lineSegments,
  MEMBER_SEGMENTS,
  party,
  segment,
  subscriberText,
} from './claim-segments.ts';
import type {
  Block837,
  Claim837,
  ClaimPlace,
  Envelope837,
  Interchange837,
  SetHead837,
  Subscriber837,
} from './model.ts';

/** The implementation guide every set names. */
export const VERSION_837P = '005010X222A1';
/** A loop 2000B takes at most this many claims; more go into a second one. */
export const MAX_CLAIMS_PER_SUBSCRIBER = 100;

const { element: E, component: C, segment: S } = DELIMITERS;

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
