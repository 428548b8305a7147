import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

const NOW = '2026-11-18T18:00:00.000Z';

let w: TestWorkspace;
let planId: string;

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date(NOW) });
  planId = await addPlan(w.api);
});
afterAll(() => w.close());

describe('adding', () => {
  it('normalizes what was typed', async () => {
    const member = await addPerson(w.api, planId, {
      cin: ' 90000412 a',
      phone: '1 510 555 0142',
      zip: '946120001',
      lastName: 'Ashlantern',
    });
    expect(member).toMatchObject({
      cin: '90000412A',
      phone: '(510) 555-0142',
      status: 'assigned',
      assignedOn: '2026-11-18',
      plan: { shortName: 'Sunpoppy' },
    });
    expect(member.address.zip).toBe('94612-0001');
  });

  it('says which field is wrong, in a sentence', async () => {
    const wrong = addPerson(w.api, planId, { cin: '9000031' });
    await expect(wrong).rejects.toMatchObject({
      code: 'VALIDATION',
      message: 'CIN has 7 characters, needs 9.',
      data: { field: 'cin' },
    });
    await expect(addPerson(w.api, planId, { birthDate: '2027-01-01' })).rejects.toMatchObject({
      data: { field: 'birthDate' },
    });
  });

  it('refuses somebody who looks the same until the check was seen, and a CIN always', async () => {
    const first = await addPerson(w.api, planId, {
      firstName: 'Tomasa',
      lastName: 'Riverhearth',
      birthDate: '1987-08-06',
      cin: '90000655B',
    });
    const twin = { firstName: 'Tomasa', lastName: 'Riverhearth', birthDate: '1987-06-08' };
    const { duplicates } = await w.api.members.duplicates(twin);
    expect(duplicates).toMatchObject([
      { id: first.id, because: 'same name, day and month of birth swapped' },
    ]);
    await expect(addPerson(w.api, planId, { ...twin, sureDifferent: false })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const second = await addPerson(w.api, planId, { ...twin, sureDifferent: true });
    expect(second.id).not.toBe(first.id);
    await expect(
      addPerson(w.api, planId, { cin: '90000655B', lastName: 'Else', sureDifferent: true }),
    ).rejects.toMatchObject({ code: 'CONFLICT', data: { field: 'cin' } });
  });

  it('keeps those who only look from writing', async () => {
    await expect(addPerson(w.asRole('auditor'), planId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(addPerson(w.asRole('billing_lead'), planId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('enrolling', () => {
  it('asks for consent in HHP and never in ECM', async () => {
    const ecm = await addPerson(w.api, planId, { assignedOn: '2026-11-01' });
    const { member } = await w.api.members.enroll({
      id: ecm.id,
      program: 'ECM',
      on: '2026-11-17',
      authorizationNumber: 'AUTH12345',
      authorizationStart: '2026-11-01',
      authorizationEnd: '2027-10-31',
    });
    expect(member).toMatchObject({ status: 'enrolled', program: 'ECM', enrolledOn: '2026-11-17' });
    expect(member.authorization).toEqual({ number: 'AUTH12345', start: '2026-11-01', end: '2027-10-31' });

    const hhp = await addPerson(w.api, planId, { assignedOn: '2021-01-04' });
    const enrollment = { id: hhp.id, program: 'HHP', on: '2021-02-01' } as const;
    await expect(w.api.members.enroll(enrollment)).rejects.toMatchObject({
      code: 'VALIDATION',
      data: { field: 'consent' },
    });
    const consent = { how: 'verbal', on: '2021-02-01' } as const;
    const enrolled = await w.api.members.enroll({ ...enrollment, consent });
    expect(enrolled.member.program).toBe('HHP');
  });

  it('refuses a program that had ended, a second enrollment, a future day', async () => {
    const member = await addPerson(w.api, planId);
    const enroll = (program: 'ECM' | 'HHP', on: string) =>
      w.api.members.enroll({ id: member.id, program, on, consent: { how: 'written', on } });
    await expect(enroll('HHP', '2026-01-05')).rejects.toMatchObject({
      message: 'HHP did not run on Jan 5.',
    });
    await expect(enroll('ECM', '2026-11-19')).rejects.toMatchObject({ data: { field: 'on' } });
    await enroll('ECM', '2026-11-18');
    await expect(enroll('ECM', '2026-11-18')).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('ids and flags', () => {
  it('are corrected by hand, checked, found by, and kept against later rosters', async () => {
    const planId = await addPlan(w.api, 'Fogmere Health');
    const member = await addPerson(w.api, planId, { firstName: 'Ottilie', lastName: 'Brackenfold' });
    const other = await addPerson(w.api, planId, { firstName: 'Ansel', lastName: 'Quarrymoor' });
    const said = {
      id: member.id,
      cin: '9000 1234 c',
      planMemberId: 'FG-77',
      mrn: 'MRN-00412',
      birthDate: '1958-02-03',
      email: 'ottilie@example.org',
      onTel: true,
      homeless: true,
    };
    const correct = (more: Partial<typeof said> = {}) => w.api.members.correctIdentity({ ...said, ...more });
    await expect(correct({ cin: '123' })).rejects.toMatchObject({ data: { field: 'cin' } });
    await expect(correct({ cin: other.cin })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Ansel Quarrymoor is on file with this CIN.',
    });
    await expect(correct({ email: 'nobody' })).rejects.toMatchObject({ data: { field: 'email' } });
    await expect(correct({ birthDate: '2999-01-01' })).rejects.toMatchObject({
      data: { field: 'birthDate' },
    });
    expect((await correct()).member).toMatchObject({
      cin: '90001234C',
      planMemberId: 'FG-77',
      mrn: 'MRN-00412',
      birthDate: '1958-02-03',
      onTel: true,
      homeless: true,
    });
    const found = async (text: string) => (await w.api.members.search({ text })).members.map(({ id }) => id);
    expect(await found('mrn-00412')).toEqual([member.id]);
    expect(await found('90001234C')).toEqual([member.id]);
    expect(await found(member.cin)).toEqual([]);
    const db = w.backend.host.session?.workspace.db;
    const row = await db?.selectFrom('member').select('extra').where('id', '=', member.id).executeTakeFirst();
    expect(JSON.parse(row?.extra ?? '{}').corrected).toEqual(
      expect.arrayContaining(['cin', 'mrn', 'planMemberId', 'birthDate', 'email', 'onTel', 'homeless']),
    );
  });
});

describe('the chart', () => {
  it('shows header, next steps, conditions and the HAP clock, and leaves an audit row', async () => {
    const member = await addPerson(w.api, planId, { lastName: 'Copperbrook', assignedOn: '2026-08-01' });
    await w.api.members.enroll({ id: member.id, program: 'ECM', on: '2026-08-27', tier: '1' });
    await w.api.tasks.add({ memberId: member.id, title: 'Ask clinic', kind: 'call', dueOn: '2026-11-19' });
    await w.api.members.addCondition({
      memberId: member.id,
      code: 'e1142',
      label: 'Type 2 diabetes with neuropathy',
    });
    const chart = await w.api.members.chart({ id: member.id });
    expect(chart).toMatchObject({
      age: 34,
      programLine: 'ECM, tier 1',
      hapClock: { label: 'Day 83 of 90', state: 'due', confirmWithPlan: true },
      nextSteps: [{ title: 'Ask clinic', clock: { label: 'Due Thu, Nov 19', state: 'none' } }],
      conditions: [{ code: 'E11.42', endedOn: null }],
      counts: { tasks: 1, notes: 0, hapVersion: null },
    });
    const audit = await w.api.audit.list({ memberId: member.id });
    expect(JSON.stringify(audit)).toContain('member.view');
    await expect(w.api.members.chart({ id: crypto.randomUUID() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'This member is not on file.',
    });
  });

  it('keeps one current entry for a condition, ends it with a date, refuses headings', async () => {
    const member = await addPerson(w.api, planId);
    const { condition } = await w.api.members.addCondition({ memberId: member.id, code: 'Z59.01' });
    const again = await w.api.members.addCondition({ memberId: member.id, code: 'z5901' });
    expect(again.condition.id).toBe(condition.id);
    const ended = await w.api.members.endCondition({ id: condition.id });
    expect(ended.condition.endedOn).toBe('2026-11-18');
    await expect(w.api.members.addCondition({ memberId: member.id, code: 'Z59.0' })).rejects.toMatchObject({
      code: 'VALIDATION',
      data: { field: 'code' },
    });
    const { codes } = await w.api.diagnoses.search({ text: 'homeless' });
    expect(codes[0]).toMatchObject({ priority: true });
  });

  it('remembers corrections and finds the member by the new phone', async () => {
    const member = await addPerson(w.api, planId, { phone: '5105550100' });
    await w.api.members.correctPhone({ id: member.id, phone: '510 555 0177' });
    const { members } = await w.api.members.search({ text: '5105550177' });
    expect(members.map((hit) => hit.id)).toContain(member.id);
    const { member: moved } = await w.api.members.correctAddress({
      id: member.id,
      street: 'Cedar House',
      city: 'Oakland',
      state: 'CA',
      zip: '94607',
      homeless: true,
      housingNote: 'Shelter since Oct 21',
    });
    expect(moved).toMatchObject({ homeless: true, housingNote: 'Shelter since Oct 21' });
    await expect(w.api.members.correctPhone({ id: member.id, phone: '555' })).rejects.toMatchObject({
      message: 'Phone number has 3 digits, needs 10.',
    });
  });
});
