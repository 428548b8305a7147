import { checkAddress, checkDate, checkName, type Say } from './check-parties.ts';
import type { SegmentSpec } from './guide/spec.ts';
import type { SetReader } from './guide/walk-set.ts';
import { type Delimiters, element, type ParsedSegment } from './parse.ts';
import type { Counts837, Findings837 } from './validation.ts';

/** CMS place-of-service codes, whatever their dates. @see CMS place of service code set. */
const PLACES = new Set(
  '01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 31 32 33 34 41 42 49 50 51 52 53 54 55 56 57 58 60 61 62 65 66 71 72 81 99'.split(
    ' ',
  ),
);
const PROCEDURE = /^(\d{4}[0-9A-Z]|[A-V]\d{4})$/;
const ICD_10 = /^[A-TV-Z]\d[0-9A-Z]([0-9A-Z]{1,4})?$/;
const ICD_9 = /^([0-9V]\d{2,4}|E\d{3,4})$/;

/** Money in whole cents, never a float. */
function cents(amount: string): number {
  const [whole = '', part = ''] = amount.replace('-', '').split('.');
  const value = Number(whole || '0') * 100 + Number(part.padEnd(2, '0').slice(0, 2));
  return amount.startsWith('-') ? -value : value;
}

/** The claim that is being read. */
interface OpenClaim {
  readonly segment: ParsedSegment;
  readonly frequency: string;
  diagnoses: number;
  original: boolean;
  lines: number;
  total: number;
  readonly lineNumbers: Set<string>;
}

/** The HL that is being read. */
interface OpenLevel {
  readonly segment: ParsedSegment;
  children: number;
  claims: number;
  /** The patient is the subscriber. */
  self: boolean;
  /** What the guide wants of a patient and was not seen yet, in its order. */
  due: string[];
}

/**
 * What a table cannot say about a set: the HL chain, check digits, pointers, balances and numbers that must differ.
 */
export class ClaimChecks implements SetReader {
  readonly #delimiters: Delimiters;
  readonly #counts: Counts837;
  /** Claim numbers of the whole file. */
  readonly #claims: Set<string>;
  readonly #say: Say;
  #levels = 0;
  #billing = '';
  #subscriber: OpenLevel | null = null;
  #patient: OpenLevel | null = null;
  #claim: OpenClaim | null = null;

  constructor(findings: Findings837, delimiters: Delimiters, counts: Counts837, claims: Set<string>) {
    this.#say = (segment, rule, message, severity) => findings.add(segment, rule, message, severity);
    this.#delimiters = delimiters;
    this.#counts = counts;
    this.#claims = claims;
  }

  enter(loop: string): void {
    if (loop === '2400' && this.#claim) this.#claim.lines += 1;
    if (loop === '2400') this.#counts.lines += 1;
  }

  take(loop: string, _spec: SegmentSpec, segment: ParsedSegment): void {
    if (loop === '2010BA') this.#patientFact(segment);
    switch (segment.id) {
      case 'HL':
        this.#level(loop, segment);
        break;
      case 'SBR':
        if (loop === '2000B' && this.#subscriber) this.#subscriber.self = element(segment, 2) === '18';
        break;
      case 'NM1':
        checkName(segment, this.#say);
        break;
      case 'N4':
        checkAddress(loop, segment, this.#say);
        break;
      case 'PRV':
        if (!/^[0-9A-Z]{10}$/.test(element(segment, 3)))
          this.#say(segment, 'PRV03', 'PRV03: a taxonomy code has 10 characters.');
        break;
      case 'REF':
        this.#reference(loop, segment);
        break;
      case 'DTP':
        checkDate(segment, this.#say);
        break;
      case 'CLM':
        this.#openClaim(segment);
        break;
      case 'HI':
        if (/^A?BK/.test(element(segment, 1))) this.#diagnoses(segment);
        break;
      case 'LX':
        if (this.#claim && element(segment, 1) !== String(this.#claim.lines))
          this.#say(segment, 'LX01', `LX01 should be ${this.#claim.lines}.`);
        break;
      case 'SV1':
        this.#service(segment);
        break;
      default:
    }
  }

  leave(loop: string, segment: ParsedSegment): void {
    if (loop === '2300') this.#closeClaim();
    if (loop === '2010BA') this.#patientFact({ ...segment, id: '' });
    if (loop === '2400' && this.#claim && this.#claim.lineNumbers.size < this.#claim.lines) {
      this.#claim.lineNumbers.add(`none ${this.#claim.lines}`);
      this.#say(segment, 'REF*6R.missing', 'The line has no number (REF*6R) for answers to name.', 'warning');
    }
    if (loop === '2000C') {
      if (this.#patient?.claims === 0)
        this.#say(this.#patient.segment, 'CLM.missing', 'The patient has no claim.');
      this.#patient = null;
    }
    if (loop === '2000B') this.#closeSubscriber();
  }

  #level(loop: string, segment: ParsedSegment): void {
    this.#levels += 1;
    if (element(segment, 1) !== String(this.#levels))
      this.#say(segment, 'HL01', `HL01 should be ${this.#levels}.`);
    const own = element(segment, 1);
    const open: OpenLevel = { segment, children: 0, claims: 0, self: false, due: ['N3', 'N4', 'DMG'] };
    if (loop === '2000A') {
      this.#billing = own;
      return;
    }
    const parent = loop === '2000B' ? this.#billing : element(this.#subscriber?.segment, 1);
    if (parent !== '' && element(segment, 2) !== parent)
      this.#say(segment, 'HL02', `HL02 should be ${parent}.`);
    if (loop === '2000B') {
      this.#subscriber = open;
      this.#counts.subscribers += 1;
      return;
    }
    this.#patient = open;
    if (this.#subscriber) this.#subscriber.children += 1;
  }

  /** Address and birthday of a subscriber who is the patient: said at the place where each should stand. */
  #patientFact(segment: ParsedSegment): void {
    const level = this.#subscriber;
    if (!level || /^(NM1|REF|PER)$/.test(segment.id)) return;
    const reached = level.due.indexOf(segment.id);
    const passed = level.due.splice(0, segment.id === '' ? 3 : reached + 1);
    for (const name of passed) {
      if (name === segment.id || !level.self) continue;
      this.#say(segment, `${name}.missing`, `${name} is missing here; the patient is the subscriber.`);
    }
  }

  #closeSubscriber(): void {
    const level = this.#subscriber;
    this.#subscriber = null;
    if (!level) return;
    const says = element(level.segment, 4);
    if (says === '1' && level.children === 0)
      this.#say(level.segment, 'HL04', 'HL04 says that a patient follows, none does.');
    if (says === '0' && level.children > 0)
      this.#say(level.segment, 'HL04', 'HL04 says that no patient follows, one does.');
    if (level.children === 0 && level.claims === 0)
      this.#say(level.segment, 'CLM.missing', 'The member has no claim.');
  }

  #reference(loop: string, segment: ParsedSegment): void {
    const [qualifier, value] = [element(segment, 1), element(segment, 2)];
    if (qualifier === 'EI' && !/^\d{9}$/.test(value))
      this.#say(segment, 'REF02', 'REF02: an employer number has 9 digits.');
    if (loop === '2300' && qualifier === 'F8' && this.#claim) this.#claim.original = true;
    if (loop !== '2400' || qualifier !== '6R' || !this.#claim) return;
    if (this.#claim.lineNumbers.has(value))
      this.#say(segment, 'REF*6R', `Line number ${value} stands twice in the claim.`);
    this.#claim.lineNumbers.add(value);
    if (value.length > 30)
      this.#say(segment, 'REF*6R', 'Only 30 characters of a line number come back.', 'warning');
  }

  #openClaim(segment: ParsedSegment): void {
    this.#counts.claims += 1;
    const level = this.#patient ?? this.#subscriber;
    if (level) level.claims += 1;
    const [place = '', , frequency = ''] = element(segment, 5).split(this.#delimiters.component);
    const id = element(segment, 1);
    this.#claim = {
      segment,
      frequency,
      diagnoses: 0,
      original: false,
      lines: 0,
      total: 0,
      lineNumbers: new Set(),
    };
    if (!PLACES.has(place)) this.#say(segment, 'CLM05', `CLM05: “${place}” is not a place of service.`);
    if (id !== '' && this.#claims.has(id))
      this.#say(segment, 'CLM01', `Claim number ${id} stands twice in the file.`, 'warning');
    this.#claims.add(id);
    if (id.length > 20)
      this.#say(segment, 'CLM01', 'Only 20 characters of a claim number come back.', 'warning');
  }

  #diagnoses(segment: ParsedSegment): void {
    const seen = new Set<string>();
    const codes = segment.elements.slice(1);
    if (this.#claim) this.#claim.diagnoses = codes.length;
    let old = false;
    for (const code of codes) {
      const [kind = '', value = ''] = code.split(this.#delimiters.component);
      old ||= !kind.startsWith('A');
      if (value !== '' && !(kind.startsWith('A') ? ICD_10 : ICD_9).test(value))
        this.#say(segment, 'HI', `HI: “${value.slice(0, 20)}” is not a bare diagnosis code.`);
      if (seen.has(value)) this.#say(segment, 'HI', `HI: ${value} stands twice.`, 'warning');
      seen.add(value);
    }
    if (old) this.#say(segment, 'HI', 'HI: ICD-9-CM codes ended on September 30, 2015.', 'warning');
  }

  #service(segment: ParsedSegment): void {
    const [kind, code = '', ...rest] = element(segment, 1).split(this.#delimiters.component);
    const modifiers = rest.slice(0, 4).filter((one) => one !== '');
    if (kind === 'HC' && !PROCEDURE.test(code))
      this.#say(segment, 'SV101', `SV101: “${code.slice(0, 20)}” is not a procedure code.`);
    if (modifiers.some((one) => !/^[A-Z0-9]{2}$/.test(one)))
      this.#say(segment, 'SV101', 'SV101: a modifier has two characters.');
    if (new Set(modifiers).size < modifiers.length)
      this.#say(segment, 'SV101', 'SV101: a modifier stands twice.', 'warning');
    const units = element(segment, 4);
    if (!(Number(units) > 0)) this.#say(segment, 'SV104', 'SV104: units are more than 0.');
    const claim = this.#claim;
    if (!claim) return;
    claim.total += cents(element(segment, 2));
    this.#counts.units += Number(units) || 0;
    for (const pointer of element(segment, 7).split(this.#delimiters.component)) {
      if (pointer === '' || (Number(pointer) >= 1 && Number(pointer) <= claim.diagnoses)) continue;
      const words = `SV107: pointer ${pointer.slice(0, 5)} leads past the ${claim.diagnoses} diagnoses of the claim.`;
      this.#say(segment, 'SV107', words);
    }
  }

  #closeClaim(): void {
    const claim = this.#claim;
    this.#claim = null;
    if (!claim) return;
    if ((claim.frequency === '7' || claim.frequency === '8') && !claim.original) {
      this.#say(
        claim.segment,
        'REF*F8.missing',
        'A replacement or void needs REF*F8 with the plan’s own claim number.',
      );
    }
    if (cents(element(claim.segment, 2)) !== claim.total)
      this.#say(claim.segment, 'CLM02', 'CLM02 is not the sum of its lines.');
  }
}
