import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addPlan } from '../../fixtures/people.ts';
import {
  applyRoster,
  lastEvent,
  openRosterFile,
  rosterPerson,
  rosterText,
  undoRoster,
} from '../../fixtures/roster.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

let now = '2026-11-18T18:00:00.000Z';
let w: TestWorkspace;
let planId: string;
let serial = 0;

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date(now) });
});
beforeEach(async () => {
  serial += 1;
  planId = await addPlan(w.api, `Plan${serial} Health`);
});
afterAll(() => w.close());

/** CINs of their own for every test, so that plans do not share people. */
const cin = (number: number, letter = 'A') =>
  `9${String(serial).padStart(3, '0')}${String(number).padStart(4, '0')}${letter}`;

async function importRows(rows: Parameters<typeof rosterText>[0]) {
  const { importId } = await openRosterFile(w, planId, rosterText(rows));
  if (importId === null) throw new Error('No preview.');
  return { importId, applied: await applyRoster(w, importId) };
}

async function membersOf(plan: string) {
  const { rows } = await w.api.members.list({ view: 'all', limit: 500 });
  const short = (await w.api.plans.list({})).find((one) => one.id === plan)?.shortName;
  return rows.filter((row) => row.planName === short).toSorted((a, b) => a.cin.localeCompare(b.cin));
}

describe('a first roster', () => {
  it('changes nothing until it is applied, then adds assigned ECM members with everything the file says', async () => {
    const rows = [
      rosterPerson(cin(1), 'GUAVATREE', 'MARISOL', '03/03/1992', {
        'Member Primary Phone': '5105550142',
        'Member Resdidential City': 'Oakland',
        'Member Preferred Language (Spoken)': 'SPA',
        'Member Homelessness Indicator': 'Y',
        'Authorizatin Number': '000123',
        'PCP Name': 'Dr. R. Mossgrove',
      }),
      rosterPerson(cin(2), 'Núñez', 'José', 'Jun 8, 1987'),
    ];
    const event = await openRosterFile(w, planId, rosterText(rows));
    expect(event).toMatchObject({ outcome: 'preview', counts: { new: 2, problem: 0 } });
    expect(await membersOf(planId)).toEqual([]);
    const importId = event.importId ?? '';
    const preview = await w.api.roster.preview({ importId });
    expect(preview).toMatchObject({ comparedWith: null, extraColumns: 1, encoding: 'UTF-8', missing: [] });
    expect(preview.columns[5]).toMatchObject({
      letter: 'F',
      heading: 'Member Resdidential City',
      field: 'city',
      samples: ['Oakland'],
    });
    expect(preview.afterApply).toContain('2 outreach clocks start, 5 attempts in 90 days');
    expect(await applyRoster(w, importId)).toEqual({ added: 2, changed: 0, marked: 0, leftOut: 0 });
    const [first] = await membersOf(planId);
    expect(first).toMatchObject({
      name: 'Marisol Guavatree',
      status: 'assigned',
      language: 'Spanish',
      homeless: true,
      phone: '(510) 555-0142',
      lead: null,
      clock: { label: 'Day 1 of 90' },
    });
    const { member } = await w.api.members.chart({ id: first?.id ?? '' });
    expect(member).toMatchObject({ program: 'ECM', assignedOn: '2026-11-18' });
    expect(member.authorization.number).toBe('000123');
    const found = await w.api.members.search({ text: 'nunez' });
    expect(found.members.map((hit) => hit.cin)).toContain(cin(2));
  });

  it('lists problem rows with row, column and a sentence, and puts the good ones in', async () => {
    const text = [
      'Plan file of November',
      '',
      'MCP_CIN,last name,FIRST_NAME,D.O.B.,Cell Phone',
      `${cin(1)},Guavatree,Marisol,1992-03-03,5105550142`,
      '9000031,Pinefeather,Orla,1950-01-01,',
      `${cin(2)},Silverreed,Hoa,13/31/1969,`,
      `${cin(3)},,,1990-01-01,`,
      `${cin(4)},Stone,Babak`,
      `${cin(1)},Guavatree,Marisol,1992-03-03,5105550142`,
      `${cin(5)},Larch,Ines,1980-02-02,555-0100`,
    ].join('\n');
    const { importId, counts } = await openRosterFile(w, planId, text);
    expect(counts).toEqual({ new: 2, changed: 0, gone: 0, problem: 5, same: 0, duplicate: 0 });
    const { rows } = await w.api.roster.rows({ importId: importId ?? '', kind: 'problem' });
    expect(rows.map((row) => [row.rowNumber, row.problems[0]?.column, row.name, row.line])).toEqual([
      [5, 'A', 'Orla Pinefeather', 'CIN has 7 characters, needs 9.'],
      [6, 'D', 'Hoa Silverreed', 'Birthday 13/31/1969 is not a date.'],
      [7, 'B', '(no name)', 'Name is empty.'],
      [8, null, 'Babak Stone', 'The row has 3 cells, the headings 5.'],
      [9, null, 'Marisol Guavatree', 'Row 4 has the same CIN.'],
    ]);
    const { rows: fresh } = await w.api.roster.rows({ importId: importId ?? '', kind: 'new' });
    expect(fresh[1]?.notes).toEqual([
      { column: 'E', field: 'phone', sentence: 'Phone number has 7 digits, needs 10. Left out.' },
    ]);
    const applied = await applyRoster(w, importId ?? '');
    expect(applied).toEqual({ added: 2, changed: 0, marked: 0, leftOut: 5 });
    expect((await w.api.roster.rows({ importId: importId ?? '', kind: 'problem' })).total).toBe(5);
  });
});

describe('a later roster', () => {
  const people = () => [
    rosterPerson(cin(1), 'Guavatree', 'Marisol', '1992-03-03', { 'Member Primary Phone': '5105550142' }),
    rosterPerson(cin(2), 'Stonepasture', 'Babak', '1960-05-05', { 'Member Primary Phone': '5105550120' }),
    rosterPerson(cin(3), 'Birchsnow', 'Ilya', '1971-07-07'),
  ];

  it('says "Nothing new" for the same file, and changes nothing for the same people', async () => {
    const text = rosterText(people());
    const first = await openRosterFile(w, planId, text);
    const second = await openRosterFile(w, planId, text);
    expect(second.importId).toBe(first.importId);
    await applyRoster(w, first.importId ?? '');
    const before = await membersOf(planId);
    now = '2026-11-19T18:00:00.000Z';
    const again = await openRosterFile(w, planId, text);
    expect(again).toMatchObject({
      outcome: 'nothing_new',
      sentence: 'Nothing new: this file was applied on Nov 18.',
    });
    const { applied, importId } = await importRows([...people()].reverse());
    expect(applied).toEqual({ added: 0, changed: 0, marked: 0, leftOut: 0 });
    expect((await w.api.roster.preview({ importId })).comparedWith).toBe('2026-11-18');
    now = '2026-11-18T18:00:00.000Z';
    const strip = (rows: typeof before) => rows.map(({ clock: _clock, ...row }) => row);
    expect(strip(await membersOf(planId))).toEqual(strip(before));
  });

  it('shows what changed field by field, marks those gone, and brings them back when listed again', async () => {
    await importRows(people());
    const [marisol, babak] = people();
    const changed = [
      { ...marisol, 'Member Preferred Language (Spoken)': 'Mixteco' },
      { ...babak, 'Member Primary Phone': '510-555-0188', 'Member Last Name': 'STONEPASTURE' },
    ];
    const { importId, counts } = await openRosterFile(w, planId, rosterText(changed));
    expect(counts).toEqual({ new: 0, changed: 2, gone: 1, problem: 0, same: 0, duplicate: 0 });
    const { rows } = await w.api.roster.rows({ importId: importId ?? '', kind: 'changed' });
    expect(rows.map((row) => row.changes)).toEqual([
      [{ field: 'language', label: 'Language', from: null, to: 'Mixteco', kept: false }],
      [{ field: 'phone', label: 'Phone', from: '(510) 555-0120', to: '(510) 555-0188', kept: false }],
    ]);
    await applyRoster(w, importId ?? '');
    const ilya = (await membersOf(planId))[2];
    expect(ilya).toMatchObject({ status: 'assigned', flags: ['off_roster'] });
    const again = await importRows(people());
    expect(again.applied).toMatchObject({ changed: 2, marked: 0 });
    expect((await membersOf(planId))[2]?.flags).toEqual([]);
  });

  it('keeps what a person corrected, and leaves enrollment and open drafts alone', async () => {
    await importRows(people());
    const [member] = await membersOf(planId);
    const id = member?.id ?? '';
    await w.api.members.enroll({ id, program: 'ECM', on: '2026-11-18', tier: '1' });
    await w.api.members.correctPhone({ id, phone: '5105550177' });
    await w.api.actionPlans.start({ memberId: id });
    const draft = await w.api.actionPlans.current({ memberId: id });
    const rows = people().map((row) => ({ ...row, 'Member Primary Phone': '5105550199' }));
    const { importId } = await importRows(rows);
    const { rows: shown } = await w.api.roster.rows({ importId });
    const mine = shown.find((row) => row.memberId === id);
    expect(mine).toMatchObject({ kind: 'same', changes: [{ field: 'phone', kept: true }] });
    const chart = await w.api.members.chart({ id });
    expect(chart.member).toMatchObject({ phone: '(510) 555-0177', status: 'enrolled', tier: '1' });
    expect(await w.api.actionPlans.current({ memberId: id })).toEqual(draft);
    expect((await membersOf(planId))[1]?.phone).toBe('(510) 555-0199');
  });

  it('finds the person whose CIN the plan corrected, and stops a CIN that belongs to somebody else', async () => {
    await importRows(people());
    const [marisol, babak] = people();
    const rows = [
      { ...marisol, 'Member Client Index Number (CIN)': cin(1, 'F') },
      {
        ...babak,
        'Member Last Name': 'Other',
        'Member First Name': 'Quite',
        'Member Date of Birth': '2001-01-01',
      },
    ];
    const { importId, counts } = await openRosterFile(w, planId, rosterText(rows));
    expect(counts).toEqual({ new: 0, changed: 1, gone: 1, problem: 1, same: 0, duplicate: 0 });
    const { rows: shown } = await w.api.roster.rows({ importId: importId ?? '' });
    expect(shown[0]).toMatchObject({ kind: 'changed', changes: [{ field: 'cin', to: cin(1, 'F') }] });
    expect(shown.find((row) => row.kind === 'problem')?.line).toBe(
      'This CIN belongs to Babak Stonepasture, born May 5, 1960, in Hearth. Name and birthday differ.',
    );
  });

  it('takes a whole roster back, but nothing that was written since', async () => {
    await importRows(people());
    const before = await membersOf(planId);
    const [marisol, babak] = people();
    const rows = [
      { ...marisol, 'Member Preferred Language (Spoken)': 'Mixteco' },
      { ...babak, 'Member Primary Phone': '510-555-0188' },
      rosterPerson(cin(8), 'Fuentebrisa', 'Alma', '1999-09-09'),
      rosterPerson(cin(9), 'Frostmeadow', 'Chue', '1998-08-08'),
    ];
    const { importId } = await importRows(rows);
    const added = (await membersOf(planId)).find((row) => row.cin === cin(9));
    await w.api.tasks.add({ memberId: added?.id ?? '', title: 'Call the clinic' });
    await w.api.members.correctPhone({ id: before[1]?.id ?? '', phone: '5105550177' });
    const { imports } = await w.api.roster.list({});
    expect(imports.filter((one) => one.plan.id === planId).map((one) => one.canUndo)).toEqual([true, false]);
    expect(await undoRoster(w, importId)).toEqual({ removed: 1, restored: 2, stay: 1 });
    const after = await membersOf(planId);
    expect(after.map((row) => [row.cin, row.language, row.phone, row.flags])).toEqual([
      [cin(1), null, '(510) 555-0142', []],
      [cin(2), null, '(510) 555-0177', []],
      [cin(3), null, null, []],
      [cin(9), null, null, []],
    ]);
    await expect(undoRoster(w, importId)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(applyRoster(w, importId)).rejects.toMatchObject({
      message: 'This roster was taken back already. Open the file again to compare it anew.',
    });
  });

  it('does not lose what was typed between preview and apply', async () => {
    await importRows(people());
    const [member] = await membersOf(planId);
    const rows = people().map((row) => ({ ...row, 'Member Primary Phone': '5105550111' }));
    const { importId } = await openRosterFile(w, planId, rosterText(rows));
    await w.api.members.correctPhone({ id: member?.id ?? '', phone: '5105550166' });
    await applyRoster(w, importId ?? '');
    expect((await membersOf(planId))[0]?.phone).toBe('(510) 555-0166');
  });
});

describe('columns', () => {
  it('asks for a needed column it does not know, and remembers the answer for the plan', async () => {
    const text = `Kundennummer,Last Name,First Name,DOB\n${cin(1)},Guavatree,Marisol,1992-03-03\n`;
    const event = await openRosterFile(w, planId, text, 'ODD.csv');
    expect(event).toMatchObject({
      outcome: 'needs_columns',
      sentence: 'ODD.csv has no column in row 1 that Hearth knows as CIN. Choose it under Columns.',
    });
    const importId = event.importId ?? '';
    await expect(applyRoster(w, importId)).rejects.toMatchObject({ code: 'HELD' });
    const chosen = await w.api.roster.chooseColumn({ importId, letter: 'A', field: 'cin' });
    expect(chosen).toMatchObject({ missing: [], counts: { new: 1 } });
    await applyRoster(w, importId);
    const next = await openRosterFile(w, planId, text.replace('Marisol', 'Marisola'));
    expect(next).toMatchObject({ outcome: 'preview', counts: { changed: 1 } });
    await w.api.roster.discard({ importId: next.importId ?? '' });
    expect((await w.api.roster.list({})).imports.map((one) => one.id)).not.toContain(next.importId);
  });

  it('keeps columns it has no field for, word for word, and says when a heading stands twice', async () => {
    const text = `CIN,Last Name,First Name,DOB,ED Visits,DOB,ED Visits\n${cin(1)},Reed,Sam,1990-01-01, 007 ,1990-01-01,=1+1\n${cin(2)},Reed,Ana,1991-01-01,1,1991-01-02,\n`;
    const { importId } = await openRosterFile(w, planId, text);
    const preview = await w.api.roster.preview({ importId: importId ?? '' });
    expect(preview.notices).toEqual([
      'Row 1 has the heading DOB twice, in columns D and F. Column D is used.',
    ]);
    const { rows } = await w.api.roster.rows({ importId: importId ?? '' });
    expect(rows.find((row) => row.kind === 'problem')).toMatchObject({
      rowNumber: 3,
      problems: [{ column: 'F', sentence: 'Birthday differs between columns D and F.' }],
    });
    await applyRoster(w, importId ?? '');
    const { db } = w.backend.host.session?.workspace ?? {};
    const member = await db
      ?.selectFrom('member')
      .select('extra')
      .where('cin', '=', cin(1))
      .executeTakeFirst();
    expect(JSON.parse(member?.extra ?? '{}').columns).toEqual({
      'ED Visits': ' 007 ',
      'DOB (F)': '1990-01-01',
      'ED Visits (G)': '=1+1',
    });
  });
});

describe('rows with problems', () => {
  it('are saved as a list for the plan, and no cell is a formula', async () => {
    const { importId } = await openRosterFile(
      w,
      planId,
      rosterText([
        rosterPerson(cin(1), 'Reed', 'Sam', '1990-01-01'),
        rosterPerson('12', '=HYPERLINK', 'Ana', '1991-01-01'),
      ]),
    );
    const path = join(w.root, 'problems.csv');
    w.shell.willSave(path);
    const saved = await w.api.roster.saveProblems({ importId: importId ?? '' });
    expect(saved).toEqual({ saved: true, fileName: 'problems.csv', rows: 1 });
    const text = readFileSync(path, 'utf8');
    expect(text.split('\r\n')[0]).toBe('\uFEFF"Row","Column","CIN","Name","What is wrong"');
    expect(text).toContain('"3"');
    expect(text).not.toMatch(/(^|,)"=/);
  });
});

describe('permission and progress', () => {
  it('lets a reader look and not change', async () => {
    const { importId } = await openRosterFile(
      w,
      planId,
      rosterText([rosterPerson(cin(1), 'Reed', 'Sam', '1990-01-01')]),
    );
    const auditor = w.asRole('auditor');
    expect((await auditor.roster.rows({ importId: importId ?? '' })).total).toBe(1);
    await expect(auditor.roster.apply({ importId: importId ?? '' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('ends quietly when the dialog is cancelled', async () => {
    w.shell.willOpen(null);
    const event = await lastEvent(await w.api.roster.open({ planId }));
    expect(event).toMatchObject({ outcome: 'cancelled', importId: null });
  });

  it('compares 2,000 rows with 2,000 members, telling how far it is', async () => {
    const rows = Array.from({ length: 2000 }, (_, index) =>
      rosterPerson(cin(index), `Reed${index}`, 'Sam', '1990-01-01', { 'Member Primary Phone': '5105550100' }),
    );
    await importRows(rows);
    const moved = rows.map((row) => ({ ...row, 'Member Resdidential City': 'Oakland' }));
    const event = await openRosterFile(w, planId, rosterText(moved));
    expect(event.counts).toMatchObject({ changed: 2000 });
    expect(event.events.filter((one) => one.step === 'reading').length).toBeGreaterThan(1);
    await applyRoster(w, event.importId ?? '');
  });
});
