import { describe, expect, it } from 'vitest';
import type { HeldReason } from '#shared/encounters/held.ts';
import {
  type HoldSetting,
  heldReasons,
  lineWarnings,
  PLAIN_SETTING,
} from '#shared/encounters/held-reasons.ts';
import type { OpenLine } from '#shared/encounters/line.ts';
import { planProfileSchema } from '#shared/plans/profile.ts';
import { PACK_ROWS } from '#shared/programs/packs.ts';
import { tagService } from '#shared/programs/tag-service.ts';

const { edi, units } = planProfileSchema.parse({
  edi: {
    senderId: 'CBCME001',
    receiverId: 'PLANECM01',
    payerId: 'PLANECM01',
    submitterName: 'Example Care Center',
    contactName: 'Billing Desk',
    contactPhone: '5105550100',
  },
});

const LINE: OpenLine = {
  id: 'line',
  noteId: 'note',
  planId: 'plan',
  serviceOn: '2026-11-12',
  startTime: '09:00',
  minutes: 35,
  placeOfService: '12',
  diagnoses: [{ code: 'E11.9', label: '' }],
  facts: {
    program: 'ECM',
    serviceOn: '2026-11-12',
    phase: 'service',
    mode: 'in_person',
    clinical: false,
    minutes: 35,
  },
  correction: null,
  staff: { id: 'ana', name: 'Ana Smith', credential: 'CHW', npi: '1234567893', taxonomy: '171M00000X' },
  member: {
    id: 'jane',
    firstName: 'Jane',
    middleName: null,
    lastName: 'Doe',
    name: 'Jane Doe',
    cin: '91234567A',
    planMemberId: null,
    birthDate: '1980-01-02',
    sex: 'F',
    address: '200 Oak St',
    city: 'Oakland',
    state: 'CA',
    zip: '94607',
    homeless: false,
    housingNote: null,
    enrolledOn: '2026-01-01',
    endedOn: null,
    authorizationNumber: 'AUTH1',
    authorizationStart: '2026-01-01',
    authorizationEnd: '2026-12-31',
  },
};
const SETTING: HoldSetting = {
  ...PLAIN_SETTING,
  today: '2026-11-18',
  edi,
  tag: tagService(LINE.facts, PACK_ROWS, units),
};

const member = (change: Partial<OpenLine['member']>): Partial<OpenLine> => ({
  member: { ...LINE.member, ...change },
});
const staff = (change: Partial<OpenLine['staff']>): Partial<OpenLine> => ({
  staff: { ...LINE.staff, ...change },
});
const plan = (change: Partial<typeof edi>): Partial<HoldSetting> => ({ edi: { ...edi, ...change } });
const correction = (frequency: '7' | '8', planClaimNumber: string | null): Partial<OpenLine> => ({
  correction: { frequency, claim: 'E1', firstClaim: 'E1', planClaimNumber },
});
const SUPERVISING = { firstName: 'Ada', lastName: 'Quill', npi: '1234567893' };

const CASES: readonly (readonly [HeldReason, string, Partial<OpenLine>, Partial<HoldSetting>])[] = [
  ['no_diagnosis', 'Add one.', { diagnoses: [] }, {}],
  ['diagnosis_not_valid', 'Z59.0 had ended', { diagnoses: [{ code: 'Z59.0', label: '' }] }, {}],
  [
    'too_many_diagnoses',
    '13 codes, 12 at most',
    { diagnoses: Array.from({ length: 13 }, (_, at) => ({ code: `E11.${at}`, label: '' })) },
    {},
  ],
  ['times_overlap', 'overlaps Babak S.', {}, { overlap: '9:00–9:35 overlaps Babak S. by 5 min' }],
  ['impossible_time', 'end on another day', { startTime: '23:40' }, {}],
  ['same_line_twice', 'stands twice', {}, { twice: 'G9012 U2 for Jane Doe stands twice on that day' }],
  [
    'same_code_same_day',
    'also at',
    {},
    { sameCode: 'G9012 U2 also at 14:00 that day', ...plan({ sameDay: 'one_line' }) },
  ],
  ['units_over_cap', '9 units that day, the plan takes 8', {}, { dayUnits: { units: 9, cap: 8 } }],
  ['outside_enrollment', 'Service ended Nov 1', member({ endedOn: '2026-11-01' }), {}],
  ['excluded_program', 'PACE', {}, { excludedBy: 'PACE: Not together with PACE.' }],
  ['outside_authorization', 'Authorization ended Nov 1', member({ authorizationEnd: '2026-11-01' }), {}],
  ['outside_authorization', 'Authorization begins Nov 13', member({ authorizationStart: '2026-11-13' }), {}],
  [
    'no_authorization',
    'No authorization number',
    member({ authorizationNumber: null }),
    plan({ authorization: 'required' }),
  ],
  ['member_facts', 'Street is missing', member({ address: null }), {}],
  ['before_birth', 'Born', member({ birthDate: '2026-11-13' }), {}],
  ['cin_format', 'should be 8 digits and a letter', member({ cin: '9123' }), {}],
  ['cin_format', 'own member id is missing', {}, plan({ memberIdKind: 'plan_member_id' })],
  ['staff_npi', 'wrong check digit', staff({ npi: '1234567890' }), {}],
  ['staff_npi', 'has no NPI', staff({ npi: null }), plan({ rendering: 'always' })],
  ['staff_taxonomy', '10 characters', staff({ taxonomy: '171M' }), {}],
  [
    'supervising_provider',
    'mistyped',
    staff({ npi: null }),
    plan({ supervising: { ...SUPERVISING, npi: '1' } }),
  ],
  ['billing_provider', 'TIN', {}, { agencyProblem: 'The agency’s TIN should have 9 digits' }],
  ['place_of_service', 'does not go with', { placeOfService: '02' }, {}],
  ['place_of_service', 'No place of service', { placeOfService: '' }, {}],
  ['place_not_taken', 'does not take place of service 12', {}, { takesPlace: false }],
  ['no_claim_number', 'was never read', correction('7', null), {}],
  ['no_claim_number', 'was never read', correction('8', ' '), {}],
  ['past_filing_limit', 'for 5 days, until', {}, plan({ filingDays: 5 })],
  ['future_date', 'Goes by itself', { serviceOn: '2026-11-19' }, {}],
  ['cosign_waiting', 'Imani', { waitsFor: 'Imani Quillfeather' }, {}],
  [
    'no_longer_billable',
    'Not billable because',
    {},
    { tag: tagService({ ...LINE.facts, phase: null }, PACK_ROWS, units) },
  ],
  ['rule_not_confirmed', 'waits for sign-off', {}, { unconfirmed: ['ecm.service.in-person.clinical'] }],
];

describe('a line', () => {
  it('that is right is held by nothing', () => {
    expect(heldReasons(LINE, SETTING)).toEqual([]);
    expect(lineWarnings(LINE, null)).toEqual([]);
  });

  it.each(CASES)('is held by %s: %s', (reason, hint, line, setting) => {
    const holds = heldReasons({ ...LINE, ...line }, { ...SETTING, ...setting });
    expect(holds.map((hold) => hold.reason)).toEqual([reason]);
    expect(holds[0]?.hint).toContain(hint);
    expect(holds[0]?.fix.field).not.toBe('');
  });

  it('that is taken back is held only by what no file can be written without', () => {
    const gone = { ...LINE, ...correction('8', 'ICN1'), diagnoses: [], placeOfService: '02' };
    expect(heldReasons(gone, SETTING)).toEqual([]);
  });

  it('that answers the plan has no filing limit, and outreach needs no authorization number', () => {
    expect(
      heldReasons({ ...LINE, ...correction('7', 'ICN1') }, { ...SETTING, ...plan({ filingDays: 5 }) }),
    ).toEqual([]);
    const outreach = {
      ...LINE,
      ...member({ authorizationNumber: null }),
      facts: { ...LINE.facts, phase: 'outreach' as const },
    };
    expect(heldReasons(outreach, { ...SETTING, ...plan({ authorization: 'required' }) })).toEqual([]);
  });

  it('may be worth a look without being held', () => {
    expect(lineWarnings({ ...LINE, ...member({ homeless: true }), startTime: null }, 'CHW benefit')).toEqual([
      'homelessness_not_coded',
      'no_start_time',
      'other_program',
    ]);
    const coded = { ...LINE, ...member({ homeless: true }), diagnoses: [{ code: 'Z59.01', label: '' }] };
    expect(lineWarnings(coded, null)).toEqual([]);
  });

  it('lists every reason at once, the first to fix first', () => {
    const wrong = {
      ...LINE,
      ...member({ cin: '1', endedOn: '2026-11-01' }),
      diagnoses: [],
      placeOfService: '02',
    };
    expect(heldReasons(wrong, SETTING).map(({ reason }) => reason)).toEqual([
      'no_diagnosis',
      'outside_enrollment',
      'cin_format',
      'place_of_service',
    ]);
  });
});
