import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
afterAll(() => w.close());

async function enrolled(lastName: string, on: string) {
  const member = await addPerson(w.api, planId, { lastName, assignedOn: on, language: 'Armenian' });
  await w.api.members.enroll({ id: member.id, program: 'ECM', on, tier: '2' });
  return member;
}

describe('Today', () => {
  it('is empty on an empty workspace', async () => {
    const today = await w.api.tasks.today({});
    expect(today).toMatchObject({ date: '2026-11-18', groups: [], nextDueOn: null });
    expect(today.week.map((day) => [day.date, day.today])).toEqual([
      ['2026-11-16', false],
      ['2026-11-17', false],
      ['2026-11-18', true],
      ['2026-11-19', false],
      ['2026-11-20', false],
    ]);
  });

  it('puts clocks that run out first, each with its reason', async () => {
    const late = await enrolled('Willowmarsh', '2026-08-22');
    const fresh = await enrolled('Rainfallow', '2026-11-10');
    const waiting = await addPerson(w.api, planId, { lastName: 'Moonharbor', assignedOn: '2026-09-08' });
    const { groups, caseload } = await w.api.tasks.today({});
    const keys = groups.map((one) => [one.key, one.rows.map((row) => row.id)]);
    expect(keys).toEqual([
      ['cannot_wait', [`contact:${late.id}`, `hap:${late.id}`]],
      ['outreach', [`outreach:${waiting.id}`]],
      ['to_do', [`hap:${fresh.id}`]],
    ]);
    const hap = groups[0]?.rows[1];
    expect(hap).toMatchObject({
      name: expect.stringContaining('Willowmarsh'),
      line: 'ECM, tier 2, Armenian',
      title: 'Write the HAP',
      clock: { label: 'Day 88 of 90', state: 'urgent', confirmWithPlan: true },
      action: 'Open HAP',
      target: { page: 'hap', memberId: late.id },
    });
    expect(hap?.why).toBe(
      'Enrolled in ECM on Aug 22 without a signed HAP. Plans set the ECM care plan deadline, commonly 90 days from enrollment. Confirm with plan.',
    );
    expect(groups[1]?.rows[0]).toMatchObject({
      title: 'Attempt 1 of 5',
      clock: { label: 'Day 71 of 90', state: 'due' },
    });
    expect(caseload).toEqual({
      members: 3,
      own: false,
      hapNotDone: 2,
      hapWithin90: 0,
      hapAfter90: 0,
      noContact30: 1,
      noBillableService: 2,
    });
  });

  it('shows a task on its day, takes it away when done or put away, and brings it back', async () => {
    const member = await enrolled('Stonepasture', '2026-11-15');
    const { task } = await w.api.tasks.add({
      memberId: member.id,
      title: 'Cedar House shelter',
      kind: 'visit',
      dueOn: '2026-11-18',
    });
    const listed = async () => {
      const { groups } = await w.api.tasks.today({});
      return groups.flatMap((one) => one.rows).find((row) => row.taskId === task.id);
    };
    expect(await listed()).toMatchObject({
      clock: { label: 'Due today', state: 'due' },
      action: 'Start note',
    });
    await w.api.tasks.done({ id: task.id });
    expect(await listed()).toBeUndefined();
    expect((await w.api.tasks.today({})).week[2]).toMatchObject({ open: 0, done: 1 });
    await w.api.tasks.undoDone({ id: task.id });
    expect(await listed()).toBeDefined();
    await w.api.tasks.snooze({ id: task.id, until: '2026-11-20' });
    expect(await listed()).toBeUndefined();
    await expect(w.api.tasks.snooze({ id: task.id, until: '2026-11-18' })).rejects.toMatchObject({
      data: { field: 'until' },
    });
    now = '2026-11-20T18:00:00.000Z';
    expect(await listed()).toMatchObject({ clock: { label: '2 days late', state: 'urgent' } });
    const { rows } = await w.api.members.list({ view: 'all', text: 'Stonepasture' });
    expect(rows[0]?.clock).toMatchObject({ label: 'Cedar House shelter, 2 days late', state: 'urgent' });
    now = '2026-11-18T18:00:00.000Z';
  });

  it('keeps other people’s tasks off the list, and counts for the navigation', async () => {
    const other = await w.api.users.add({
      name: 'Teo Larkspur',
      role: 'care_coordinator',
      clinical: false,
    });
    await w.api.tasks.add({ title: 'Order bus passes', dueOn: '2026-11-17', ownerId: other.id });
    const titles = async (api: typeof w.api) => (await api.tasks.list({})).tasks.map((task) => task.title);
    expect(await titles(w.api)).not.toContain('Order bus passes');
    expect(await titles(w.asRole('care_coordinator', other.id))).toContain('Order bus passes');
    const counts = await w.asRole('care_coordinator', other.id).tasks.navCounts({});
    expect(counts).toMatchObject({ todayUrgent: true, caseload: 0, encounters: 0 });
    expect((await w.api.tasks.inProgress({})).total).toBe(0);
  });
});
