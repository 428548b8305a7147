import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { ADDRESS, confirmUnits, signNote, testClock } from '../../fixtures/service-line.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;
let memberId: string;

beforeEach(async () => {
  w = await openTestWorkspace({ clock: testClock().clock });
  planId = await addPlan(w.api);
  await confirmUnits(w.api, planId);
  const member = await addPerson(w.api, planId, ADDRESS);
  memberId = member.id;
  await w.api.members.enroll({
    id: memberId,
    program: 'ECM',
    on: '2026-03-01',
    authorizationEnd: '2027-03-31',
  });
});
afterEach(() => w.close());

describe('a signed note', () => {
  it('takes words in addition, and never changes itself', async () => {
    const { note } = await signNote(w.api, memberId, {});
    const added = await w.api.notes.addendum({ id: note.id, text: 'Ines called back the same day.' });
    expect(added.note).toMatchObject({
      content: { text: 'Filled page 3 together.' },
      after: { addenda: [{ text: 'Ines called back the same day.', by: w.user.name }], strike: null },
    });
    const { db } = w.backend.host.session?.workspace ?? {};
    await expect(db?.updateTable('note_addendum').set({ text: 'x' }).execute()).rejects.toThrow(/final/);
  });

  it('is struck with a reason, stays readable, and its line is kept back', async () => {
    const { note } = await signNote(w.api, memberId, {});
    const struck = await w.api.notes.strike({ id: note.id, reason: 'Written for the wrong person.' });
    expect(struck.line).toBe('Its line is kept back.');
    expect(struck.note).toMatchObject({
      strike: { reason: 'Written for the wrong person.' },
      content: { text: 'Filled page 3 together.' },
      line: { state: 'not_billable', words: 'kept back' },
    });
    expect((await w.api.encounters.list({})).counts.toSend).toBe(0);
    await expect(w.api.notes.addendum({ id: note.id, text: 'More.' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    // A struck note overlaps with nothing.
    const draft = await w.api.notes.start({ memberId });
    const again = await w.api.notes.saveDraft({ id: draft.id, content: { mode: 'in_person', minutes: 35 } });
    expect(again.line.checks.find(({ key }) => key === 'alike' || key === 'twice')).toBeUndefined();
  });

  it('waits for a second signature, which its author cannot give', async () => {
    const lead = await w.api.users.add({ name: 'Imani Quillfeather', role: 'clinical_lead', clinical: true });
    const draft = await w.api.notes.start({ memberId });
    await w.api.notes.saveDraft({
      id: draft.id,
      content: {
        mode: 'in_person',
        startTime: null,
        minutes: 35,
        place: { code: '12', label: 'Home' },
        services: ['care_coordination'],
        text: 'Met.',
        diagnoses: [{ code: 'E11.9', label: 'Type 2 diabetes' }],
      },
    });
    const { note } = await w.api.notes.sign({ id: draft.id, cosignBy: lead.id });
    expect(note.cosign).toMatchObject({ askedOf: 'Imani Quillfeather', signedAt: null });
    const held = await w.api.encounters.list({});
    expect(held.groups[0]).toMatchObject({ reason: 'cosign_waiting', count: 1 });
    await expect(w.api.notes.cosign({ id: note.id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const imani = w.asRole('clinical_lead', lead.id);
    expect((await imani.notes.waiting()).notes).toMatchObject([
      {
        kind: 'cosign',
        noteId: note.id,
        memberId,
        text: expect.stringMatching(/^Co-sign .+’s note$/),
      },
    ]);
    const signed = await imani.notes.cosign({ id: note.id });
    expect(signed.note.cosign).toMatchObject({ signedBy: 'Imani Quillfeather' });
    expect((await w.api.encounters.list({})).counts).toMatchObject({ held: 0, ready: 1 });
  });

  it('names one’s own notes that cannot be billed as they are, until they can', async () => {
    const { note } = await signNote(w.api, memberId, { diagnoses: [] });
    const [waits] = (await w.api.notes.waiting()).notes;
    expect(waits).toEqual({
      kind: 'held',
      noteId: note.id,
      memberId,
      text: 'No diagnosis on the note',
      member: expect.stringMatching(/^\w+ \w\.$/),
      serviceOn: note.serviceOn,
    });
    const { groups } = await w.api.encounters.list({});
    const line = groups.flatMap(({ rows }) => rows).find(({ noteId }) => noteId === note.id);
    await w.api.encounters.addDiagnosis({ items: [{ encounterId: line?.id ?? '', code: 'E11.9' }] });
    expect((await w.api.notes.waiting()).total).toBe(0);
  });

  it('begins with a text that ships or one of ours', async () => {
    const { id } = await w.api.notes.keepTemplate({ name: 'Our visit', text: 'Who:\n' });
    const { templates } = await w.api.notes.templates();
    expect(templates[0]).toMatchObject({ name: 'Our visit', own: true });
    expect(templates.length).toBeGreaterThan(5);
    await w.api.notes.dropTemplate({ id });
    expect((await w.api.notes.templates()).templates.every(({ own }) => !own)).toBe(true);
  });
});

describe('the code line', () => {
  it('warns of another program that cannot run beside ours', async () => {
    await w.api.members.keepEntry({
      memberId,
      kind: 'other_program',
      content: { code: 'county_tcm', detail: 'Alameda' },
      from: '2026-09-01',
    });
    const draft = await w.api.notes.start({ memberId });
    const { line } = await w.api.notes.saveDraft({ id: draft.id, content: { mode: 'phone', minutes: 20 } });
    expect(line.checks.find(({ key }) => key === 'other_program')?.text).toMatch(
      /Not both since July 1, 2024/,
    );
  });

  it('notices a place whose words say another code', async () => {
    const draft = await w.api.notes.start({ memberId });
    const { line } = await w.api.notes.saveDraft({
      id: draft.id,
      content: { mode: 'in_person', minutes: 20, place: { code: '12', label: 'Cedar House shelter' } },
    });
    expect(line.checks.find(({ key }) => key === 'place')?.text).toMatch(
      /sounds like Homeless shelter \(04\)/,
    );
  });
});

describe('the month', () => {
  it('lists who has no service, then who has no accepted claim, and shrinks', async () => {
    expect(await w.api.encounters.missing({})).toMatchObject({
      month: '2026-11',
      daysLeft: 12,
      enrolled: 1,
      served: 0,
      accepted: 0,
      rows: [{ memberId, kind: 'no_service', stage: 'none', words: 'No billable service' }],
    });
    await signNote(w.api, memberId, {});
    expect((await w.api.encounters.missing({})).rows).toMatchObject([
      { kind: 'no_claim', stage: 'to_send', words: '1 line to send' },
    ]);
    await w.api.encounters.build({});
    expect((await w.api.encounters.missing({})).rows).toMatchObject([
      { kind: 'no_claim', stage: 'built', words: 'in a file that was not sent yet' },
    ]);
    expect(await w.api.encounters.missing({ month: '2026-02' })).toMatchObject({ enrolled: 0, rows: [] });
  });
});
