import { Temporal } from 'temporal-polyfill';
import { fieldText, type Hl7Message, repetitionsOf, segmentOf } from './hl7.ts';
import {
  dispositionOf,
  type Notice,
  type NoticeEvent,
  type NoticeRead,
  plainId,
  type StayType,
  typeOfClass,
} from './notice.ts';

/**
 * What each ADT event means here. A08 never makes a stay; A05 announces one that has not begun.
 *
 * @see HL7 v2.5.1, chapter 3; plans' guides name A01, A03, A04, A08, A11 and A13.
 */
const EVENTS: Readonly<Record<string, NoticeEvent>> = {
  A01: 'admit',
  A02: 'update',
  A03: 'discharge',
  A04: 'visit',
  A05: 'nothing',
  A06: 'to_inpatient',
  A08: 'update',
  A11: 'cancel_admit',
  A12: 'update',
  A13: 'cancel_discharge',
};

/**
 * Understands one ADT message.
 *
 * Only what the message says counts: a field that cannot be read is named with its segment and line, and the notice
 * waits for a person instead of being filled in by a guess.
 *
 * @param timeZone the agency's; a time with an offset is shown by this clock
 */
export function readMessage(message: Hl7Message, timeZone: string): NoticeRead {
  const msh = segmentOf(message, 'MSH');
  const place = `message ${message.number}, line ${msh?.line ?? 0}`;
  const fail = (problem: string): NoticeRead => ({ place, problem, remarks: message.remarks });
  const here = `Message ${message.number} (line ${msh?.line ?? 0})`;
  const type = fieldText(message, msh, 9).toUpperCase();
  if (type !== 'ADT') {
    return fail(
      type === ''
        ? `${here}: MSH-9 names no kind of message.`
        : `${here} is ${type}, no hospital notice (ADT).`,
    );
  }
  const evn = segmentOf(message, 'EVN');
  const trigger = fieldText(message, msh, 9, { component: 2 }).toUpperCase();
  const repeated = fieldText(message, evn, 1).toUpperCase();
  const called = trigger || repeated;
  if (trigger && repeated && trigger !== repeated) {
    return fail(`${here}: MSH-9 says ${trigger}, EVN-1 (line ${evn?.line}) says ${repeated}.`);
  }
  const event = EVENTS[called];
  if (!event) {
    return fail(
      called === ''
        ? `${here}: neither MSH-9 nor EVN-1 names the event.`
        : `${here} is an ${called}. Hearth reads A01 to A06, A08 and A11 to A13.`,
    );
  }
  const [pid, second] = message.segments.filter(({ name }) => name === 'PID');
  if (second) {
    return fail(
      `${here} is about two people (PID in lines ${pid?.line} and ${second.line}): an MSH is missing between them.`,
    );
  }
  if (!pid) return fail(`${here} has no PID segment: it does not say who it is about.`);
  const pv1 = segmentOf(message, 'PV1');
  const pv2 = segmentOf(message, 'PV2');
  const dg1 = segmentOf(message, 'DG1');

  const bad: string[] = [];
  const moment = (name: string, field: number): { on: string; at: string } | null => {
    const segment = segmentOf(message, name);
    const text = fieldText(message, segment, field);
    if (text === '') return null;
    const read = readTime(text, timeZone);
    if (!read) bad.push(`${name}-${field} (line ${segment?.line}) “${text.slice(0, 30)}” is no day.`);
    return read;
  };
  const happened = moment('EVN', 2) ?? moment('MSH', 7);
  const admitted = moment('PV1', 44);
  const left = moment('PV1', 45);
  const born = moment('PID', 7);
  if (bad.length > 0) return fail(`${here}: ${bad.join(' ')}`);

  const patientClass = fieldText(message, pv1, 2);
  const meant = typeOfClass(patientClass);
  const stays: StayType | null = meant === 'outpatient' || meant === 'planned' ? null : meant;
  const test = /^[TD]$/.test(fieldText(message, msh, 11).toUpperCase());
  const sets = setsSomething(event, meant) && !test;
  if (sets && stays === null && (event === 'visit' || event === 'admit') && meant === null) {
    const what = patientClass === '' ? 'is empty' : `“${patientClass.slice(0, 20)}” is not known`;
    return fail(
      `${here}: PV1-2${pv1 ? ` (line ${pv1.line})` : ''} ${what}, so it does not say whether this is an emergency visit or a stay.`,
    );
  }
  const code = fieldText(message, pv1, 36);
  const notice: Notice = {
    place,
    called,
    event: sets ? event : 'nothing',
    at: happened?.at ?? null,
    messageId: fieldText(message, msh, 10),
    visitId: fieldText(message, pv1, 19),
    facility: fieldText(message, pv1, 3, { component: 4 }) || fieldText(message, msh, 4),
    type: event === 'to_inpatient' ? 'inpatient' : stays,
    outside: meant === 'outpatient' || meant === 'planned',
    admittedOn: admitted?.on ?? null,
    leftOn: left?.on ?? null,
    ...dispositionOf(code, fieldText(message, pv1, 36, { component: 2 })),
    reason: reasonOf(message, { pv2, dg1 }),
    person: {
      ids: idsOf(message),
      lastName: fieldText(message, pid, 5),
      firstName: fieldText(message, pid, 5, { component: 2 }),
      birthDate: born?.on ?? null,
    },
    remarks: [
      ...message.remarks,
      ...(test ? ['MSH-11 marks it as a test message.'] : []),
      ...(meant === 'outpatient' && !sets ? ['PV1-2 says outpatient.'] : []),
      ...(meant === 'planned' || called === 'A05' ? ['It is planned and has not begun.'] : []),
    ],
  };
  return { notice };
}

/** Outpatient visits and planned admissions begin nothing; what changes or ends a known stay always counts. */
function setsSomething(event: NoticeEvent, meant: ReturnType<typeof typeOfClass>): boolean {
  if (event === 'nothing') return false;
  if (event === 'admit' || event === 'visit') return meant !== 'outpatient' && meant !== 'planned';
  return true;
}

function reasonOf(
  message: Hl7Message,
  { pv2, dg1 }: { readonly pv2: Hl7Message['segments'][number] | undefined; readonly dg1: typeof pv2 },
): string {
  const chief = fieldText(message, pv2, 3, { component: 2 }) || fieldText(message, pv2, 3);
  const words = fieldText(message, dg1, 4) || fieldText(message, dg1, 3, { component: 2 });
  const code = fieldText(message, dg1, 3);
  const coded = [code, words].filter((part, at, all) => part !== '' && all.indexOf(part) === at).join(' ');
  return [chief, coded]
    .filter((part, at, all) => part !== '' && all.indexOf(part) === at)
    .join(', ')
    .slice(0, 200);
}

/** Everything that may be a CIN or a member id: PID-2, -3 with its repetitions, -4, and the insurance's policy number. */
function idsOf(message: Hl7Message): string[] {
  const pid = segmentOf(message, 'PID');
  const found: string[] = [];
  if (pid) {
    for (const field of [2, 3, 4]) {
      for (
        let repetition = 0;
        repetition < Math.min(repetitionsOf(message, pid, field), 20);
        repetition += 1
      ) {
        found.push(fieldText(message, pid, field, { repetition }));
      }
    }
  }
  for (const insurance of message.segments.filter(({ name }) => name === 'IN1').slice(0, 10)) {
    found.push(fieldText(message, insurance, 36), fieldText(message, insurance, 49));
  }
  return [...new Set(found.map(plainId).filter((id) => id !== ''))];
}

/** A time as HL7 writes it, by the agency's clock: `YYYYMMDD[HHMM[SS[.S]]][±ZZZZ]`; null for what is no day. */
function readTime(text: string, timeZone: string): { on: string; at: string } | null {
  const parts = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(?:\d{2}(?:\.\d+)?)?)?([+-]\d{2}):?(\d{2})?$/.exec(
    text,
  );
  const plain = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})?(?:\d{2}(?:\.\d+)?)?)?$/.exec(text);
  const found = parts ?? plain;
  if (!found) return null;
  const [, year, month, day, hour = '00', minute = '00', offset, offsetMinutes = '00'] = found;
  try {
    const clock = Temporal.PlainDateTime.from(`${year}-${month}-${day}T${hour}:${minute}`, {
      overflow: 'reject',
    });
    const shown =
      offset && found[4] !== undefined
        ? Temporal.Instant.from(`${clock.toString()}${offset}:${offsetMinutes}`)
            .toZonedDateTimeISO(timeZone)
            .toPlainDateTime()
        : clock;
    return { on: shown.toPlainDate().toString(), at: shown.toString({ smallestUnit: 'minute' }) };
  } catch {
    return null;
  }
}
