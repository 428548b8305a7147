import { bareDiagnosis } from '../../programs/diagnoses.ts';
import { DELIMITERS, digitsOnly, x12Date, x12Text } from './characters.ts';
import type { Claim837, Interchange837, Segment837, Subscriber837, Transaction837 } from './model.ts';

/** The implementation guide every set names. */
export const VERSION_837P = '005010X222A1';
/** A loop 2000B takes at most this many claims; more go into a second one. */
export const MAX_CLAIMS_PER_SUBSCRIBER = 100;

type Element = string | readonly string[];

/** Joins elements, leaving off empty ones at the end. */
function join(elements: readonly Element[]): string {
  const written = elements.map((element) =>
    typeof element === 'string' ? element : element.join(DELIMITERS.component),
  );
  let last = written.length;
  while (last > 1 && written[last - 1] === '') last -= 1;
  return `${written.slice(0, last).join(DELIMITERS.element)}${DELIMITERS.segment}`;
}

function segment(claimId: string | null, ...elements: Element[]): Segment837 {
  return { text: join(elements), claimId };
}

/** A ZIP code's digits; a billing ZIP without its last four gets 9998, the stand-in for "not known". */
export function x12Zip(zip: string, billing = false): string {
  const digits = digitsOnly(zip);
  if (digits.length >= 9) return digits.slice(0, 9);
  const five = digits.slice(0, 5);
  return billing && five.length === 5 ? `${five}9998` : five;
}

function* address(
  claimId: string | null,
  place: { readonly address: string; readonly city: string; readonly state: string; readonly zip: string },
  billing = false,
): Generator<Segment837> {
  const street = x12Text(place.address, 110);
  yield segment(claimId, 'N3', street.slice(0, 55).trim(), street.slice(55).trim());
  yield segment(claimId, 'N4', x12Text(place.city, 30), x12Text(place.state, 2), x12Zip(place.zip, billing));
}

function* claimSegments(claim: Claim837): Generator<Segment837> {
  const { id } = claim;
  yield segment(id, 'CLM', id, '0', '', '', [claim.placeOfService, 'B', claim.frequency], 'Y', 'A', 'Y', 'Y');
  if (claim.authorization) yield segment(id, 'REF', 'G1', x12Text(claim.authorization, 50));
  if (claim.planClaimNumber) yield segment(id, 'REF', 'F8', x12Text(claim.planClaimNumber, 50));
  yield segment(
    id,
    'HI',
    ...claim.diagnoses.map((code, index) => [index === 0 ? 'ABK' : 'ABF', bareDiagnosis(code)]),
  );
  if (claim.rendering) {
    const { firstName, lastName, npi, taxonomy } = claim.rendering;
    yield segment(
      id,
      'NM1',
      '82',
      '1',
      x12Text(lastName, 60),
      x12Text(firstName, 35),
      '',
      '',
      '',
      'XX',
      digitsOnly(npi),
    );
    if (taxonomy) yield segment(id, 'PRV', 'PE', 'PXC', x12Text(taxonomy, 10));
  }
  for (const [index, line] of claim.lines.entries()) {
    yield segment(id, 'LX', String(index + 1));
    yield segment(
      id,
      'SV1',
      ['HC', line.code, ...line.modifiers],
      '0',
      'UN',
      String(line.units),
      '',
      '',
      line.pointers.map(String),
    );
    yield segment(id, 'DTP', '472', 'D8', x12Date(line.serviceOn));
    yield segment(id, 'REF', '6R', x12Text(line.number, 50));
  }
}

function* subscriberSegments(
  subscriber: Subscriber837,
  claims: readonly Claim837[],
  level: number,
  payer: Transaction837['payer'],
): Generator<Segment837> {
  yield segment(null, 'HL', String(level), '1', '22', '0');
  yield segment(null, 'SBR', 'P', '18', '', '', '', '', '', '', 'MC');
  yield segment(
    null,
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
  yield* address(null, subscriber);
  const sex = subscriber.sex === 'F' || subscriber.sex === 'M' ? subscriber.sex : 'U';
  yield segment(null, 'DMG', 'D8', x12Date(subscriber.birthDate), sex);
  yield segment(null, 'NM1', 'PR', '2', x12Text(payer.name, 60), '', '', '', '', 'PI', x12Text(payer.id, 80));
  for (const claim of claims) yield* claimSegments(claim);
}

function* transactionSegments(
  transaction: Transaction837,
  date: string,
  time: string,
): Generator<Segment837> {
  const { submitter, receiver, billing } = transaction;
  yield segment(null, 'ST', '837', transaction.controlNumber, VERSION_837P);
  yield segment(
    null,
    'BHT',
    '0019',
    '00',
    x12Text(transaction.batchId, 50),
    x12Date(date),
    digitsOnly(time),
    transaction.purpose,
  );
  yield segment(
    null,
    'NM1',
    '41',
    '2',
    x12Text(submitter.name, 60),
    '',
    '',
    '',
    '',
    '46',
    x12Text(submitter.id, 80),
  );
  const phone = digitsOnly(submitter.contactPhone).slice(0, 15);
  const email = submitter.contactEmail ? x12Text(submitter.contactEmail, 256) : '';
  const contacts = [...(phone ? ['TE', phone] : []), ...(email ? ['EM', email] : [])];
  yield segment(null, 'PER', 'IC', x12Text(submitter.contactName, 60), ...contacts);
  yield segment(
    null,
    'NM1',
    '40',
    '2',
    x12Text(receiver.name, 60),
    '',
    '',
    '',
    '',
    '46',
    x12Text(receiver.id, 80),
  );
  yield segment(null, 'HL', '1', '', '20', '1');
  if (billing.taxonomy) yield segment(null, 'PRV', 'BI', 'PXC', x12Text(billing.taxonomy, 10));
  yield segment(
    null,
    'NM1',
    '85',
    '2',
    x12Text(billing.name, 60),
    '',
    '',
    '',
    '',
    'XX',
    digitsOnly(billing.npi),
  );
  yield* address(null, billing, true);
  yield segment(null, 'REF', 'EI', digitsOnly(billing.tin));
  let level = 1;
  for (const subscriber of transaction.subscribers) {
    for (let from = 0; from < subscriber.claims.length; from += MAX_CLAIMS_PER_SUBSCRIBER) {
      level += 1;
      const claims = subscriber.claims.slice(from, from + MAX_CLAIMS_PER_SUBSCRIBER);
      yield* subscriberSegments(subscriber, claims, level, transaction.payer);
    }
  }
}

/**
 * Writes a file segment by segment: ISA, GS, one ST…SE a transaction, GE, IEA.
 *
 * Every text is transliterated and shortened on the way; the caller has already checked that what must be there is.
 *
 * @see ASC X12 005010X222A1 (837 professional); control segments of 00501.
 */
export function* segments837p(file: Interchange837): Generator<Segment837> {
  const control = String(file.controlNumber).padStart(9, '0');
  const group = String(file.groupNumber);
  const day = x12Date(file.date);
  const time = digitsOnly(file.time).slice(0, 4);
  const party = (id: string) => x12Text(id, 15).padEnd(15, ' ');
  // The envelope's widths are fixed, so its empty elements stay.
  const envelope = [
    'ISA',
    '00',
    ' '.repeat(10),
    '00',
    ' '.repeat(10),
    file.senderQualifier,
    party(file.senderId),
    file.receiverQualifier,
    party(file.receiverId),
    day.slice(2),
    time,
    DELIMITERS.repetition,
    '00501',
    control,
    '1',
    file.usage,
    DELIMITERS.component,
  ];
  yield { text: `${envelope.join(DELIMITERS.element)}${DELIMITERS.segment}`, claimId: null };
  yield segment(
    null,
    'GS',
    'HC',
    x12Text(file.senderId, 15),
    x12Text(file.receiverId, 15),
    day,
    time,
    group,
    'X',
    VERSION_837P,
  );
  for (const transaction of file.transactions) {
    // SE01 counts ST and SE themselves.
    let count = 1;
    for (const written of transactionSegments(transaction, file.date, time)) {
      count += 1;
      yield written;
    }
    yield segment(null, 'SE', String(count), transaction.controlNumber);
  }
  yield segment(null, 'GE', String(file.transactions.length), group);
  yield segment(null, 'IEA', '1', control);
}

/** The whole file as one text; ASCII only, no line breaks. */
export function write837p(file: Interchange837): string {
  let written = '';
  for (const part of segments837p(file)) written += part.text;
  return written;
}
