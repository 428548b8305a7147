import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentenceText } from '#shared/programs/tag-service.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { ADDRESS, confirmUnits, signNote, TODAY, testClock } from '../../fixtures/service-line.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let time: ReturnType<typeof testClock>;
let planId: string;

beforeEach(async () => {
  time = testClock();
  w = await openTestWorkspace({ clock: time.clock });
  planId = await addPlan(w.api);
});
afterEach(() => w.close());

async function enrolled(options: { homeless?: boolean; housingNote?: string } = {}) {
  const member = await addPerson(w.api, planId, { ...ADDRESS, homeless: options.homeless ?? false });
  if (options.housingNote) {
    await w.api.members.correctAddress({ id: member.id, ...ADDRESS, housingNote: options.housingNote });
  }
  await w.api.members.enroll({
    id: member.id,
    program: 'ECM',
    on: '2026-03-01',
    authorizationNumber: 'AUTH1',
    authorizationStart: '2026-03-01',
    authorizationEnd: '2027-03-31',
  });
  return member;
}

describe('the code line of a day in the past', () => {
  it('goes by the authorization of that day, not by the one of now', async () => {
    const member = await enrolled();
    await w.api.members.keepEntry({
      memberId: member.id,
      kind: 'authorization',
      seriesId: null,
      content: { number: 'NEW2', services: null },
      from: '2026-11-16',
      to: '2099-12-31',
      source: '',
      reason: '',
    });
    const draft = await w.api.notes.start({ memberId: member.id });
    const lineOn = async (serviceOn: string) => {
      const content = { mode: 'in_person', minutes: 35, serviceOn } as const;
      const { line } = await w.api.notes.saveDraft({ id: draft.id, content });
      return line.checks.find((check) => check.key === 'authorization');
    };
    expect(await lineOn('2026-11-17')).toMatchObject({ state: 'done', text: 'Authorized to Dec 31, 2099' });
    expect(await lineOn('2026-11-12')).toMatchObject({ state: 'done', text: 'Authorized to Mar 31, 2027' });
  });
});

describe('a new note', () => {
  it('starts with guesses and says where each came from', async () => {
    const member = await enrolled({ homeless: true, housingNote: 'Cedar House shelter' });
    const draft = await w.api.notes.start({ memberId: member.id });
    expect(draft.content).toMatchObject({
      mode: null,
      serviceOn: TODAY,
      startTime: '10:32',
      staffId: w.user.id,
      diagnoses: [{ code: 'Z59.01' }],
    });
    expect(draft.origins).toMatchObject({ diagnoses: 'from the housing record' });

    const saved = await w.api.notes.saveDraft({ id: draft.id, content: { mode: 'in_person' } });
    expect(saved.content.place).toEqual({ code: '04', label: 'Cedar House shelter' });
    expect(saved.origins.place).toBe('from the housing record');
    const typed = await w.api.notes.saveDraft({
      id: draft.id,
      content: { place: { code: '11', label: 'Office' } },
    });
    expect(typed.origins.place).toBeUndefined();
  });

  it('takes mode and place from the last one', async () => {
    const member = await enrolled();
    await signNote(w.api, member.id, {
      serviceOn: '2026-11-13',
      place: { code: '12', label: 'Her sister’s home' },
    });
    const draft = await w.api.notes.start({ memberId: member.id });
    expect(draft.content.mode).toBe('in_person');
    expect(draft.content.place?.label).toBe('Her sister’s home');
    expect(draft.origins).toMatchObject({ mode: 'as on Nov 13', place: 'as on Nov 13' });
  });

  it('is opened again instead of twice, keeps every keystroke, and survives a lock', async () => {
    const member = await enrolled();
    const { id } = await w.api.notes.start({ memberId: member.id });
    await w.api.notes.saveDraft({ id, content: { text: 'Met Marisol out' } });
    expect(await w.api.notes.start({ memberId: member.id })).toMatchObject({ id, resumed: true });
    const api = await w.restart();
    await api.vault.unlock({ userId: w.user.id, passphrase: 'copper river lantern meadow' });
    expect((await api.notes.draft({ id })).content.text).toBe('Met Marisol out');
  });

  it('counts minutes while its timer runs, and a typed number wins', async () => {
    const member = await enrolled();
    const { id } = await w.api.notes.start({ memberId: member.id });
    time.pass(35);
    expect((await w.api.notes.code({ id })).minutes).toBe(35);
    const { line } = await w.api.notes.saveDraft({ id, content: { minutes: 20 } });
    time.pass(60);
    expect(line.minutes).toBe(20);
    expect((await w.api.notes.code({ id })).minutes).toBe(20);
  });

  it('belongs to its author alone until it is signed', async () => {
    const member = await enrolled();
    const { id } = await w.api.notes.start({ memberId: member.id });
    const staff = await w.api.users.add({
      name: 'Nadia Brightwater',
      role: 'care_coordinator',
      clinical: false,
    });
    const nadia = w.asRole('care_coordinator', staff.id);
    await expect(nadia.notes.saveDraft({ id, content: { text: 'x' } })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(nadia.notes.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await nadia.notes.list({ memberId: member.id })).notes).toEqual([]);
    await expect(w.asRole('auditor').notes.start({ memberId: member.id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('can be put away and comes back for 30 days', async () => {
    const member = await enrolled();
    const { id } = await w.api.notes.start({ memberId: member.id });
    await w.api.notes.saveDraft({ id, content: { text: 'kept' } });
    expect(await w.api.notes.discard({ id })).toEqual({ restoreUntil: '2026-12-18' });
    expect((await w.api.notes.list({ memberId: member.id })).notes).toEqual([]);
    expect((await w.api.notes.restore({ id })).content.text).toBe('kept');
    await w.api.notes.discard({ id });
    time.pass(31 * 24 * 60);
    const next = await w.api.notes.start({ memberId: member.id });
    await w.api.notes.discard({ id: next.id });
    await expect(w.api.notes.restore({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the code line', () => {
  it('says the code, why, what would change it, and every check', async () => {
    const member = await enrolled({ homeless: true, housingNote: 'Cedar House shelter' });
    await confirmUnits(w.api, planId);
    const { id } = await w.api.notes.start({ memberId: member.id });
    const { line } = await w.api.notes.saveDraft({ id, content: { mode: 'in_person', minutes: 35 } });
    expect(sentenceText(line.tag.explanation)).toBe(
      'In person, by non-clinical staff (you), for an enrolled member, so G9012 U2. 35 minutes make 2 units of 15.',
    );
    expect(line.tag.counterfactual).toBe('By phone it would be G9012 U2 GQ.');
    expect(line).toMatchObject({ confirmWithPlan: false, heldUntil: null, planName: 'Sunpoppy' });
    expect(line.checks.map((check) => [check.state, check.text])).toEqual([
      ['done', 'Z59.01 from the housing record'],
      ['done', 'Authorized to Mar 31, 2027'],
      ['done', 'No overlap, no duplicate that day'],
      ['done', 'Rule confirmed by L. Vantree, today'],
    ]);
  });

  it('warns that the line will be held, and why', async () => {
    const member = await enrolled();
    const { id } = await w.api.notes.start({ memberId: member.id });
    const { line } = await w.api.notes.saveDraft({ id, content: { mode: 'in_person', minutes: 35 } });
    expect(line.confirmWithPlan).toBe(true);
    expect(line.heldUntil).toBe('Will be held until the rule is confirmed with the plan.');
    expect(line.checks).toContainEqual(expect.objectContaining({ key: 'diagnosis', state: 'held' }));
  });

  it('warns of an overlap and of a double, with the other note', async () => {
    const first = await enrolled();
    const second = await enrolled();
    const { note } = await signNote(w.api, first.id, { startTime: '10:05', minutes: 35 });
    const { id } = await w.api.notes.start({ memberId: second.id });
    const patch = { mode: 'in_person', startTime: '10:25', minutes: 25 } as const;
    const overlap = await w.api.notes.saveDraft({ id, content: patch });
    expect(overlap.line.checks).toContainEqual(
      expect.objectContaining({
        key: 'overlap',
        state: 'due',
        noteId: note.id,
        text: expect.stringMatching(/by 15 min$/),
      }),
    );
    const again = await w.api.notes.start({ memberId: first.id });
    const twice = await w.api.notes.saveDraft({
      id: again.id,
      content: { mode: 'in_person', startTime: '10:05', minutes: 35 },
    });
    expect(twice.line.checks).toContainEqual(
      expect.objectContaining({ key: 'twice', state: 'due', noteId: note.id }),
    );
  });

  it('works from bare facts too, and for HHP days gives HHP codes', async () => {
    const member = await enrolled();
    const facts = {
      memberId: member.id,
      serviceOn: TODAY,
      mode: 'without_member',
      minutes: 20,
      staffId: w.user.id,
    } as const;
    const line = await w.api.notes.code(facts);
    expect(line.tag.notBillableBecause?.sentence).toBe(
      'Not billable because the member was not there and ECM has no code for that.',
    );
    const nurse = await w.api.users.add({
      name: 'Imani Quillfeather',
      role: 'clinical_lead',
      clinical: true,
    });
    const clinical = await w.api.notes.code({ ...facts, mode: 'phone', staffId: nurse.id });
    expect(clinical.tag).toMatchObject({ code: 'G9008', modifiers: ['U1', 'GQ'] });
    expect(clinical.confirmWithPlan).toBe(true);

    const old = await addPerson(w.api, planId, { ...ADDRESS, program: 'HHP' });
    await w.api.members.enroll({
      id: old.id,
      program: 'HHP',
      on: '2021-03-01',
      consent: { how: 'verbal', on: '2021-03-01' },
    });
    const hhp = await w.api.notes.code({ ...facts, memberId: old.id, serviceOn: '2021-06-01' });
    expect(hhp.tag).toMatchObject({ code: 'G0506', modifiers: ['U6'] });
  });
});

describe('signing', () => {
  it('freezes the note, makes the line, sets follow-ups, closes the task and moves the last contact', async () => {
    const member = await enrolled();
    await confirmUnits(w.api, planId);
    const { task } = await w.api.tasks.add({
      memberId: member.id,
      title: 'Housing application',
      kind: 'visit',
    });
    const { id, content, origins } = await w.api.notes.start({ memberId: member.id, taskId: task.id });
    expect(content.mode).toBe('in_person');
    expect(origins.mode).toBe('from the task');
    await w.api.notes.saveDraft({
      id,
      content: {
        minutes: 35,
        place: { code: '04', label: 'Cedar House' },
        services: ['care_coordination', 'social_supports'],
        text: 'Met Marisol outside Cedar House.',
        diagnoses: [{ code: 'E11.9', label: 'Type 2 diabetes' }],
        followUps: [{ id: crypto.randomUUID(), title: 'Call Inez', dueOn: '2026-11-20', kind: 'call' }],
      },
    });
    const signed = await w.api.notes.sign({ id });
    expect(signed).toMatchObject({
      tasksSet: 1,
      tasksClosed: 1,
      note: { state: 'signed', title: 'Visit, Cedar House, 35 min' },
    });
    expect(signed.note.line?.words).toBe('ready to send, G9012 U2');

    const chart = await w.api.members.chart({ id: member.id });
    expect(chart.member.lastContact).toEqual({ on: TODAY, mode: 'in_person', place: 'Cedar House' });
    expect(chart.nextSteps.map((step) => step.title)).toEqual(['Call Inez']);
    await expect(w.api.notes.saveDraft({ id, content: { text: 'changed' } })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(w.api.notes.sign({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(w.api.notes.discard({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
    const rows = await w.api.audit.list({ memberId: member.id, limit: 20 });
    expect(rows.map((row) => row.action)).toContain('note.sign');
  });

  it.each([
    [{ mode: null }, 'mode'],
    [{ minutes: 0 }, 'minutes'],
    [{ services: [] }, 'services'],
    [{ text: '  ' }, 'text'],
    [{ place: null }, 'place'],
    [{ place: { code: '02', label: 'Phone' } }, 'place'],
    [{ serviceOn: '2026-11-19' }, 'serviceOn'],
  ] as const)('refuses %j with the field to fix, and changes nothing', async (gap, field) => {
    const member = await enrolled();
    const { id } = await w.api.notes.start({ memberId: member.id });
    await w.api.notes.saveDraft({
      id,
      content: {
        mode: 'in_person',
        minutes: 20,
        place: { code: '12', label: 'Home' },
        services: ['care_coordination'],
        text: 'Went through the pill box.',
      },
    });
    await w.api.notes.saveDraft({ id, content: gap as never });
    await expect(w.api.notes.sign({ id })).rejects.toMatchObject({ code: 'VALIDATION', data: { field } });
    expect((await w.api.notes.draft({ id })).id).toBe(id);
    expect((await w.api.encounters.list({})).counts.toSend).toBe(0);
  });

  it('asks for the minutes when the timer was forgotten', async () => {
    const member = await enrolled();
    const { id } = await w.api.notes.start({ memberId: member.id });
    await w.api.notes.saveDraft({
      id,
      content: {
        mode: 'in_person',
        place: { code: '12', label: 'Home' },
        services: ['care_coordination'],
        text: 'x',
      },
    });
    time.pass(11 * 60);
    await expect(w.api.notes.sign({ id })).rejects.toMatchObject({
      message: 'The timer ran 11 hours. Type the minutes.',
    });
  });

  it('needs consent in HHP, never in ECM', async () => {
    const member = await addPerson(w.api, planId, { ...ADDRESS, program: 'HHP' });
    const hhp = { program: 'HHP', on: '2021-03-01' } as const;
    await expect(w.api.members.enroll({ id: member.id, ...hhp })).rejects.toMatchObject({
      data: { field: 'consent' },
    });
    // A plan's file can say "enrolled" without anybody having asked: the note asks again.
    await w.backend.host.session?.workspace.db
      .updateTable('member')
      .set({ status: 'enrolled', enrolled_on: '2021-03-01' })
      .where('id', '=', member.id)
      .execute();
    await expect(signNote(w.api, member.id, { serviceOn: '2021-06-01' })).rejects.toMatchObject({
      code: 'HELD',
      data: { field: 'consent' },
    });
    const ecm = await enrolled();
    await expect(signNote(w.api, ecm.id)).resolves.toMatchObject({ note: { state: 'signed' } });
  });

  it('keeps work without the member as not billable, and the last contact where it was', async () => {
    const member = await enrolled();
    const { note } = await signNote(w.api, member.id, { mode: 'without_member' });
    expect(note.line).toMatchObject({ state: 'not_billable', words: 'not billable, member not there' });
    expect((await w.api.members.chart({ id: member.id })).member.lastContact).toBeNull();
    expect((await w.api.encounters.list({})).counts.toSend).toBe(0);
  });

  it('is final in the database itself', async () => {
    const member = await enrolled();
    const { note } = await signNote(w.api, member.id);
    const db = w.backend.host.session?.workspace.db;
    await expect(
      db?.updateTable('note').set({ summary: 'x' }).where('id', '=', note.id).execute(),
    ).rejects.toThrow('signed notes are final');
    await expect(db?.deleteFrom('note').where('id', '=', note.id).execute()).rejects.toThrow(
      'signed notes are final',
    );
  });
});

describe('the list', () => {
  it('shows own drafts first, then signed notes with the state of their line', async () => {
    const member = await enrolled();
    await signNote(w.api, member.id, { serviceOn: '2026-11-04', mode: 'phone', minutes: 10, diagnoses: [] });
    await signNote(w.api, member.id, { serviceOn: '2026-11-13' });
    await w.api.notes.start({ memberId: member.id });
    const { notes, total } = await w.api.notes.list({ memberId: member.id });
    expect(total).toBe(3);
    expect(notes.map((note) => [note.state, note.title, note.line?.words])).toEqual([
      ['draft', 'Visit, Home', undefined],
      ['signed', 'Visit, Home, 35 min', 'held, the rule is not confirmed with the plan'],
      ['signed', 'Phone, 10 min', 'held, no diagnosis on the note'],
    ]);
  });
});
