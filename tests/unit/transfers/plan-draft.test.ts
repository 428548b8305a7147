import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOf, EMPTY_DRAFT, toSave } from '#renderer/admin/plan-draft.ts';
import { firstProblem } from '#renderer/admin/plan-fields.ts';
import { planProfileSchema } from '#shared/plans/profile.ts';

const FILLED = {
  ...EMPTY_DRAFT,
  name: 'Sunpoppy Health Plan',
  shortName: 'Sunpoppy',
  senderId: 'CBCME001',
  receiverId: 'PLANECM01',
  payerId: 'PLANECM01',
  submitterName: 'LARKMEADOW',
  contactName: 'BILLING',
  contactPhone: '5105550100',
  overSftp: true,
  host: 'sftp.sunpoppy.example',
  user: 'larkmeadow',
};

const planOf = (draft: typeof EMPTY_DRAFT) => {
  const { profile, ...names } = toSave(draft);
  return {
    id: crypto.randomUUID(),
    ...names,
    profile,
    login: { kind: 'none' },
    hostKey: null,
    lastTest: null,
    pgpKey: null,
  } as const;
};

describe('the form of a plan', () => {
  it('gives back every field it saved', () => {
    const line = (max: number) =>
      fc.stringMatching(/^[A-Za-z0-9]+$/).filter((text) => text.length >= 2 && text.length <= max);
    const number = (min: number, max: number) => fc.integer({ min, max }).map(String);
    const draft = fc.record({
      name: line(200),
      shortName: line(40),
      usage: fc.constantFrom('T', 'P'),
      senderId: line(15),
      receiverId: line(15),
      payerId: line(80),
      purpose: fc.constantFrom('RP', 'CH'),
      memberIdKind: fc.constantFrom('cin', 'plan_member_id'),
      rendering: fc.constantFrom('always', 'never', 'when_npi'),
      rounding: fc.constantFrom('half_up', 'up', 'down'),
      claimsPerTransaction: number(1, 5000),
      minutesPerUnit: number(1, 480),
      minimum: number(0, 96),
      dailyCap: fc.oneof(fc.constant(''), number(1, 96)),
      host: line(60),
      port: number(1, 65_535),
      testFolder: fc.oneof(fc.constant(''), line(40)),
      verify: fc.constantFrom('auto', 'size', 'always'),
      fileMode: fc.constantFrom('', '640', '600'),
      kilobytesPerSecond: fc.oneof(fc.constant(''), number(1, 1_000_000)),
      retentionYears: number(6, 100),
      patienceSeconds: number(1, 600),
      attempts: number(1, 20),
      windowDays: number(1, 365),
    } as const);
    fc.assert(
      fc.property(draft, (part) => {
        const full = { ...FILLED, ...part } as typeof EMPTY_DRAFT;
        expect(firstProblem(full)).toBe(null);
        const plan = planOf(full);
        expect(planProfileSchema.parse(plan.profile)).toEqual(plan.profile);
        expect(draftOf(plan)).toEqual(full);
      }),
    );
  });

  it('names the first field that keeps it from being saved', () => {
    expect(firstProblem(FILLED)).toBe(null);
    expect(firstProblem({ ...FILLED, senderId: 'A' })).toBe('Sender id: Has 1, needs 2 to 15 characters.');
    expect(firstProblem({ ...FILLED, port: '70000' })).toBe('Port: Type a whole number from 1 to 65535.');
    expect(firstProblem({ ...FILLED, overSftp: false, port: '' })).toBe(null);
    expect(planOf({ ...FILLED, overSftp: false }).profile.sftp).toBe(null);
  });
});
