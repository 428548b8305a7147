import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AdtParts, adt } from '../../fixtures/adt.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { workbook } from '../../fixtures/workbook.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

const NOW = new Date('2026-11-18T20:00:00Z');

describe('hospital notices', () => {
  let w: TestWorkspace;
  let planId: string;
  let person: { readonly id: string; readonly cin: string };
  let ana: Pick<AdtParts, 'cin' | 'last' | 'first' | 'born'>;
  let serial = 0;

  beforeEach(async () => {
    w = await openTestWorkspace({ clock: () => NOW });
    planId = await addPlan(w.api);
    person = await addPerson(w.api, planId, {
      firstName: 'Ana',
      lastName: 'Willowmarsh',
      birthDate: '1985-04-02',
    });
    await w.api.members.enroll({ id: person.id, program: 'ECM', on: '2026-03-01', leadId: w.user.id });
    ana = { cin: person.cin, last: 'Willowmarsh', first: 'Ana', born: '19850402' };
  });
  afterEach(() => w.close());

  async function load(content: string | Uint8Array, name?: string) {
    serial += 1;
    const path = join(w.root, name ?? `adt-${serial}.hl7`);
    writeFileSync(path, content);
    w.shell.willOpen(path);
    const loaded = await w.api.transfers.loadResponse({ planId });
    if (!loaded) throw new Error('Nothing was loaded');
    return { ...loaded, ...(await w.api.admissions.file({ receivedId: loaded.id })) };
  }
  const stays = async (id = person.id) =>
    (await w.api.members.record({ id })).entries.filter(({ kind }) => kind === 'utilization');
  const tasks = async () => {
    const { tasks: open } = await w.api.tasks.list({});
    return open.map(({ title, dueOn }) => ({ title, dueOn }));
  };

  it('puts an emergency visit into the chart with its task, and nothing twice', async () => {
    const visit = adt({ event: 'A04', ...ana, visit: 'V1', reason: 'Chest pain' });
    const first = await load(visit);
    expect(first).toMatchObject({
      known: false,
      sentence: '1 notice: 1 in charts.',
      counts: { applied: 1, waiting: 0 },
    });
    expect(first.notices).toMatchObject([
      {
        state: 'applied',
        member: { id: person.id },
        sentence: 'Emergency visit at OAK HOSPITAL, Nov 17, 2026.',
      },
    ]);
    expect(await stays()).toMatchObject([
      {
        title: 'Emergency department, OAK HOSPITAL',
        from: '2026-11-17',
        to: null,
        source: 'hospital notice',
        content: { type: 'ed', facility: 'OAK HOSPITAL', reason: 'R07.9 Chest pain' },
        history: [],
      },
    ]);
    expect(await tasks()).toContainEqual({ title: 'Call after the emergency visit', dueOn: '2026-11-19' });
    // The same message in another file, in an envelope and with MLLP characters.
    const again = await load(`FHS|^~\\&|A\rBHS|^~\\&|A\r\v${visit}\u001c\rBTS|1\rFTS|1\r`);
    expect(again).toMatchObject({ sentence: '1 notice: 1 known before.', notices: [] });
    expect((await stays())[0]?.history).toEqual([]);
  });

  it('makes one stay of all its notices in whatever order they come, and takes back what the hospital takes back', async () => {
    const stay = { ...ana, visit: 'V7', patientClass: 'I', admitted: '20261110' } as const;
    const leave = adt({ event: 'A03', ...stay, at: '20261115110000', left: '20261115', disposition: '01' });
    const change = adt({ event: 'A08', ...stay, at: '20261112090000', reason: 'Pneumonia', admitted: '' });
    const early = await load(change);
    expect(early.notices).toMatchObject([
      { state: 'waiting', sentence: expect.stringContaining('no notice began') },
    ]);
    await load(leave);
    expect((await w.api.admissions.file({ receivedId: early.id })).counts).toMatchObject({
      applied: 1,
      waiting: 0,
    });
    await load(adt({ event: 'A01', ...stay, at: '20261110080000' }));
    expect(await stays()).toMatchObject([
      {
        title: 'Inpatient stay, OAK HOSPITAL',
        from: '2026-11-10',
        to: '2026-11-15',
        content: { reason: 'R07.9 Pneumonia', disposition: 'Home' },
      },
    ]);
    expect(await tasks()).toContainEqual({ title: 'Visit after the hospital stay', dueOn: '2026-11-22' });
    await load(adt({ event: 'A13', ...stay, at: '20261115130000' }));
    expect(await stays()).toMatchObject([{ to: null, content: { disposition: null } }]);
    expect(await tasks()).toContainEqual({
      title: 'Call the hospital about the discharge',
      dueOn: '2026-11-12',
    });
    await load(adt({ event: 'A11', ...stay, at: '20261116080000' }));
    expect(await stays()).toMatchObject([{ state: 'struck' }]);
    expect((await tasks()).map(({ title }) => title)).not.toContain('Call the hospital about the discharge');
  });

  it('keeps what a person corrected in the chart', async () => {
    const stay = { ...ana, visit: 'V8', patientClass: 'I' } as const;
    await load(adt({ event: 'A01', ...stay, at: '20261110080000' }));
    const [entry] = await stays();
    await w.api.members.keepEntry({
      memberId: person.id,
      kind: 'utilization',
      seriesId: entry?.seriesId ?? '',
      content: { ...entry?.content, facility: 'Oak Hospital, psychiatric ward' },
      from: '2026-11-09',
    });
    await load(adt({ event: 'A03', ...stay, at: '20261115110000' }));
    expect(await stays()).toMatchObject([
      { from: '2026-11-09', to: '2026-11-15', content: { facility: 'Oak Hospital, psychiatric ward' } },
    ]);
  });

  it('takes over a stay that a person typed in before the notice came', async () => {
    await w.api.members.keepEntry({
      memberId: person.id,
      kind: 'utilization',
      content: { type: 'inpatient', facility: 'Oak' },
      from: '2026-11-10',
    });
    await load(
      adt({ event: 'A03', ...ana, visit: 'V9', patientClass: 'I', admitted: '20261110', left: '20261112' }),
    );
    expect(await stays()).toMatchObject([
      { from: '2026-11-10', to: '2026-11-12', content: { facility: 'Oak' } },
    ]);
  });

  it('never guesses who it is about: proposals wait for a person, and one answer counts for all their notices', async () => {
    const stranger = { ...ana, cin: '97777777Z' };
    const file = await load(
      adt({ event: 'A01', ...stranger, visit: 'X1', patientClass: 'I', at: '20261112080000' }) +
        adt({ event: 'A04', ...ana, visit: 'V2' }) +
        adt({ event: 'A03', ...stranger, visit: 'X1', patientClass: 'I', at: '20261114080000' }),
    );
    expect(file.sentence).toBe('3 notices: 1 in charts, 2 wait for a person.');
    expect(await stays()).toHaveLength(1);
    const { inbox } = await w.api.transfers.list({});
    expect(inbox).toMatchObject([{ kind: 'admissions', state: 'waiting', sentence: file.sentence }]);
    const waiting = file.notices.find(({ state }) => state === 'waiting');
    expect(waiting).toMatchObject({
      place: 'message 1, line 1',
      person: 'Ana Willowmarsh',
      canConfirm: true,
      sentence: 'No member of this plan has this id. Say who it is about.',
    });
    const { proposals } = await w.api.admissions.proposals({ id: waiting?.id ?? '' });
    expect(proposals).toMatchObject([{ id: person.id, because: 'same name and birthday' }]);
    const said = await w.api.admissions.confirm({ id: waiting?.id ?? '', memberId: person.id });
    expect(said).toMatchObject({ settled: 2, sentence: expect.stringContaining('1 more notice followed') });
    expect(await stays()).toHaveLength(2);
    expect((await w.api.transfers.list({})).inbox).toEqual([]);
    await expect(
      w.api.admissions.confirm({ id: waiting?.id ?? '', memberId: person.id }),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it.each([
    ['another birthday', { born: '19700101' }, 'but the notice says born Jan 1, 1970'],
    ['no name and no birthday', { born: '', last: '', first: '' }, 'no name and no birthday to check it by'],
    ['a death', { event: 'A03', patientClass: 'I', disposition: '20' }, 'says that the member died there'],
    ['a day to come', { at: '20261125080000' }, 'which has not come yet'],
    ['an event nobody reads', { event: 'A40' }, 'Message 1 (line 1) is an A40'],
    ['a broken day', { admitted: '20261341' }, 'PV1-44 (line 4) “20261341” is no day'],
    ['an unknown class', { patientClass: 'Q' }, 'PV1-2 (line 4) “Q” is not known'],
  ])('lets %s wait with a sentence', async (_what, change, sentence) => {
    const { notices, state } = await load(adt({ event: 'A04', ...ana, visit: 'V3', ...change })).then(
      (file) => ({
        notices: file.notices,
        state: file.counts.waiting,
      }),
    );
    expect(state).toBe(1);
    expect(notices[0]?.sentence).toContain(sentence);
    expect(await stays()).toEqual([]);
  });

  it('sets no visit after a death that a person confirmed', async () => {
    const file = await load(adt({ event: 'A03', ...ana, patientClass: 'I', visit: 'V4', disposition: '20' }));
    await w.api.admissions.confirm({ id: file.notices[0]?.id ?? '', memberId: person.id });
    expect(await stays()).toMatchObject([{ content: { disposition: 'Died' } }]);
    expect((await tasks()).map(({ title }) => title)).not.toContain('Visit after the hospital stay');
  });

  it.each([
    ['a planned admission', { event: 'A05', patientClass: 'P' }],
    ['an outpatient visit', { event: 'A04', patientClass: 'O' }],
    ['the end of an outpatient visit', { event: 'A03', patientClass: 'O' }],
    ['an outpatient change about somebody unknown', { event: 'A08', patientClass: 'O', cin: '97777777Z' }],
    ['a test message', { event: 'A01', patientClass: 'I', test: true }],
  ])('records nothing for %s', async (_what, change) => {
    const file = await load(adt({ ...ana, visit: 'V5', ...change }));
    expect(file.counts).toEqual({ applied: 0, waiting: 0, nothing: 1 });
    expect(await stays()).toEqual([]);
  });

  it('says when the sender counted more messages than came, beside those that did', async () => {
    const file = await load(`BHS|^~\\&|A\r${adt({ event: 'A04', ...ana, visit: 'V6' })}BTS|2\r`);
    expect(file.counts).toEqual({ applied: 1, waiting: 1, nothing: 0 });
    expect(file.notices[0]).toMatchObject({
      place: 'line 6',
      canConfirm: false,
      sentence: 'Line 6: the sender counts 2 messages, 1 is in the file. Ask the plan for the whole file.',
    });
    await w.api.admissions.dismiss({ id: file.notices[0]?.id ?? '' });
    expect((await w.api.transfers.list({})).received).toMatchObject([{ kind: 'admissions', state: 'done' }]);
  });

  describe('lists', () => {
    const HEAD = 'CIN,Last,First,DOB,Patient Class,Facility,Admit Date,Discharge Date,Reason';
    const row = (...cells: string[]) => cells.join(',');

    it('reads a census with good rows beside bad ones, and the next day’s list only for what is new', async () => {
      const good = row(
        person.cin,
        'Willowmarsh',
        'Ana',
        '4/2/1985',
        'Inpatient',
        'Oak',
        '11/10/2026',
        '',
        'Fall',
      );
      const bad = row(person.cin, 'Willowmarsh', 'Ana', '4/2/1985', 'Inpatient', 'Oak', '13/40/2026', '', '');
      const other = row('96666666B', 'Elsewhere', 'Bo', '1/1/1990', 'ED', 'Oak', '11/17/2026', '', '');
      const file = await load([HEAD, good, bad, other].join('\r\n'), 'Census 2026-11-17.csv');
      expect(file.sentence).toBe('3 notices: 1 in charts, 2 wait for a person.');
      expect(file.notices.map(({ place, sentence }) => `${place}: ${sentence}`)).toContain(
        'row 3: Row 3: “13/40/2026” in column G (Admit Date) is no day.',
      );
      const left = row(
        person.cin,
        'Willowmarsh',
        'Ana',
        '4/2/1985',
        'Inpatient',
        'Oak',
        '11/10/2026',
        '11/16/2026',
        'Fall',
      );
      const next = await load([HEAD, left].join('\r\n'), 'Census 2026-11-18.csv');
      expect(next.sentence).toBe('1 notice: 1 in charts.');
      expect(await stays()).toMatchObject([{ from: '2026-11-10', to: '2026-11-16' }]);
      const same = await load([HEAD, good].join('\n'), 'Census 2026-11-19.csv');
      expect(same.sentence).toBe('1 notice: 1 known before.');
      expect(await stays()).toMatchObject([{ to: '2026-11-16' }]);
    });

    it('makes one stay of a list and of messages that tell of the same', async () => {
      const listed = row(
        person.cin,
        'Willowmarsh',
        'Ana',
        '4/2/1985',
        'Inpatient',
        'Oak',
        '11/10/2026',
        '',
        '',
      );
      const stay = { ...ana, patientClass: 'I', visit: 'V11', admitted: '20261110' } as const;
      await load([HEAD, listed].join('\n'), 'first.csv');
      await load(adt({ event: 'A01', ...stay, at: '20261110080000' }));
      await load(adt({ event: 'A03', ...stay, at: '20261112080000' }));
      const late = listed.replace('11/10/2026,,', '11/10/2026,11/12/2026,');
      await load([HEAD, late].join('\n'), 'second.csv');
      expect(await stays()).toMatchObject([{ from: '2026-11-10', to: '2026-11-12' }]);
    });

    it('asks once what a list is about and what its columns say, and remembers it for the plan', async () => {
      const head = 'Client No,Surname,Came,Where';
      const file = await load(
        `${head}\r\n${row(person.cin, 'Willowmarsh', '11/17/2026', 'Oak')}\r\n`,
        'ED list 1117.csv',
      );
      expect(file.sentence).toBe('Hearth does not know this kind of file. You decide.');
      const settled = await w.api.transfers.settleReceived({ id: file.id, as: 'admissions' });
      expect(settled).toMatchObject({
        state: 'waiting',
        sentence: 'Say which column has the day on which somebody came in or left.',
      });
      await w.api.admissions.learn({
        receivedId: file.id,
        columns: { 'Client No': 'cin', Came: 'admittedOn', Where: 'facility' },
        list: 'ed',
      });
      expect(await w.api.transfers.settleReceived({ id: file.id, as: 'admissions' })).toMatchObject({
        state: 'done',
      });
      expect(await stays()).toMatchObject([{ title: 'Emergency department, Oak', from: '2026-11-17' }]);
      const next = await load(
        `${head}\r\n${row(person.cin, 'Willowmarsh', '11/18/2026', 'Oak')}\r\n`,
        'ED list 1118.csv',
      );
      expect(next.sentence).toBe('1 notice: 1 in charts.');
    });

    it('reads a workbook', async () => {
      const file = await load(
        workbook([
          {
            name: 'Census',
            rows: [
              HEAD.split(','),
              [person.cin, 'Willowmarsh', 'Ana', '1985-04-02', 'ED', 'Oak', '2026-11-17', '', 'Fall'],
            ],
          },
        ]),
        'list.xlsx',
      );
      expect(file.sentence).toBe('1 notice: 1 in charts.');
    });
  });
});
