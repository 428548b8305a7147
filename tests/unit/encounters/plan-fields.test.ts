import { describe, expect, it } from 'vitest';
import { FileAssembler } from '#shared/encounters/assemble.ts';
import { type ClaimDraft, groupClaims } from '#shared/encounters/claims.ts';
import { validate837p } from '#shared/encounters/x12/validate-837p.ts';
import { type PlanProfile, planProfileSchema } from '#shared/plans/profile.ts';
import { twoClaimDrafts, twoClaimRecords } from '../../fixtures/x12/two-claim-records.ts';

type Edi = PlanProfile['edi'];

/** The file of the two claims under a changed profile, its claims grouped as for that plan. */
function fileOf(change: Partial<Edi>, alter: (draft: ClaimDraft) => ClaimDraft = (draft) => draft): string[] {
  const records = twoClaimRecords();
  const edi = { ...records.plan.profile.edi, ...change };
  const assembler = new FileAssembler({
    ...records,
    plan: { ...records.plan, profile: { ...records.plan.profile, edi } },
  });
  let text = assembler.start();
  const lines = twoClaimDrafts()
    .map(alter)
    .flatMap((draft) => draft.lines);
  for (const block of assembler.add(groupClaims(lines, edi.rendering, records.agency.npi)))
    text += block.text;
  text += assembler.end();
  expect(validate837p(text).problems).toEqual([]);
  return text.split('~');
}

const starting = (segments: readonly string[], start: string) =>
  segments.filter((segment) => segment.startsWith(start));

/** Every line served by somebody without an NPI of their own. */
const withoutNpi = (draft: ClaimDraft): ClaimDraft => ({
  ...draft,
  lines: draft.lines.map((line) => ({ ...line, staff: { ...line.staff, npi: null, taxonomy: null } })),
});
/** Every line served by somebody whose NPI is not the agency’s. */
const withNpi = (draft: ClaimDraft): ClaimDraft => ({
  ...draft,
  lines: draft.lines.map((line) => ({ ...line, staff: { ...line.staff, npi: '1987654328' } })),
});

describe('a plan’s field in the file it makes', () => {
  it.each([
    ['purpose', { purpose: 'CH' }, 'BHT*', /\*CH$/],
    ['purpose', { purpose: 'RP' }, 'BHT*', /\*RP$/],
    ['usage', { usage: 'P' }, 'ISA*', /\*P\*:$/],
    ['usage', { usage: 'T' }, 'ISA*', /\*T\*:$/],
    ['senderId', { senderId: 'OWN77' }, 'ISA*', /\*ZZ\*OWN77 {10}\*/],
    ['senderId', { senderId: 'OWN77' }, 'GS*', /^GS\*HC\*OWN77\*/],
    ['senderId', { senderId: 'OWN77' }, 'NM1*41', /\*46\*OWN77$/],
    ['senderQualifier', { senderQualifier: '30' }, 'ISA*', /\*30\*CBCME001 {7}\*/],
    ['receiverId', { receiverId: 'PLAN9' }, 'ISA*', /\*ZZ\*PLAN9 {10}\*/],
    ['receiverId', { receiverId: 'PLAN9' }, 'NM1*40', /\*46\*PLAN9$/],
    ['receiverQualifier', { receiverQualifier: '01' }, 'ISA*', /\*01\*PLANECM01 {6}\*/],
    ['payerId', { payerId: 'LACAR' }, 'NM1*PR', /\*PI\*LACAR$/],
    ['submitterName', { submitterName: 'Own Name' }, 'NM1*41', /^NM1\*41\*2\*OWN NAME\*/],
    ['contactName', { contactName: 'Ana Ruiz' }, 'PER*', /^PER\*IC\*ANA RUIZ\*/],
    ['contactPhone', { contactPhone: '510-555-0199' }, 'PER*', /\*TE\*5105550199\*/],
    ['memberIdKind', { memberIdKind: 'cin' }, 'NM1*IL', /\*MI\*91234567A$/],
    ['unitChargeCents', { unitChargeCents: 0 }, 'CLM*', /^CLM\*E\d+\*0\*/],
    ['contractType', { contractType: '05' }, 'CN1*', /^CN1\*05$/],
  ] as const)('%s %j stands in %s', (_, change, start, pattern) => {
    const found = starting(fileOf(change), start);
    expect(found.length).toBeGreaterThan(0);
    for (const segment of found) expect(segment).toMatch(pattern);
  });

  it('memberIdKind sends the plan’s own id instead', () => {
    const own = (draft: ClaimDraft): ClaimDraft => ({
      ...draft,
      lines: draft.lines.map((line) => ({ ...line, member: { ...line.member, planMemberId: 'SP-5550291' } })),
    });
    expect(starting(fileOf({ memberIdKind: 'plan_member_id' }, own), 'NM1*IL')[0]).toMatch(
      /\*MI\*SP-5550291$/,
    );
  });

  it('contractType is left out where the plan does not ask for it', () => {
    expect(starting(fileOf({ contractType: null }), 'CN1')).toEqual([]);
  });

  it('unitChargeCents charges every line by its units, and the claim their sum', () => {
    const segments = fileOf({ unitChargeCents: 1250 });
    const charges = starting(segments, 'SV1').map((segment) => Number(segment.split('*')[2]));
    const units = starting(segments, 'SV1').map((segment) => Number(segment.split('*')[4]));
    expect(charges).toEqual(units.map((count) => count * 12.5));
    const totals = starting(segments, 'CLM').map((segment) => Number(segment.split('*')[2]));
    expect(totals.reduce((a, b) => a + b, 0)).toBe(charges.reduce((a, b) => a + b, 0));
  });

  it('rendering names the worker always, never, or when they have an NPI, and never the agency itself', () => {
    const named = (rendering: Edi['rendering'], alter?: (draft: ClaimDraft) => ClaimDraft) =>
      starting(fileOf({ rendering }, alter), 'NM1*82').length;
    expect(named('when_npi', withNpi)).toBe(3);
    expect(named('always', withNpi)).toBe(3);
    expect(named('never', withNpi)).toBe(0);
    expect(named('when_npi', withoutNpi)).toBe(0);
    expect(named('when_npi')).toBe(0);
    expect(starting(fileOf({}, withNpi), 'PRV*PE')[0]).toBe('PRV*PE*PXC*171M00000X');
    expect(starting(fileOf({}), 'PRV*BI')).toEqual(['PRV*BI*PXC*251B00000X']);
  });

  it('supervising is named for workers without an NPI, and for nobody else', () => {
    const supervising = { firstName: 'Ada', lastName: 'Quill', npi: '1234567893' };
    expect(starting(fileOf({ supervising }, withoutNpi), 'NM1*DQ')).toEqual(
      Array(3).fill('NM1*DQ*1*QUILL*ADA****XX*1234567893'),
    );
    expect(starting(fileOf({ supervising }, withNpi), 'NM1*DQ')).toEqual([]);
    expect(starting(fileOf({ supervising: null }, withoutNpi), 'NM1*DQ')).toEqual([]);
  });

  it('claimsPerTransaction opens a set for every so many claims, one plan in each', () => {
    const segments = fileOf({ claimsPerTransaction: 1 });
    expect(starting(segments, 'ST*837')).toHaveLength(3);
    expect(starting(segments, 'GE*')[0]).toBe('GE*3*101');
    expect(starting(segments, 'ST*').map((segment) => segment.split('*')[2])).toEqual([
      '0001',
      '0002',
      '0003',
    ]);
    expect(new Set(starting(segments, 'BHT*').map((segment) => segment.split('*')[3])).size).toBe(3);
    expect(new Set(starting(segments, 'NM1*PR')).size).toBe(1);
  });

  it('REF*G1 stands on the claims that have an authorization, REF*F8 on those that replace one', () => {
    const segments = fileOf({});
    expect(starting(segments, 'REF*G1')).toEqual(Array(2).fill('REF*G1*AUTH12345'));
    expect(starting(segments, 'REF*F8')).toEqual(['REF*F8*PLANICN778899']);
    expect(starting(segments, 'CLM*').map((segment) => segment.split('*')[5])).toEqual([
      '12:B:1',
      '12:B:1',
      '12:B:7',
    ]);
    const back = (draft: ClaimDraft): ClaimDraft => ({
      ...draft,
      lines: draft.lines.map((line) =>
        line.correction ? { ...line, correction: { ...line.correction, frequency: '8' as const } } : line,
      ),
    });
    const taken = fileOf({}, back);
    expect(starting(taken, 'CLM*').at(-1)).toContain('12:B:8');
    expect(starting(taken, 'REF*F8')).toEqual(['REF*F8*PLANICN778899']);
  });

  it('has a test for every field of the envelope and the claim', () => {
    const fields = Object.keys(planProfileSchema.shape.edi.shape).sort();
    expect(fields).toEqual(
      [
        'authorization',
        'claimsPerTransaction',
        'contactName',
        'contactPhone',
        'contractType',
        'filingDays',
        'memberIdKind',
        'payerId',
        'purpose',
        'receiverId',
        'receiverQualifier',
        'rendering',
        'sameDay',
        'senderId',
        'senderQualifier',
        'submitterName',
        'supervising',
        'unitChargeCents',
        'usage',
      ].sort(),
    );
  });
});
