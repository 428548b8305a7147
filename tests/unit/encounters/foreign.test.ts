import { describe, expect, it } from 'vitest';
import { checkFile, readAckFile } from '#main/backend/encounters/file-tools.ts';
import { DEPENDENT, SECOND_PAYER } from '../../fixtures/x12/foreign.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const check = (text: string) => checkFile(bytes(text));
const errors = (text: string) => check(text).findings.filter(({ severity }) => severity === 'error');
const rules = (text: string) => check(text).findings.map(({ rule }) => rule);

describe('a file of another sender', () => {
  it.each([
    ['with a dependent', DEPENDENT],
    ['with a second payer', SECOND_PAYER],
    ['with line breaks', SECOND_PAYER.replaceAll('~', '~\r\n')],
    ['with a byte order mark', `\uFEFF${SECOND_PAYER}`],
    ['with blanks before the envelope', `\n  ${SECOND_PAYER}`],
    [
      'with other delimiters',
      SECOND_PAYER.replaceAll(':', '>').replaceAll('*', '|').replaceAll('^', '!').replaceAll('~', '\n'),
    ],
    [
      'with control characters as delimiters',
      SECOND_PAYER.replaceAll(':', '\x1f').replaceAll('*', '\x1d').replaceAll('~', '\x1c'),
    ],
    ['with two envelopes', DEPENDENT + SECOND_PAYER],
  ])('%s passes', (_, text) => {
    expect(errors(text)).toEqual([]);
    expect(check(text)).toMatchObject({ ok: true, counts: { claims: text.split('CLM').length - 1 } });
  });

  it('is told what many plans refuse', () => {
    expect(rules(SECOND_PAYER.replaceAll('~', '~\n'))).toEqual(['line-breaks']);
    expect(rules(`\uFEFF${SECOND_PAYER}`)).toEqual(['before-envelope']);
    expect(rules(DEPENDENT + SECOND_PAYER)).toContain('ISA.often');
    expect(rules(DEPENDENT)).toEqual(['lower-case']);
  });

  it.each([
    ['an institutional claim', SECOND_PAYER.replaceAll('005010X222A1', '005010X223A2'), /837I/],
    [
      'a remittance',
      SECOND_PAYER.replaceAll('005010X222A1', '005010X221A1').replace('ST*837', 'ST*835'),
      /835/,
    ],
    ['an older version', SECOND_PAYER.replaceAll('005010X222A1', '004010X098A1'), /older/],
    ['a sheet', 'CIN,Name\r\n91234567A,Jane', /ISA/],
    ['nothing', '', /empty/],
    ['an envelope alone', SECOND_PAYER.slice(0, 106), /no 837P set/],
    ['half an envelope', SECOND_PAYER.slice(0, 50), /delimiters/],
  ])('%s is called what it is', (_, text, words) => {
    const { ok, findings } = check(text);
    expect(ok).toBe(false);
    expect(findings.some(({ message }) => words.test(message))).toBe(true);
    expect(findings.length).toBeLessThan(6);
  });

  it.each([
    ['the patient’s level names another parent', 'HL*3*2*23', 'HL*3*1*23', 'HL*', 3],
    ['a subscriber promises a patient', 'HL*2*1*22*0', 'HL*2*1*22*1', 'HL*', 2],
  ])('is checked along its HL chain: %s', (_, from, to, start, nth) => {
    const text = (DEPENDENT.includes(from) ? DEPENDENT : SECOND_PAYER).replace(from, to);
    const at = text.split('~').flatMap((one, index) => (one.startsWith(start) ? [index + 1] : []));
    expect(errors(text).map(({ segment }) => segment)).toContain(at[nth - 1]);
  });

  it.each([
    ['a place of service that is none', '11:B:1', '77:B:1', 'CLM*'],
    ['a procedure that is none', 'HC:J3301', 'HC:XXXXX', 'SV1*'],
    ['a day that is none', 'DTP*431*D8*20160719', 'DTP*431*D8*20160231', 'DTP*431'],
    ['a kind of amount that is none', 'AMT*F5', 'AMT*ZZ', 'AMT*'],
    ['a reference of another loop', 'REF*G2*KA6663', 'REF*ZZ*KA6663', 'REF*ZZ'],
    ['an element too long', 'NTE*ADD*SEE', `NTE*ADD*${'A'.repeat(90)}`, 'NTE*'],
    ['an unknown segment', 'NTE*ADD*', 'QQQ*ADD*', 'QQQ*'],
  ])('%s is found where it stands', (_, from, to, start) => {
    const text = SECOND_PAYER.replace(from, to);
    expect(text).not.toBe(SECOND_PAYER);
    const places = text.split('~').flatMap((one, index) => (one.startsWith(start) ? [index + 1] : []));
    expect(errors(text).some(({ segment }) => places.includes(segment))).toBe(true);
  });

  it('given for an answer, is said to be none', () => {
    expect(readAckFile(bytes(SECOND_PAYER))).toMatchObject({ ok: false, answers: [] });
    expect(readAckFile(bytes(''))).toMatchObject({ ok: false, answers: [] });
  });
});
