import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountCents } from '#shared/encounters/answers/read-835.ts';
import { readAnswers } from '#shared/encounters/answers/read-answers.ts';
import { settle, withoutReversed } from '#shared/encounters/answers/settle.ts';
import { advice835 } from '../../fixtures/x12/answers.ts';

const said = (text: string) =>
  readAnswers(text).answers.map(({ level, verdict, about, reasons, payment }) => [
    level,
    verdict,
    about.line || about.claim,
    reasons[0]?.sentence,
    payment?.paidCents,
  ]);

describe('an 835', () => {
  it('says what was paid, denied and adjusted, in plain words', () => {
    const text = advice835([
      { claim: 'E000000001', status: '1', charged: '25', paid: '25.00', planNumber: 'ICN1' },
      { claim: 'E000000002', status: '4', charged: '12.50', paid: '0', adjusted: ['CAS*CO*197*12.5'] },
      {
        claim: 'E000000003',
        status: '1',
        charged: '37.5',
        paid: '12.5',
        lines: [
          { line: 'E000000003-1', charged: '12.5', paid: '12.5' },
          { line: 'E000000003-2', charged: '12.5', paid: '0', adjusted: ['CAS*CO*18*12.5', 'LQ*HE*N522'] },
          { line: 'E000000003-3', charged: '12.5', paid: '0', adjusted: ['CAS*CO*24*12.5'] },
        ],
      },
    ]);
    expect(said(text)).toEqual([
      ['claim', 'accepted', 'E000000001', 'Processed as primary.', 2500],
      [
        'claim',
        'rejected',
        'E000000002',
        'An authorization or a notice before the service is missing ($12.50, by contract).',
        0,
      ],
      ['claim', 'accepted', 'E000000003', 'Processed as primary.', 1250],
      ['line', 'accepted', 'E000000003-1', 'Processed as primary.', 1250],
      [
        'line',
        'rejected',
        'E000000003-2',
        'The plan has this claim or line already ($12.50, by contract).',
        0,
      ],
      [
        'line',
        'accepted',
        'E000000003-3',
        'Covered by the monthly payment, so nothing is paid for the line ($12.50, by contract).',
        0,
      ],
    ]);
    const { answers, findings } = readAnswers(text);
    expect(findings).toEqual([]);
    expect(answers[0]).toMatchObject({ planClaimNumber: 'ICN1', payment: { trace: 'EFT0012345' } });
    expect(answers[1]?.segments).toContain('CAS*CO*197*12.5');
  });

  it('goes on past several envelopes, unknown codes and missing loops, and says where', () => {
    const odd = advice835([
      { claim: '', status: '1', charged: '1', paid: '1' },
      { claim: 'E000000009', status: '77', charged: 'x', paid: '0', adjusted: ['CAS*ZZ*9999*1', 'CAS*CO'] },
    ]);
    const { answers, findings } = readAnswers(
      `${odd}\r\n${advice835([{ claim: 'E1', status: '1', charged: '0', paid: '0' }])}`,
    );
    expect(answers.map(({ about, verdict }) => [about.claim, verdict])).toEqual([
      ['E000000009', 'received'],
      ['E1', 'accepted'],
    ]);
    expect(findings.map(({ rule }) => rule).sort()).toEqual([
      '835.amount',
      '835.claim',
      '835.reason',
      '835.status',
    ]);
    expect(findings.every(({ segment, message }) => segment > 0 && message !== '')).toBe(true);
  });

  it('reads amounts without a float', () => {
    expect(['25', '12.5', '.05', '-12.50', '0.29', '1.239', '', 'x'].map(amountCents)).toEqual([
      2500,
      1250,
      5,
      -1250,
      29,
      123,
      null,
      null,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), (cents) => {
        const text = String(cents).padStart(3, '0');
        return amountCents(`${text.slice(0, -2)}.${text.slice(-2)}`) === cents;
      }),
    );
  });

  it('takes a payment back, so that what stood before counts again until a newer advice comes', () => {
    const answer = (
      kind: string,
      verdict: 'accepted' | 'rejected' | 'received',
      day: number,
      reversal = false,
    ) => ({
      kind,
      verdict,
      writtenAt: `2026-11-${day}T10:00`,
      id: `id-${day}`,
      payment: kind === '835' ? { reversal } : null,
    });
    const claim = answer('277ca', 'accepted', 10);
    const denied = answer('835', 'rejected', 12);
    const back = answer('835', 'received', 14, true);
    expect(settle(withoutReversed([claim, denied]))).toBe('rejected');
    expect(settle(withoutReversed([claim, denied, back]))).toBe('accepted');
    expect(settle(withoutReversed([denied, back]))).toBe('received');
    expect(settle(withoutReversed([claim, denied, back, answer('835', 'rejected', 15)]))).toBe('rejected');
  });

  it('never crashes on cut and changed bytes, and every finding names a place and says something', () => {
    const whole = advice835([
      {
        claim: 'E000000003',
        status: '1',
        charged: '37.5',
        paid: '12.5',
        adjusted: ['CAS*CO*45*25', 'MOA***MA01'],
        lines: [{ line: 'E000000003-1', charged: '12.5', paid: '0', adjusted: ['CAS*PR*1*12.5'] }],
      },
      { claim: 'E000000003', status: '22', charged: '-37.5', paid: '-12.5' },
    ]);
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.nat(whole.length),
        fc.string({ unit: 'binary', maxLength: 12 }),
        (from, length, junk) => {
          const { answers, findings } = readAnswers(whole.slice(0, from) + junk + whole.slice(from + length));
          for (const { segment, message } of findings) {
            if (!Number.isInteger(segment) || segment < 0 || !/[.;]$/.test(message)) return false;
          }
          return answers.every(({ payment }) => !payment || Number.isSafeInteger(payment.paidCents));
        },
      ),
      { numRuns: 600 },
    );
  });
});
