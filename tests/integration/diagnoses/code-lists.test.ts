import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CodeImportEvent } from '#shared/diagnoses/contract.ts';
import { codesFile, orderFile, wholeList, writeCodeFile } from '../../fixtures/code-file.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { ADDRESS, confirmUnits, signNote } from '../../fixtures/service-line.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let now: Date;

beforeEach(async () => {
  now = new Date('2026-11-18T19:00:00.000Z');
  w = await openTestWorkspace({ clock: () => now });
});
afterEach(async () => w.close());

type Input = Parameters<TestWorkspace['api']['diagnoses']['import']>[0];

async function take(name: string, content: string | Uint8Array, input: Input = {}) {
  w.shell.willOpen(writeCodeFile(w.root, name, content));
  const events: CodeImportEvent[] = [];
  for await (const event of await w.api.diagnoses.import(input)) events.push(event);
  return events;
}

const lastOf = (events: readonly CodeImportEvent[]) => {
  const last = events.at(-1);
  if (last?.step !== 'done') throw new Error('The import did not end.');
  return last;
};

const search = async (text: string) => (await w.api.diagnoses.search({ text })).codes.map(({ code }) => code);

describe('lines and the official list', () => {
  test('a code is checked against the list of its own day; without one, by the starter set, which says so', async () => {
    const planId = await addPlan(w.api);
    await confirmUnits(w.api, planId);
    const { id } = await addPerson(w.api, planId, { ...ADDRESS, lastName: 'Guavatree', sex: 'F' });
    await w.api.members.enroll({ id, program: 'ECM', on: '2026-09-01', authorizationEnd: '2099-12-31' });
    const codes = ['M54.5', 'Q99.7', 'Z59.0', 'E11.9'];
    for (const [index, code] of codes.entries())
      for (const day of ['2026-09-2', '2026-10-1'])
        await signNote(w.api, id, {
          serviceOn: `${day}${index + 1}`,
          diagnoses: [{ code, label: code }],
        });
    const held = async () =>
      (await w.api.encounters.list({})).groups
        .filter((group) => group.reason === 'diagnosis_not_valid')
        .flatMap((group) => group.rows)
        .map((row) => `${row.serviceOn} ${row.hint}`)
        .sort();
    const fallBack = 'By Hearth’s starter set: no official list of that year is in.';
    const heading = `Z59.0 had ended by the day of service. ${fallBack}`;
    const before = await held();
    expect(before).toHaveLength(2);
    for (const line of before) expect(line).toContain(heading);
    await take('icd10cm_order_2027.txt', orderFile(wholeList()));
    expect(await held()).toEqual([
      expect.stringContaining(heading),
      '2026-10-11 M54.5 is a heading. Choose a finer code. Use M54.50 or M54.51.',
      '2026-10-12 Q99.7 is not in the 2027 list of codes.',
      '2026-10-13 Z59.0 is not in the 2027 list of codes. Use Z59.00.',
    ]);
    const [line] = (await w.api.encounters.list({})).groups.flatMap((group) => group.rows);
    const item = { encounterId: line?.id ?? '', code: 'M54.5' };
    const add = (code: string) =>
      w.api.encounters.addDiagnosis({ items: [{ ...item, code }], toChart: false });
    const october = (await w.api.encounters.list({})).groups
      .flatMap((group) => group.rows)
      .find((row) => row.serviceOn === '2026-10-12');
    item.encounterId = october?.id ?? '';
    await expect(add('M54.5')).rejects.toMatchObject({ code: 'VALIDATION' });
    await add('M54.50');
    expect(await held()).not.toContain('2026-10-12 Q99.7 is not in the 2027 list of codes.');
  });
});

describe('official code lists', () => {
  test('an order file is taken in with progress and found as it is typed, headings never', async () => {
    expect(await search('M54.5')).toEqual([]);
    const events = await take('icd10cm_order_2027.txt', orderFile(wholeList()));
    expect(events.filter(({ step }) => step === 'working').length).toBeGreaterThan(10);
    expect(lastOf(events)).toMatchObject({
      outcome: 'imported',
      sentence: '60,097 codes of 2027, for services from Oct 1 to Sep 30, 2027.',
      list: { codeYear: 2027, effectiveFrom: '2026-10-01', effectiveTo: '2027-09-30', headings: 3 },
    });
    expect(await search('M54.5')).toEqual(['M54.50', 'M54.51']);
    expect(await search('m545')).toEqual(['M54.50', 'M54.51']);
    expect(await search('low back')).toEqual(['M54.50', 'M54.51']);
    expect(await search('meniere')).toEqual(['H81.02']);
    expect(await search('migrane aura')).toEqual(['G43.E01']);
    // The starter set stays in front.
    expect((await search('homeless'))[0]).toMatch(/^Z59/);
    expect((await w.api.diagnoses.search({ text: 'low back' })).codeYear).toBe(2027);
  });

  test('a list of codes without headings is taken too, and April changes hold from April', async () => {
    await take('icd10cm-codes-2027.txt', codesFile(wholeList()));
    await take('icd10cm-order-2027.txt', orderFile(wholeList([['F0153', 'Made-up dementia of April']])), {
      from: 'april',
    });
    expect((await w.api.diagnoses.lists()).lists.map(({ effectiveFrom }) => effectiveFrom)).toEqual([
      '2027-04-01',
      '2026-10-01',
    ]);
    expect(await search('dementia of april')).toEqual([]);
    now = new Date('2027-04-02T19:00:00.000Z');
    expect(await search('dementia of april')).toEqual(['F01.53']);
  });

  test('the same list again is nothing new, another of the same year replaces it', async () => {
    const first = orderFile(wholeList());
    await take('icd10cm_order_2027.txt', first);
    expect(lastOf(await take('icd10cm_order_2027.txt', first)).outcome).toBe('nothing_new');
    await take('icd10cm_order_2027.txt', orderFile(wholeList([], ['M5451'])));
    expect((await w.api.diagnoses.lists()).lists).toHaveLength(1);
    expect(await search('low back')).toEqual(['M54.50']);
  });

  test('conditions are checked against the list of the day, with what to use instead', async () => {
    const { id: memberId } = await addPerson(w.api, await addPlan(w.api));
    const add = (code: string) => w.api.members.addCondition({ memberId, code });
    await expect(add('M54.50')).rejects.toThrow('Type what it stands for');
    await take('icd10cm_order_2027.txt', orderFile(wholeList()));
    await expect(add('M54.5')).rejects.toThrow(
      'M54.5 is a heading. Choose a finer code. Use M54.50, M54.51.',
    );
    await expect(add('M54.9')).rejects.toThrow('M54.9 is not in the 2027 list of codes.');
    const { condition } = await add('m5450');
    expect(condition).toMatchObject({ code: 'M54.50', label: 'Low back pain, unspecified' });
  });

  test('stopped half way, nothing of it counts and nothing is left behind', async () => {
    await take('icd10cm_order_2027.txt', orderFile(wholeList()));
    const stop = new AbortController();
    w.shell.willOpen(writeCodeFile(w.root, 'icd10cm_order_2027b.txt', orderFile(wholeList([], ['M5451']))));
    const run = async () => {
      let seen = 0;
      const events = await w.api.diagnoses.import({ codeYear: 2027 }, { signal: stop.signal });
      for await (const _ of events) {
        seen += 1;
        if (seen === 3) stop.abort();
      }
    };
    await run().catch(() => {});
    await expect.poll(async () => (await w.api.diagnoses.lists()).lists.length).toBe(1);
    expect(await search('low back')).toEqual(['M54.50', 'M54.51']);
    await expect
      .poll(async () => {
        const db = w.backend.host.session?.workspace.db;
        const rows = await db?.selectFrom('diagnosis_list').select('state').execute();
        return rows?.map(({ state }) => state);
      })
      .toEqual(['ready']);
  });

  test('a list can be taken out of use; only an administrator does that', async () => {
    await take('icd10cm_order_2027.txt', orderFile(wholeList()));
    const [list] = (await w.api.diagnoses.lists()).lists;
    const id = list?.id ?? '';
    await expect(w.asRole('care_coordinator').diagnoses.remove({ id })).rejects.toThrow('Your role');
    await w.api.diagnoses.remove({ id });
    expect(await search('low back')).toEqual([]);
  });
});

describe('files that are no list of codes', () => {
  const good = orderFile(wholeList());
  const procedures = '00001 0016070 1 Bypass Cereb Vent to Nasophar with Autol Sub, Open';
  const cases: readonly (readonly [name: string, content: string | Uint8Array, sentence: string])[] = [
    ['empty.txt', '', 'empty.txt is empty.'],
    ['list.zip', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), 'is a compressed folder. Unpack it'],
    ['list.pdf', '%PDF-1.7 ...', 'is a PDF.'],
    ['picture.png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'is not a text file.'],
    ['icd10cm_tabular_2027.xml', '<?xml version="1.0"?>\n<ICD10CM.tabular>', 'tabular list as XML'],
    ['icd10cm_order_addenda_2027.txt', 'Add:     00123 A000', 'lists only what changed'],
    ['icd10pcs_order_2027.txt', procedures, 'lists procedures, ICD-10-PCS'],
    ['icd10pcs_codes_2027.txt', '0016070 Bypass Cerebral Ventricle', 'lists procedures, ICD-10-PCS'],
    ['members.csv', 'CIN,Last Name\n91000001A,Willowmarsh', 'it begins with “CIN,Last Name”'],
    ['cut_2027.txt', good.slice(0, 40_000), 'is not as CMS writes it in line'],
    ['short_2027.txt', orderFile(wholeList().slice(0, 500)), 'after 4'],
    ['twice_2027.txt', `${good}${good.slice(0, good.indexOf('\r\n'))}`, 'has E11 twice'],
    ['torn_2027.txt', good.replace('M5451', 'M54 51'), 'is not as CMS writes it in line'],
    ['flag_2027.txt', good.replace('M5451   1', 'M5451   7'), 'is not as CMS writes it in line'],
    ['endless_2027.txt', good.replace('Vertebrogenic low back pain\r', `${'x'.repeat(500)}\r`), 'in line'],
    ['odd.txt', good, 'does not say its code year'],
  ];

  test.each(cases)('%s is refused with a sentence, and nothing changes', async (name, content, sentence) => {
    await expect(take(name, content)).rejects.toThrow(sentence);
    expect((await w.api.diagnoses.lists()).lists).toEqual([]);
    expect(await search('low back')).toEqual([]);
  });
});
