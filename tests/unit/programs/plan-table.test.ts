import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DiagnosisChange,
  NO_CHANGES,
  type RowChange,
  rowChangeProblem,
} from '#shared/programs/changes.ts';
import { checkDiagnosis } from '#shared/programs/diagnoses.ts';
import { PACK_ROWS } from '#shared/programs/packs.ts';
import { planDiagnosis, planTable, takesPlace } from '#shared/programs/plan-table.ts';
import {
  addToTotals,
  emptyTotals,
  inForceDuring,
  type ReplayTables,
  replayNote,
} from '#shared/programs/replay.ts';
import { matchingRows, type ServiceFacts, tagService } from '#shared/programs/tag-service.ts';

const UNITS = { minutesPerUnit: 15, rounding: 'half_up', minimum: 1, dailyCap: null } as const;
const ID = '0199a000-0000-7000-8000-000000000001';
const OTHER = '0199a000-0000-7000-8000-000000000002';
const VISIT = 'ecm.service.in-person.non-clinical';

const FACTS: ServiceFacts = {
  program: 'ECM',
  serviceOn: '2026-11-18',
  phase: 'service',
  mode: 'in_person',
  clinical: false,
  minutes: 35,
};

/** The row of a visit by non-clinical staff, changed. */
function visit(change: Partial<RowChange> = {}): RowChange {
  return {
    id: ID,
    replaces: VISIT,
    program: 'ECM',
    when: { phase: 'service', memberPresent: true, modes: ['in_person'], clinical: false },
    code: 'G9012',
    modifiers: ['U2', 'U9'],
    unitsFrom: 'minutes',
    from: '2027-01-01',
    to: null,
    source: 'Manual, Jan 2027, p. 41',
    note: '',
    ...change,
  };
}

const rows = (...changes: RowChange[]) => ({ ...NO_CHANGES, rows: changes });
const codeOn = (table: ReturnType<typeof planTable>, serviceOn: string, facts = FACTS) => {
  const tag = tagService({ ...facts, serviceOn }, table.rows, table.unitsOn(serviceOn));
  return tag.billable ? `${[tag.code, ...tag.modifiers].join(' ')} ${tag.units}` : 'none';
};

describe('a plan’s table', () => {
  it('is the shipped one until something is changed', () => {
    expect(planTable(UNITS, []).rows).toEqual(PACK_ROWS);
  });

  it('changes a row from a day on; earlier days keep theirs', () => {
    const table = planTable(UNITS, [rows(visit())]);
    expect(codeOn(table, '2026-12-31')).toBe('G9012 U2 2');
    expect(codeOn(table, '2027-01-01')).toBe('G9012 U2 U9 2');
  });

  it('changes a row for a span; days before and after keep theirs', () => {
    const table = planTable(UNITS, [rows(visit({ to: '2027-03-31' }))]);
    expect(['2026-12-31', '2027-01-01', '2027-03-31', '2027-04-01'].map((on) => codeOn(table, on))).toEqual([
      'G9012 U2 2',
      'G9012 U2 U9 2',
      'G9012 U2 U9 2',
      'G9012 U2 2',
    ]);
  });

  it('lets a later change take the place of an earlier one', () => {
    const later = visit({ id: OTHER, modifiers: ['UA'], from: '2027-06-01' });
    const table = planTable(UNITS, [rows(visit()), rows(later)]);
    expect(['2026-12-31', '2027-05-31', '2027-06-01'].map((on) => codeOn(table, on))).toEqual([
      'G9012 U2 2',
      'G9012 U2 U9 2',
      'G9012 UA 2',
    ]);
  });

  it('can say that the plan has no code for something', () => {
    const table = planTable(UNITS, [rows(visit({ code: null }))]);
    expect(codeOn(table, '2026-12-31')).toBe('G9012 U2 2');
    expect(codeOn(table, '2027-01-01')).toBe('none');
  });

  it('adds a row for what the program has no code for', () => {
    const own = visit({
      replaces: null,
      when: { phase: 'service', memberPresent: false, modes: null, clinical: null },
      code: 'G9012',
      modifiers: ['UC'],
    });
    const table = planTable(UNITS, [rows(own)]);
    expect(codeOn(table, '2027-01-01', { ...FACTS, mode: 'without_member' })).toBe('G9012 UC 2');
    expect(codeOn(table, '2026-12-31', { ...FACTS, mode: 'without_member' })).toBe('none');
  });

  it('changes the units from a day on', () => {
    const unit = {
      ...UNITS,
      id: ID,
      minutesPerUnit: 30,
      from: '2027-01-01',
      to: null,
      source: 'x',
      note: '',
    };
    const table = planTable(UNITS, [{ ...NO_CHANGES, units: [unit] }]);
    expect(codeOn(table, '2026-12-31')).toBe('G9012 U2 2');
    expect(codeOn(table, '2027-01-01')).toBe('G9012 U2 1');
  });

  it('refuses a place of service for its days only', () => {
    const place = { id: ID, code: '99', from: '2027-01-01', to: '2027-01-31', source: 'x', note: '' };
    const table = planTable(UNITS, [{ ...NO_CHANGES, places: [place] }]);
    expect(
      ['2026-12-31', '2027-01-01', '2027-01-31', '2027-02-01'].map((on) => takesPlace(table, '99', on)),
    ).toEqual([true, false, false, true]);
    expect(takesPlace(table, '12', '2027-01-15')).toBe(true);
  });

  it('never gives a service two rows, whatever spans are changed in whatever order', () => {
    const day = fc
      .integer({ min: 0, max: 400 })
      .map((days) => new Date(Date.UTC(2026, 6, 1 + days)).toISOString().slice(0, 10));
    const change = fc
      .record({ from: day, to: fc.option(day), id: fc.uuid(), none: fc.boolean() })
      .filter(({ from, to }) => to === null || to >= from)
      .map(({ none, ...span }) => visit({ ...span, ...(none ? { code: null } : {}) }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), day, (changes, on) => {
        const table = planTable(
          UNITS,
          changes.map((one) => rows(one)),
        );
        const found = matchingRows({ ...FACTS, serviceOn: on }, table.rows);
        const last = changes.findLast(({ from, to }) => from <= on && (to === null || on <= to));
        expect(found).toHaveLength(last?.code === null ? 0 : 1);
        if (last && last.code !== null) expect(found[0]?.id).toContain(last.id);
      }),
    );
  });
});

describe('a change', () => {
  it('that gives a service two codes is refused, with the other row', () => {
    const own = visit({ replaces: null, code: 'G9012', modifiers: ['UC'] });
    expect(rowChangeProblem(own, NO_CHANGES)?.message).toBe(
      'G9012 U2 speaks about the same services. Change that row instead.',
    );
    expect(rowChangeProblem(visit({ id: OTHER, from: '2027-05-01' }), rows(visit()))?.message).toBe(
      'The draft has another row for the same services: G9012 U2 U9.',
    );
  });

  it('stays inside the program’s dates', () => {
    expect(rowChangeProblem(visit({ from: '2021-12-31' }), NO_CHANGES)?.field).toBe('from');
    expect(rowChangeProblem(visit({ to: '2026-12-31' }), NO_CHANGES)?.field).toBe('to');
    const hhp = visit({ program: 'HHP', replaces: 'hhp.service.in-person.non-clinical', from: '2021-01-01' });
    expect(rowChangeProblem(hhp, NO_CHANGES)?.message).toBe('HHP ended on 2021-12-31.');
    expect(rowChangeProblem({ ...hhp, to: '2021-12-31' }, NO_CHANGES)).toBeNull();
  });
});

function diagnosis(change: Partial<DiagnosisChange> = {}): DiagnosisChange {
  return {
    id: OTHER,
    code: 'Z59.00',
    taken: false,
    instead: 'Z59.01',
    from: '2027-01-01',
    to: '2027-06-30',
    source: 'Plan letter of Nov 2',
    note: '',
    ...change,
  };
}

describe('a plan’s own word on a diagnosis', () => {
  const verdict = (change: Partial<DiagnosisChange>, code: string, on: string) =>
    planDiagnosis(planTable(UNITS, [{ ...NO_CHANGES, diagnoses: [diagnosis(change)] }]), { code, on }, () =>
      checkDiagnosis(code, on),
    );

  it.each([
    ['the day before', '2026-12-31', 'good'],
    ['the first day', '2027-01-01', 'wrong'],
    ['the last day', '2027-06-30', 'wrong'],
    ['the day after', '2027-07-01', 'good'],
  ])('refuses a code from its first to its last day of service: %s', (_what, on, state) => {
    expect(verdict({}, 'Z59.00', on).state).toBe(state);
    expect(verdict({}, 'Z59.01', on).state).toBe('good');
  });

  it('takes a heading the list refuses, for its days only', () => {
    const taken = { code: 'Z59.0', taken: true, instead: null };
    expect(verdict(taken, 'Z59.0', '2027-01-01').state).toBe('good');
    expect(verdict(taken, 'Z59.0', '2026-12-31').state).toBe('wrong');
  });
});

describe('a replay', () => {
  const period = { from: '2026-10-01', to: '2026-10-31' };
  const tablesFor = (change: RowChange): ReplayTables => ({
    current: planTable(UNITS, []),
    asIf: planTable(UNITS, [inForceDuring(rows(change), period)]),
    dated: planTable(UNITS, [rows(change)]),
    listed: checkDiagnosis,
    unitChargeCents: 1250,
  });
  const note = (facts: Partial<ServiceFacts> = {}, sent: { code: string; units: number } | null = null) => ({
    noteId: ID,
    memberId: ID,
    memberName: 'Marisol Guavatree',
    staffName: 'Ines Cho',
    facts: { ...FACTS, serviceOn: '2026-10-12', ...facts },
    diagnoses: ['Z59.00'],
    sent,
  });

  it('codes last month as though next month’s table had been in force', () => {
    const found = replayNote(note(), tablesFor(visit()));
    expect(found).toMatchObject({
      kind: 'code',
      effect: 'earlier_day',
      old: { code: 'G9012 U2', units: 2, cents: 2500 },
      new: { code: 'G9012 U2 U9', units: 2, cents: 2500 },
    });
  });

  it('tells what would really change from what left already', () => {
    const change = visit({ from: '2026-10-10' });
    expect(replayNote(note(), tablesFor(change))?.effect).toBe('changes');
    expect(replayNote(note({}, { code: 'G9012 U2', units: 2 }), tablesFor(change))).toMatchObject({
      effect: 'left_already',
      old: { code: 'G9012 U2', units: 2 },
    });
    expect(replayNote(note({ serviceOn: '2026-10-09' }), tablesFor(change))?.effect).toBe('earlier_day');
  });

  it('says when a service stops or begins to be billable, and adds up units and money', () => {
    const found = replayNote(note(), tablesFor(visit({ code: null })));
    expect(found).toMatchObject({ kind: 'no_longer_billable', new: { code: null, units: 0, cents: 0 } });
    const totals = [found, null, found].reduce(addToTotals, emptyTotals());
    expect(totals).toMatchObject({
      notes: 3,
      same: 1,
      different: 2,
      byKind: { no_longer_billable: 2, code: 0 },
      oldUnits: 4,
      newUnits: 0,
      oldCents: 5000,
      newCents: 0,
    });
    const own = visit({
      replaces: null,
      when: { phase: 'service', memberPresent: false, modes: null, clinical: null },
    });
    expect(replayNote(note({ mode: 'without_member' }), tablesFor(own))?.kind).toBe('now_billable');
  });

  it('lists notes whose diagnoses the plan would no longer take, and those it would', () => {
    const refused = { ...NO_CHANGES, diagnoses: [diagnosis()] };
    const tables: ReplayTables = {
      ...tablesFor(visit()),
      asIf: planTable(UNITS, [inForceDuring(refused, period)]),
      dated: planTable(UNITS, [refused]),
    };
    expect(replayNote(note(), tables)).toMatchObject({
      kind: 'diagnosis',
      effect: 'earlier_day',
      old: { diagnoses: 'Its diagnoses may go.' },
      new: { code: 'G9012 U2', diagnoses: 'The plan does not take Z59.00 on that day. Use Z59.01.' },
    });
    expect(replayNote({ ...note(), diagnoses: ['E11.9'] }, tables)).toBeNull();
    const back = { ...tables, current: tables.asIf, asIf: planTable(UNITS, []) };
    expect(replayNote(note(), back)).toBeNull();
  });

  it('finds no difference where the table says the same', () => {
    expect(replayNote(note({ mode: 'phone' }), tablesFor(visit()))).toBeNull();
    expect(replayNote(note(), tablesFor(visit({ modifiers: ['U2'] })))).toBeNull();
  });
});
