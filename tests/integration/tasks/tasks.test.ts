import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { smallPlan } from '../../fixtures/plan-content.ts';
import { signNote } from '../../fixtures/service-line.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

let now = '2026-11-18T18:00:00.000Z';
let w: TestWorkspace;
let planId: string;
let tevaId: string;

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date(now) });
  planId = await addPlan(w.api);
  tevaId = (await w.api.users.add({ name: 'Teva Marrow', role: 'care_coordinator', clinical: false })).id;
});
afterAll(() => w.close());

describe('recurring tasks', () => {
  it('have one open occurrence; finishing it sets the next, opening it again takes that back', async () => {
    const member = await addPerson(w.api, planId, { lastName: 'Everyweek', leadId: w.user.id });
    const { task } = await w.api.tasks.add({
      memberId: member.id,
      title: 'Bring the pill box',
      kind: 'visit',
      dueOn: '2026-11-17',
      repeat: 'two_weeks',
    });
    expect(task).toMatchObject({ dueOn: '2026-11-17', repeats: 'every second Tuesday' });
    expect(task.why).toBe('Comes every second Tuesday. Added by Lena Vantree.');

    await w.api.tasks.done({ id: task.id });
    const open = async () =>
      (await w.api.tasks.list({ memberId: member.id })).tasks.filter((one) => one.state === 'open');
    expect((await open()).map((one) => one.dueOn)).toEqual(['2026-12-01']);
    await w.api.tasks.undoDone({ id: task.id });
    expect((await open()).map((one) => one.dueOn)).toEqual(['2026-11-17']);

    // Three weeks late: what was missed is not made up.
    now = '2026-12-09T18:00:00.000Z';
    await w.api.tasks.done({ id: task.id });
    const [next] = await open();
    expect(next?.dueOn).toBe('2026-12-15');
    await w.api.tasks.endSeries({ taskId: next?.id ?? '' });
    await w.api.tasks.done({ id: next?.id ?? '' });
    expect(await open()).toEqual([]);
    await expect(w.api.tasks.endSeries({ taskId: next?.id ?? '' })).rejects.toMatchObject({
      message: 'This task does not come again.',
    });
    now = '2026-11-18T18:00:00.000Z';
  });
});

describe('lists of tasks', () => {
  it('stay in sight for the day they were finished on, by the clock of the agency', async () => {
    const { task } = await w.api.tasks.add({ title: 'Order bus passes', dueOn: '2026-11-18' });
    await w.api.tasks.done({ id: task.id });
    const titles = async (doneSince?: string) =>
      (await w.api.tasks.list({ whose: 'mine', ...(doneSince ? { doneSince } : {}) })).tasks.map(
        (one) => one.title,
      );
    expect(await titles()).not.toContain('Order bus passes');
    expect(await titles('2026-11-18')).toContain('Order bus passes');
    expect(await titles('2026-11-19')).not.toContain('Order bus passes');
  });

  it('are handed over and come back, and the week shows a put-away one on the day it comes back', async () => {
    const { task } = await w.api.tasks.add({ title: 'Call the landlord', dueOn: '2026-11-18', kind: 'call' });
    await w.api.tasks.reassign({ ids: [task.id], ownerId: tevaId });
    expect((await w.api.tasks.list({ whose: tevaId })).tasks.map((one) => one.title)).toContain(
      'Call the landlord',
    );
    await w.api.tasks.snooze({ id: task.id, until: '2026-11-20' });
    const week = await w.api.tasks.week({ from: '2026-11-16', whose: tevaId });
    expect(week.days.map((day) => [day.date, day.tasks.map((one) => one.title)])).toEqual([
      ['2026-11-16', []],
      ['2026-11-17', []],
      ['2026-11-18', []],
      ['2026-11-19', []],
      ['2026-11-20', ['Call the landlord']],
      ['2026-11-21', []],
      ['2026-11-22', []],
    ]);
    const moved = await w.api.tasks.move({ id: task.id, dueOn: '2026-11-25' });
    expect(moved.task).toMatchObject({ dueOn: '2026-11-25', snoozedUntil: null });
    await w.api.tasks.reassign({ ids: [task.id], ownerId: w.user.id });
    expect((await w.api.tasks.list({ whose: tevaId })).tasks).toEqual([]);
  });
});

describe('tasks that rules set', () => {
  const ofRules = async (memberId: string) =>
    (await w.api.tasks.list({ memberId, whose: 'all' })).tasks.filter((task) => task.sourceKind === 'rule');

  it('appear with their reason when their notice begins, and go when the fact is settled', async () => {
    const member = await addPerson(w.api, planId, { lastName: 'Ruleford', leadId: w.user.id });
    await w.api.members.enroll({
      id: member.id,
      program: 'ECM',
      on: '2026-10-01',
      authorizationNumber: 'AUTH1',
      authorizationStart: '2026-10-01',
      authorizationEnd: '2026-12-31',
    });
    expect(await ofRules(member.id)).toEqual([]);

    // Thirty days before the end, by the day alone.
    now = '2026-12-01T18:00:00.000Z';
    expect(await w.api.tasks.refresh({})).toMatchObject({ set: 1 });
    expect(await w.api.tasks.refresh({})).toEqual({ set: 0, closed: 0 });
    expect(await ofRules(member.id)).toMatchObject([
      {
        title: 'Ask the plan to renew the authorization',
        dueOn: '2026-12-31',
        why: 'The authorization ends Dec 31. Services after the last authorized day are not paid.',
        state: 'open',
      },
    ]);

    const draft = await w.api.actionPlans.start({ memberId: member.id });
    await w.api.actionPlans.saveDraft({ id: draft.id, content: smallPlan(draft.content, '2026-12-20') });
    await w.api.actionPlans.sign({ id: draft.id });
    const rules = await ofRules(member.id);
    expect(rules.map((task) => [task.title, task.dueOn])).toEqual([
      ['Go over the HAP with the member and record the agreement', '2026-12-15'],
      ['Ask the plan to renew the authorization', '2026-12-31'],
    ]);
    await w.api.actionPlans.addSignature({
      id: draft.id,
      signer: 'member',
      name: 'Marisol Ruleford',
      method: 'verbal',
      detail: 'By phone.',
    });
    expect((await ofRules(member.id)).map((task) => task.title)).toEqual([
      'Ask the plan to renew the authorization',
    ]);

    // The day the plan itself names, two weeks before.
    now = '2026-12-06T18:00:00.000Z';
    await w.api.tasks.refresh({});
    expect((await ofRules(member.id)).map((task) => [task.title, task.dueOn])).toEqual([
      ['Look at the HAP again', '2026-12-20'],
      ['Ask the plan to renew the authorization', '2026-12-31'],
    ]);
    now = '2026-11-18T18:00:00.000Z';
  });

  it('stay checked off when a person has checked them off', async () => {
    const member = await addPerson(w.api, planId, { lastName: 'Checkedoff', leadId: w.user.id });
    await w.api.members.enroll({
      id: member.id,
      program: 'ECM',
      on: '2026-10-01',
      authorizationNumber: 'AUTH2',
      authorizationStart: '2026-10-01',
      authorizationEnd: '2026-11-30',
    });
    const [task] = await ofRules(member.id);
    await w.api.tasks.done({ id: task?.id ?? '' });
    await w.api.tasks.refresh({});
    expect(await ofRules(member.id)).toEqual([]);
  });
});

describe('tasks after the hospital', () => {
  const titles = async (memberId: string) =>
    (await w.api.tasks.list({ memberId, whose: 'all' })).tasks
      .filter((task) => task.sourceKind === 'rule')
      .map((task) => [task.title, task.dueOn, task.why]);
  const stay = (
    memberId: string,
    type: string,
    from: string,
    to: string | null,
    seriesId: string | null = null,
  ) =>
    w.api.members.keepEntry({
      memberId,
      kind: 'utilization',
      seriesId,
      content: { type, facility: 'Fogmere General' },
      from,
      to,
    });

  it('come from the stay itself, start again with the last discharge, and go with a contact', async () => {
    const member = await addPerson(w.api, planId, { lastName: 'Fogmere', leadId: w.user.id });
    await w.api.members.enroll({ id: member.id, program: 'ECM', on: '2026-10-01' });
    const first = await stay(member.id, 'inpatient', '2026-11-15', null);
    expect(await titles(member.id)).toEqual([
      [
        'Call the hospital about the discharge',
        '2026-11-17',
        'At Fogmere General since Nov 15. Plans set how soon; this agency starts from 2 days. Confirm with plan.',
      ],
    ]);
    await stay(member.id, 'inpatient', '2026-11-15', '2026-11-16', first.entry.seriesId);
    expect(await titles(member.id)).toEqual([
      [
        'Visit after the hospital stay',
        '2026-11-23',
        'Left Fogmere General Nov 16. Transitional care asks for a follow-up visit within 7 days of discharge (DHCS, 2023–24).',
      ],
    ]);
    await stay(member.id, 'snf', '2026-11-16', '2026-11-18');
    expect((await titles(member.id)).map(([title, dueOn]) => [title, dueOn])).toEqual([
      ['Visit after the hospital stay', '2026-11-25'],
    ]);
    await stay(member.id, 'ed', '2026-11-18', '2026-11-18');
    expect((await titles(member.id)).map(([title]) => title)).toContain('Call after the emergency visit');

    await signNote(w.api, member.id, { mode: 'phone', serviceOn: '2026-11-18' });
    expect(await titles(member.id)).toEqual([]);
  });
});

describe('notifications', () => {
  it('say each thing once, in counts, and can be turned off', async () => {
    const fresh = await openTestWorkspace({ clock: () => new Date(now) });
    try {
      const plan = await addPlan(fresh.api);
      const member = await addPerson(fresh.api, plan, { lastName: 'Secretname', leadId: fresh.user.id });
      await fresh.api.members.enroll({ id: member.id, program: 'ECM', on: '2026-10-15' });
      await fresh.api.tasks.add({
        memberId: member.id,
        title: 'Call about the insulin',
        kind: 'call',
        dueOn: '2026-11-18',
        urgent: true,
      });
      const first = await fresh.api.tasks.remind({});
      expect(first.said).toContain('HAP clock passed a reminder day.');
      expect(await fresh.api.tasks.remind({})).toEqual({ said: null, on: true });
      expect(fresh.shell.notices).toHaveLength(1);
      expect(JSON.stringify(fresh.shell.notices)).not.toMatch(/Secretname|Marisol|insulin|Sunpoppy/);

      await fresh.api.tasks.setReminders({ on: false });
      await fresh.api.tasks.add({ title: 'Another', dueOn: '2026-11-17', urgent: true });
      expect(await fresh.api.tasks.remind({})).toEqual({ said: null, on: false });
      expect(fresh.shell.notices).toHaveLength(1);
    } finally {
      await fresh.close();
    }
  });
});
