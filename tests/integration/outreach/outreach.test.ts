import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readPaper } from '../../fixtures/paper-rules.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

let now = '2026-11-18T18:00:00.000Z';
let w: TestWorkspace;
let planId: string;

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date(now) });
  planId = await addPlan(w.api);
});
beforeEach(() => {
  now = '2026-11-18T18:00:00.000Z';
});
afterAll(() => w.close());

const person = (lastName: string, more: Parameters<typeof addPerson>[2] = {}) =>
  addPerson(w.api, planId, { lastName, assignedOn: '2026-09-08', phone: '5555550131', ...more });
const card = (memberId: string) => w.api.outreach.card({ memberId });

describe('an attempt', () => {
  it('counts, sets the next contact, moves the status, and is one note and one line', async () => {
    const member = await person('Riverhearth', { language: 'Mixteco', homeless: true });
    const before = await card(member.id);
    expect(before).toMatchObject({
      attempts: 0,
      wanted: 5,
      left: 5,
      status: 'assigned',
      clock: { label: 'Day 71 of 90', state: 'due', confirmWithPlan: true },
      nextDates: ['2026-11-19', '2026-11-20', '2026-11-25'],
      readOnly: false,
    });
    const logged = await w.api.outreach.log({
      memberId: member.id,
      method: 'in_person',
      result: 'reached',
      who: 'member',
      next: { kind: 'date', on: '2026-11-25' },
      text: 'Met at breakfast. Comes back Wednesdays.',
    });
    expect(logged).toMatchObject({
      number: 1,
      left: 4,
      status: 'reached',
      nextOn: '2026-11-25',
      ready: false,
    });
    const after = await card(member.id);
    expect(after.history[0]).toMatchObject({
      number: 1,
      outcome: 'spoke_call_back',
      title: 'In person, reached',
      counted: true,
      noteId: logged.noteId,
    });
    const note = await w.api.notes.get({ id: logged.noteId ?? '' });
    expect(note.content).toMatchObject({ mode: 'in_person', services: ['outreach'], minutes: 15 });
    expect(note.content.text).toBe('Attempt 1. In person, reached. Met at breakfast. Comes back Wednesdays.');
    const { member: now2 } = await w.api.members.chart({ id: member.id });
    expect(now2).toMatchObject({ status: 'reached', lastContact: { on: '2026-11-18', mode: 'in_person' } });
    // The next attempt is filled in from this one.
    expect(after.filled.in_person).toMatchObject({ minutes: 15, origin: 'as on attempt 1' });
  });

  it('asks for what is missing, field by field', async () => {
    const member = await person('Hollowoak');
    const log = (input: Record<string, unknown>) => w.api.outreach.log({ memberId: member.id, ...input });
    await expect(log({})).rejects.toMatchObject({ data: { field: 'method' } });
    await expect(log({ method: 'phone' })).rejects.toMatchObject({ data: { field: 'result' } });
    await expect(log({ method: 'phone', result: 'reached' })).rejects.toMatchObject({
      data: { field: 'who' },
    });
    await expect(log({ method: 'phone', result: 'reached', who: 'member' })).rejects.toMatchObject({
      data: { field: 'next' },
      message: 'You reached somebody, so set the next contact.',
    });
    await expect(log({ method: 'phone', result: 'declined' })).rejects.toMatchObject({
      data: { field: 'reasonId' },
    });
    await expect(
      log({ method: 'phone', result: 'not_there', next: { kind: 'ready' } }),
    ).rejects.toMatchObject({ data: { field: 'next' } });
    await expect(
      log({ method: 'phone', result: 'not_there', next: { kind: 'date', on: '2026-11-17' } }),
    ).rejects.toMatchObject({ data: { field: 'next' } });
    expect((await card(member.id)).attempts).toBe(0);
    // Nobody reached: nothing obliges, and the member stands in outreach.
    expect(await log({ method: 'phone', result: 'not_there' })).toMatchObject({
      number: 1,
      status: 'in_outreach',
    });
  });

  it('logs letters and mailings without counting them, and makes no line for them', async () => {
    const one = await person('Rushmeadow');
    const other = await person('Moonharbor');
    const letter = await w.api.outreach.log({ memberId: one.id, method: 'letter', result: 'not_there' });
    expect(letter).toMatchObject({
      number: null,
      left: 5,
      noteId: null,
      line: 'No code for letter: logged, not billed',
    });
    expect(
      await w.api.outreach.logMailing({ memberIds: [one.id, other.id], what: 'Welcome letter' }),
    ).toEqual({ logged: 2, passedOver: 0 });
    const { history, attempts, status } = await card(other.id);
    expect({ attempts, status }).toEqual({ attempts: 0, status: 'assigned' });
    expect(history[0]).toMatchObject({ title: 'Welcome letter', counted: false, bulk: true, number: null });
  });

  it('is struck with a reason: it stays, its note and line are kept back, and every counter follows', async () => {
    const member = await person('Saltmeadow');
    const first = await w.api.outreach.log({ memberId: member.id, method: 'phone', result: 'not_there' });
    const second = await w.api.outreach.log({
      memberId: member.id,
      method: 'phone',
      result: 'reached',
      who: 'member',
      next: { kind: 'date', on: '2026-11-25' },
    });
    expect(await card(member.id)).toMatchObject({ attempts: 2, status: 'reached', nextOn: '2026-11-25' });
    const strike = (attemptId: string, reason = 'Logged on the wrong person') =>
      w.api.outreach.strike({ memberId: member.id, attemptId, reason });
    await expect(strike(second.attemptId, ' ')).rejects.toMatchObject({ data: { field: 'reason' } });
    expect(await strike(second.attemptId)).toMatchObject({ attempts: 1 });
    const after = await card(member.id);
    expect(after).toMatchObject({ attempts: 1, left: 4, status: 'in_outreach', nextOn: null });
    expect(after.history).toMatchObject([
      {
        id: second.attemptId,
        number: null,
        counted: false,
        strike: { by: 'Lena Vantree', reason: 'Logged on the wrong person' },
      },
      { id: first.attemptId, number: 1, counted: true, strike: null },
    ]);
    const note = await w.api.notes.get({ id: second.noteId ?? '' });
    expect(note.after.strike?.reason).toBe('Logged on the wrong person');
    const queue = await w.api.outreach.queue({ whose: 'all' });
    expect(queue.rows.find(({ memberId }) => memberId === member.id)?.attempts).toBe(1);
    const today = (await w.api.tasks.today()).groups.flatMap(({ rows }) => rows);
    expect(today.find(({ memberId }) => memberId === member.id)?.title ?? 'Attempt 2 of 5').toBe(
      'Attempt 2 of 5',
    );
    await expect(strike(second.attemptId)).rejects.toThrow('struck this attempt already');
    // The next one takes the number that is free again.
    const third = await w.api.outreach.log({ memberId: member.id, method: 'phone', result: 'message' });
    expect(third.number).toBe(2);
    // A note struck in the chart takes its attempt along.
    await w.api.notes.strike({ id: third.noteId ?? '', reason: 'Twice' });
    expect((await card(member.id)).attempts).toBe(1);
  });

  it('takes a closing back that came with it', async () => {
    const member = await person('Ironmeadow');
    const { reasons } = await card(member.id);
    const reasonId = reasons.find(({ whenDeclined }) => whenDeclined)?.id ?? '';
    const { attemptId } = await w.api.outreach.log({
      memberId: member.id,
      method: 'phone',
      result: 'declined',
      reasonId,
    });
    expect((await card(member.id)).readOnly).toBe(true);
    await w.api.outreach.strike({ memberId: member.id, attemptId, reason: 'It was her sister' });
    expect(await card(member.id)).toMatchObject({ status: 'assigned', readOnly: false, attempts: 0 });
  });

  it('is struck only by who logged it, a clinical lead or an administrator', async () => {
    const member = await person('Brackmeadow');
    const { attemptId } = await w.api.outreach.log({
      memberId: member.id,
      method: 'phone',
      result: 'not_there',
    });
    const other = await w.api.users.add({ name: 'Imani Duskwood', role: 'outreach_worker', clinical: false });
    await expect(
      w.asRole('outreach_worker', other.id).outreach.strike({
        memberId: member.id,
        attemptId,
        reason: 'Not mine',
      }),
    ).rejects.toThrow('Only Lena Vantree');
  });

  it('closes with the program’s reason when declined, and opens again', async () => {
    const member = await person('Coldharbor');
    expect((await card(member.id)).reasons[0]).toEqual({
      id: 'declined',
      label: 'Declined to take part',
      whenDeclined: true,
    });
    const logged = await w.api.outreach.log({
      memberId: member.id,
      method: 'phone',
      result: 'declined',
      reasonId: 'declined',
    });
    expect(logged).toMatchObject({ status: 'declined', closed: true });
    await expect(
      w.api.outreach.log({ memberId: member.id, method: 'phone', result: 'not_there' }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    const { rows } = await w.api.outreach.queue({ view: 'closed' });
    expect(rows.find((row) => row.memberId === member.id)?.closed).toBe('Declined to take part');
    expect(await w.api.outreach.reopen({ memberId: member.id })).toEqual({ status: 'in_outreach' });
    expect((await card(member.id)).events.map(({ kind }) => kind)).toEqual(['reopened', 'closed']);
  });

  it('gives more days with a reason, and every clock follows', async () => {
    const member = await person('Tierralta', { homeless: true });
    const until = '2027-01-06';
    await expect(w.api.outreach.extend({ memberId: member.id, days: 30, reason: '' })).rejects.toMatchObject({
      data: { field: 'reason' },
    });
    expect(
      await w.api.outreach.extend({ memberId: member.id, days: 30, reason: 'No fixed place to find her' }),
    ).toEqual({ until });
    const after = await card(member.id);
    expect(after).toMatchObject({ until, extended: true, clock: { label: 'Day 71 of 120', dueOn: until } });
    expect(after.events[0]).toMatchObject({
      kind: 'extended',
      words: '30 more days, until Jan 6, 2027: No fixed place to find her',
    });
    const { rows } = await w.api.members.list({ view: 'all', text: 'Tierralta' });
    expect(rows[0]?.clock).toMatchObject({ label: 'Day 71 of 120', dueOn: until });
  });

  it('keeps an unfinished attempt until it is signed', async () => {
    const member = await person('Saltmarsh');
    await w.api.outreach.saveDraft({ memberId: member.id, draft: { method: 'text', text: 'Wrote at 9' } });
    expect((await card(member.id)).draft).toMatchObject({ method: 'text', text: 'Wrote at 9' });
    expect((await w.api.tasks.inProgress({})).items).toEqual([
      expect.objectContaining({ kind: 'attempt', memberId: member.id, line: 'Outreach attempt' }),
    ]);
    await w.api.outreach.log({
      memberId: member.id,
      method: 'text',
      result: 'not_there',
      text: 'Wrote at 9',
    });
    expect((await card(member.id)).draft).toBeNull();
  });
});

describe('the queue', () => {
  it('takes a member off until the next contact, and puts the one who said yes first', async () => {
    const calm = await person('Cloudpasture', { assignedOn: '2026-11-10', tier: '1' });
    const pressing = await person('Guavatree', { assignedOn: '2026-08-22', tier: '3' });
    const keys = async () => (await w.api.outreach.queue({ whose: 'all' })).rows.map((row) => row.memberId);
    const first = await keys();
    expect(first.indexOf(pressing.id)).toBeLessThan(first.indexOf(calm.id));
    await w.api.outreach.log({
      memberId: pressing.id,
      method: 'phone',
      result: 'message',
      next: { kind: 'date', on: '2026-11-20' },
    });
    const later = await w.api.outreach.queue({ whose: 'all' });
    expect(later.rows.map((row) => row.memberId)).not.toContain(pressing.id);
    expect(later.later.map((row) => row.memberId)).toContain(pressing.id);
    const today = async () =>
      (await w.api.tasks.today({})).groups.flatMap((group) => group.rows).map((row) => row.id);
    expect(await today()).not.toContain(`outreach:${pressing.id}`);
    now = '2026-11-20T18:00:00.000Z';
    expect(await keys()).toContain(pressing.id);
    expect(await today()).toContain(`outreach:${pressing.id}`);
    const yes = await w.api.outreach.log({
      memberId: calm.id,
      method: 'phone',
      result: 'reached',
      who: 'member',
      next: { kind: 'ready' },
    });
    expect(yes.ready).toBe(true);
    expect(
      (await w.api.outreach.queue({ whose: 'all' })).rows.slice(0, 3).map((row) => row.memberId),
    ).toContain(calm.id);
    await w.api.members.enroll({ id: calm.id, program: 'ECM', on: '2026-11-20' });
    expect(await keys()).not.toContain(calm.id);
    expect((await card(calm.id)).readOnly).toBe(true);
    await expect(
      w.api.outreach.log({ memberId: calm.id, method: 'phone', result: 'not_there' }),
    ).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('is enrolled') });
  });

  it('follows the numbers of the plan, and those of HHP where it has some', async () => {
    const plan = await w.api.plans.get({ id: planId });
    await w.api.plans.save({
      id: planId,
      name: plan.name,
      shortName: plan.shortName,
      profile: {
        ...plan.profile,
        outreach: { attempts: 3, windowDays: 60, programs: { HHP: { attempts: 5, windowDays: 90 } } },
      },
    });
    const ecm = await person('Featherstone');
    const hhp = await person('Hillbrook', { program: 'HHP' });
    expect(await card(ecm.id)).toMatchObject({
      wanted: 3,
      clock: { label: 'Day 71 of 60', state: 'urgent' },
    });
    expect(await card(hhp.id)).toMatchObject({ wanted: 5, clock: { label: 'Day 71 of 90' } });
  });

  it('prints a call sheet, with an audit row for everyone on it', async () => {
    const path = join(w.root, 'calls.pdf');
    w.shell.willSave(path);
    const saved = await w.api.outreach.callSheet({ kind: 'calls', whose: 'all' });
    expect(saved).toMatchObject({ saved: true, fileName: 'calls.pdf' });
    const { text } = await readPaper(readFileSync(path));
    expect(text).toContain('Call sheet');
    expect(text).toContain('Hollowoak');
    const street = join(w.root, 'street.pdf');
    w.shell.willSave(street);
    expect((await w.api.outreach.callSheet({ kind: 'street', whose: 'all' })).saved).toBe(true);
    expect((await readPaper(readFileSync(street))).text).toContain('Street');
  });
});
