import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldText, segmentOf, splitHl7 } from '#shared/admissions/hl7.ts';
import { readMessage } from '#shared/admissions/read-message.ts';
import { adt } from '../../fixtures/adt.ts';

const ZONE = 'America/Los_Angeles';
const PERSON = { cin: '90000001A', last: 'Willowmarsh', first: 'Ana', born: '19850402', visit: 'V1' };
const only = (text: string) => {
  const [message] = splitHl7(text).messages;
  if (!message) throw new Error('No message');
  return message;
};
const notice = (text: string) => {
  const read = readMessage(only(text), ZONE);
  if (!('notice' in read)) throw new Error(read.problem);
  return read.notice;
};

describe('HL7 v2 files', () => {
  it('reads messages whatever ends their lines, in envelopes and between MLLP characters', () => {
    const plain = adt({ event: 'A04', ...PERSON });
    const shapes = [
      plain,
      plain.replaceAll('\r', '\n'),
      plain.replaceAll('\r', '\r\n'),
      `\uFEFF${plain}`,
      `\v${plain}\u001c\r`,
      `FHS|^~\\&|X\rBHS|^~\\&|X\r${plain}BTS|1\rFTS|1\r`,
    ];
    for (const shape of shapes) {
      const { messages, problems } = splitHl7(shape);
      expect(messages).toHaveLength(1);
      expect(problems).toEqual([]);
      expect(notice(shape)).toMatchObject({ event: 'visit', visitId: 'V1', type: 'ed' });
    }
    const two = splitHl7(`\v${plain}\u001c\v${plain}\u001c`);
    expect(two.messages.map(({ segments }) => segments.map(({ name }) => name).join())).toEqual([
      'MSH,EVN,PID,PV1',
      'MSH,EVN,PID,PV1',
    ]);
  });

  it('takes separators from MSH and reads escapes, repetitions and subcomponents', () => {
    const message = only('MSH#*%!@#A#B\rPID#1##1*X%2***Y@Z##O!T!Neil!F!!S!!R!!E!*Ann#""\rPV1#1#E\r');
    const pid = segmentOf(message, 'PID');
    expect(fieldText(message, pid, 3)).toBe('1');
    expect(fieldText(message, pid, 3, { repetition: 1 })).toBe('2');
    expect(fieldText(message, pid, 3, { repetition: 1, component: 4, subcomponent: 2 })).toBe('Z');
    expect(fieldText(message, pid, 5)).toBe('O@Neil#*%!');
    expect(fieldText(message, pid, 6)).toBe('');
    expect(fieldText(message, segmentOf(message, 'MSH'), 3)).toBe('A');
  });

  it('shows a time with an offset by the agency’s clock', () => {
    expect(notice(adt({ event: 'A04', ...PERSON, at: '20261118021500+0000' })).at).toBe('2026-11-17T18:15');
    expect(notice(adt({ event: 'A04', ...PERSON, at: '20261118' })).at).toBe('2026-11-18T00:00');
  });

  it('finds a CIN inside a BIC number and in the insurance', () => {
    const text = adt({ event: 'A04', ...PERSON, cin: '90000001A51234' }).concat(
      `IN1|1|${'|'.repeat(33)}|9000-0002 B\r`,
    );
    expect(notice(text).person.ids).toEqual(expect.arrayContaining(['90000001A', '90000002B']));
  });

  it('reads any text without failing', () => {
    const pieces = fc.constantFrom(
      'MSH|^~\\&|',
      'MSH',
      'PID|',
      'PV1|',
      '\r',
      '\n',
      '|',
      '^',
      '~',
      '\\',
      '&',
      '\v',
      '\u001c',
      'BTS|3',
      'A01',
      '""',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }), (parts) => {
        const { messages } = splitHl7(parts.join(''));
        for (const message of messages) readMessage(message, ZONE);
      }),
      { numRuns: 2000 },
    );
  });
});

/** A file of three messages with one thing broken, and where the answer must point. */
const GOOD = () => adt({ event: 'A04', ...PERSON, visit: 'V0' });
const WHOLE = {
  event: 'A03',
  ...PERSON,
  patientClass: 'I',
  admitted: '20261110',
  left: '20261112',
  reason: 'Fall',
};
const LINES = adt(WHOLE).split('\r').slice(0, -1);

/** Puts a value into a field of the broken message; the first line of it is line 5 of the file. */
function withField(name: string, field: number, value: string): { lines: string[]; at: string } {
  const lines = LINES.map((line) => {
    if (!line.startsWith(name)) return line;
    const cells = line.split('|');
    const index = name === 'MSH' ? field - 1 : field;
    while (cells.length <= index) cells.push('');
    cells[index] = value;
    return cells.join('|');
  });
  return { lines, at: `${name}-${field}` };
}

const BAD_DAYS = [
  '2026',
  '202613',
  '20261341',
  '2026111',
  'yesterday',
  '20260230',
  '99999999',
  '20261110T08',
  '2026-11-10',
  '0',
];
const DAY_FIELDS = [
  ['EVN', 2],
  ['PV1', 44],
  ['PV1', 45],
  ['PID', 7],
] as const;
const BAD_EVENTS = ['', 'A40', 'A99', 'X', 'a3', 'A031', '03', 'ADT', 'A 03', 'Z01', 'A07', 'A60'];

const WITHOUT: Readonly<Record<string, RegExp>> = {
  PID: /Message 2 \(line 5\) has no PID segment/,
  MSH: /Message 1 \(line 1\) is about two people \(PID in lines 3 and 6\)/,
};

const MUTATIONS: readonly {
  readonly name: string;
  readonly lines: readonly string[];
  readonly says: RegExp;
}[] = [
  ...DAY_FIELDS.flatMap(([segment, field]) =>
    BAD_DAYS.map((day) => {
      const { lines, at } = withField(segment, field, day);
      return { name: `${at} = ${day}`, lines, says: new RegExp(`${at} \\(line \\d+\\) “`) };
    }),
  ),
  ...BAD_EVENTS.map((event) => {
    const { lines } = withField('MSH', 9, `ADT^${event}`);
    return {
      name: `MSH-9.2 = “${event}”`,
      lines,
      says: event === '' ? /message 2, line 5/ : /Message 2 \(line 5\)/,
    };
  }),
  ...['ORU^R01', 'ACK', '', 'SIU^S12', '^A03', 'ADTA03', 'adt'].map((type) => {
    const { lines } = withField('MSH', 9, type);
    return { name: `MSH-9 = “${type}”`, lines, says: type === 'adt' ? /./ : /Message 2 \(line 5\)/ };
  }),
  ...LINES.map((line, index) => ({
    name: `without ${line.slice(0, 3)}`,
    lines: LINES.filter((_, at) => at !== index),
    says: WITHOUT[line.slice(0, 3)] ?? /./,
  })),
  ...LINES.map((line, index) => ({
    name: `${line.slice(0, 3)} broken in two`,
    lines: [...LINES.slice(0, index), line.slice(0, 9), line.slice(9), ...LINES.slice(index + 1)],
    says: /Line \d+ is no segment|line \d+/,
  })),
  ...LINES.map((line, index) => ({
    name: `${line.slice(0, 3)} cut off after 6 characters`,
    lines: LINES.map((one, at) => (at === index ? line.slice(0, 6) : one)),
    says: /./,
  })),
  ...[
    '|',
    '~~~',
    '\\\\\\',
    '^^^^^^',
    '&&&',
    '\u0000\u0001',
    'é'.repeat(2000),
    '|'.repeat(5000),
    '""',
    '\\X0D\\',
    '<![CDATA[',
  ].map((odd) => {
    const { lines } = withField('PID', 5, odd);
    return { name: `PID-5 = ${JSON.stringify(odd.slice(0, 12))}`, lines, says: /./ };
  }),
  ...['MSH', 'MSH|', 'MSH|^', 'MSHABC', 'MSH ^~\\& A'].map((head) => ({
    name: `MSH is “${head}”`,
    lines: [head, ...LINES.slice(1)],
    says: /line 5|Line 5/,
  })),
  ...['garbage between', '{"json": true}', 'PID', 'pid|1', '12|34', '=cmd()', '…'].map((stray) => ({
    name: `a stray line “${stray}”`,
    lines: [...LINES.slice(0, 2), stray, ...LINES.slice(2)],
    says: stray === 'PID' ? /./ : /Line 7 is no segment and was passed over/,
  })),
  {
    name: 'another event in EVN-1',
    lines: withField('EVN', 1, 'A01').lines,
    says: /EVN-1 \(line 6\) says A01/,
  },
  { name: 'twice the message', lines: [...LINES, ...LINES], says: /./ },
  { name: 'nothing but MSH', lines: LINES.slice(0, 1), says: /Message 2 \(line 5\) has no PID segment/ },
];

describe('a broken message between two good ones', () => {
  it('is tried in a hundred ways', () => {
    expect(MUTATIONS.length).toBeGreaterThanOrEqual(100);
  });

  it.each(MUTATIONS)('$name: named by its line, the others read', ({ lines, says }) => {
    const text = `${GOOD()}${lines.join('\r')}\r${GOOD()}`;
    const { messages, problems } = splitHl7(text);
    const reads = messages.map((message) => readMessage(message, ZONE));
    const good = reads.filter((read) => 'notice' in read && read.notice.visitId === 'V0');
    // Without its MSH the broken message runs into the one before it, which then waits as well.
    expect(good).toHaveLength(lines.some((line) => line.startsWith('MSH')) ? 2 : 1);
    const said = [
      ...problems.map(({ sentence }) => sentence),
      ...reads.flatMap((read) =>
        'problem' in read
          ? [read.problem, ...(read.remarks ?? [])]
          : [read.notice.place, ...read.notice.remarks],
      ),
    ].join('\n');
    expect(said).toMatch(says);
  });
});
