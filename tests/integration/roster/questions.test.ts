import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addPlan } from '../../fixtures/people.ts';
import { applyRoster, openRosterFile, rosterPerson, rosterText, undoRoster } from '../../fixtures/roster.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;
let serial = 0;

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date('2026-11-18T18:00:00.000Z') });
});
beforeEach(async () => {
  serial += 1;
  planId = await addPlan(w.api, `Plan${serial} Health`);
});
afterAll(() => w.close());

const cin = (number: number) => `9${String(serial).padStart(3, '0')}${String(number).padStart(4, '0')}A`;
const tomasa = () =>
  rosterPerson(cin(1), 'Riverhearth', 'Tomasa', '1987-08-06', { 'Member Primary Phone': '5105550163' });
const walter = () => rosterPerson(cin(2), 'Thistledown', 'Walter', '1951-02-02');

async function put(rows: Parameters<typeof rosterText>[0], plan = planId) {
  const { importId } = await openRosterFile(w, plan, rosterText(rows));
  await applyRoster(w, importId);
}

async function open(rows: Parameters<typeof rosterText>[0], plan = planId) {
  const event = await openRosterFile(w, plan, rosterText(rows));
  const importId = event.importId ?? '';
  const { rows: shown } = await w.api.roster.rows({ importId });
  return { ...event, importId, rows: shown };
}

const members = async () => {
  const { rows } = await w.api.members.list({ view: 'all', limit: 500 });
  return rows.filter((row) => row.cin.startsWith(cin(0).slice(0, 4)));
};

describe('a row that may be somebody on file', () => {
  it('waits for an answer, and becomes the same person when told so', async () => {
    await put([tomasa(), walter()]);
    const other = rosterPerson(cin(7), 'Riverhearth', 'Thomasa', '1987-06-08', {
      'Member Primary Phone': '5105550163',
    });
    const { importId, counts, rows } = await open([other, walter()]);
    expect(counts).toEqual({ new: 0, changed: 0, gone: 0, problem: 0, same: 1, duplicate: 1 });
    const asked = rows.find((row) => row.kind === 'duplicate');
    expect(asked?.question).toMatchObject({
      because: 'Same last name and phone, but another CIN.',
      memberName: 'Tomasa Riverhearth',
    });
    expect(asked?.question?.sides.filter(({ differs }) => differs).map(({ label }) => label)).toEqual([
      'Name',
      'CIN',
      'Birthday',
    ]);
    await expect(applyRoster(w, importId)).rejects.toMatchObject({
      code: 'HELD',
      message: '1 answer is left. Say whether these rows are members on file. Nothing was applied.',
    });
    expect(await w.api.roster.answer({ importId, rowNumber: 2, answer: 'same' })).toEqual({ unanswered: 0 });
    expect((await w.api.roster.preview({ importId })).goingIn).toBe(1);
    expect(await applyRoster(w, importId)).toEqual({ added: 0, changed: 1, marked: 0, leftOut: 0 });
    expect((await members()).map((row) => [row.name, row.cin]).sort()).toEqual([
      ['Thomasa Riverhearth', cin(7)],
      ['Walter Thistledown', cin(2)],
    ]);
    await undoRoster(w, importId);
    expect((await members()).map((row) => row.name).sort()).toEqual([
      'Tomasa Riverhearth',
      'Walter Thistledown',
    ]);
  });

  it('becomes a new member, or stays out, when told so; an answer outlives the closing of the file', async () => {
    await put([tomasa()]);
    const row = {
      ...tomasa(),
      'Member Client Index Number (CIN)': cin(7),
      'Member Date of Birth': '1990-09-09',
    };
    const first = await open([row]);
    await w.api.roster.answer({ importId: first.importId, rowNumber: 2, answer: 'later' });
    const again = await open([row]);
    expect(again.importId).toBe(first.importId);
    expect(again.rows[0]).toMatchObject({ kind: 'duplicate', answer: 'later' });
    await w.api.roster.answer({ importId: again.importId, rowNumber: 2, answer: 'different' });
    expect(await applyRoster(w, again.importId)).toMatchObject({ added: 1, leftOut: 0 });
    expect(await members()).toHaveLength(2);
  });

  it('cannot be a member another row is already', async () => {
    await put([tomasa()]);
    const twin = (number: number, born: string) => ({
      ...tomasa(),
      'Member Client Index Number (CIN)': cin(number),
      'Member Date of Birth': born,
    });
    const { importId, rows } = await open([twin(7, '1990-09-09'), twin(8, '1991-09-09')]);
    expect(rows.map((row) => row.kind)).toEqual(['duplicate', 'new']);
    await w.api.roster.answer({ importId, rowNumber: 2, answer: 'same' });
    await expect(w.api.roster.answer({ importId, rowNumber: 3, answer: 'same' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('a CIN that says one thing and a name that says another', () => {
  it('names two members whose CINs the file swapped, and changes neither', async () => {
    await put([tomasa(), walter()]);
    const { counts, rows } = await open([
      { ...tomasa(), 'Member Client Index Number (CIN)': cin(2) },
      { ...walter(), 'Member Client Index Number (CIN)': cin(1) },
    ]);
    expect(counts).toMatchObject({ problem: 2, changed: 0, gone: 0 });
    expect(rows[0]?.line).toBe(
      `The CIN is that of Walter Thistledown in Hearth, name and birthday are those of Tomasa Riverhearth, whose CIN is ${cin(1)}. The file may have swapped them. Ask the plan.`,
    );
  });

  it('asks about twins: same last name and birthday, another first name', async () => {
    await put([tomasa()]);
    const { importId, rows } = await open([{ ...tomasa(), 'Member First Name': 'Lidia' }]);
    expect(rows[0]).toMatchObject({
      kind: 'duplicate',
      question: { because: expect.stringMatching(/^Same CIN/) },
    });
    await w.api.roster.answer({ importId, rowNumber: 2, answer: 'different' });
    expect(await applyRoster(w, importId)).toMatchObject({ added: 0, changed: 0, leftOut: 1 });
    expect((await members()).map((row) => row.name)).toEqual(['Tomasa Riverhearth']);
  });

  it('takes a new last name and a corrected birthday for what they are', async () => {
    await put([tomasa(), walter()]);
    const { counts } = await open([
      { ...tomasa(), 'Member Last Name': 'Guavatree' },
      { ...walter(), 'Member Date of Birth': '1951-02-20' },
    ]);
    expect(counts).toMatchObject({ changed: 2, duplicate: 0, problem: 0 });
  });
});

describe('a member in two plans', () => {
  it('is asked about while the other plan still lists them, and moves only when told so', async () => {
    await put([tomasa()]);
    const second = await addPlan(w.api, `Second${serial} Health`);
    const { importId, rows } = await open([tomasa()], second);
    expect(rows[0]?.question?.because).toMatch(
      /still lists this member too\. A member has one plan at a time\.$/,
    );
    expect(rows[0]?.question?.answers.map(({ label }) => label)[0]).toBe('Move to this plan');
    await w.api.roster.answer({ importId, rowNumber: 2, answer: 'same' });
    await applyRoster(w, importId);
    expect((await members())[0]?.planName).toMatch(/^Second/);
    await undoRoster(w, importId);
    expect((await members())[0]?.planName).not.toMatch(/^Second/);
  });
});

describe('fixing a row in the preview', () => {
  it('reads the row anew with the fixed cells, says what is still wrong, and goes back to the file’s text', async () => {
    const { importId, rows } = await open([
      tomasa(),
      rosterPerson('9000031', 'Pinefeather', 'Orla', '13/31/1950'),
    ]);
    const bad = rows.find((row) => row.kind === 'problem');
    expect(bad?.cells.slice(0, 4)).toEqual([
      { letter: 'A', heading: 'Member Client Index Number (CIN)', text: '9000031', was: null },
      { letter: 'B', heading: 'Member Last Name', text: 'Pinefeather', was: null },
      { letter: 'C', heading: 'Member First Name', text: 'Orla', was: null },
      { letter: 'D', heading: 'Member Date of Birth', text: '13/31/1950', was: null },
    ]);
    const fix = (cells: Record<string, string | null>) =>
      w.api.roster.fixRow({ importId, rowNumber: 3, cells });
    expect(await fix({ A: cin(5) })).toMatchObject({
      kind: 'problem',
      problems: [{ column: 'D', sentence: 'Birthday 13/31/1950 is not a date.' }],
    });
    expect(await fix({ D: '12/31/1950' })).toMatchObject({ kind: 'new', counts: { new: 2, problem: 0 } });
    const { rows: fixed } = await w.api.roster.rows({ importId, kind: 'new' });
    expect(fixed[1]?.cells[3]).toEqual({
      letter: 'D',
      heading: 'Member Date of Birth',
      text: '12/31/1950',
      was: '13/31/1950',
    });
    expect(await fix({ D: null })).toMatchObject({ kind: 'problem' });
    await fix({ D: '12/31/1950' });
    expect(await applyRoster(w, importId)).toMatchObject({ added: 2, leftOut: 0 });
    await expect(fix({ A: cin(6) })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
