import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;
let anush: string;
let ben: string;

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date('2026-11-18T18:00:00.000Z') });
  planId = await addPlan(w.api);
  anush = (await w.api.users.add({ name: 'Anush Petal', role: 'care_coordinator', clinical: false })).id;
  ben = (await w.api.users.add({ name: 'Ben Stonecrop', role: 'outreach_worker', clinical: false })).id;
  await w.api.assignments.setCapacity({ userId: anush, capacity: 2, languages: ['Armenian'] });
});
afterAll(() => w.close());

describe('the assignment board', () => {
  it('lists who waits with a reasoned suggestion, assigns them and takes all of it back', async () => {
    await addPerson(w.api, planId, { lastName: 'Led', leadId: ben, zip: '94607', tier: '1' });
    const waits = [
      await addPerson(w.api, planId, { lastName: 'One', language: 'Armenian', assignedOn: '2026-09-01' }),
      await addPerson(w.api, planId, { lastName: 'Two', zip: '94607', assignedOn: '2026-10-01' }),
    ];
    const { waiting, total, leads } = await w.api.assignments.board({});
    expect(total).toBe(2);
    expect(waiting.map((one) => [one.id, one.suggestion?.name, one.suggestion?.reason])).toEqual([
      [waits[0]?.id, 'Anush Petal', 'Speaks Armenian, 1 of 2 with this member.'],
      [waits[1]?.id, 'Ben Stonecrop', '1 member in 94607, 2.5 of 60 with this member.'],
    ]);
    expect(leads.find((lead) => lead.id === ben)).toMatchObject({ members: 1, weight: 1.5, capacity: 60 });

    const items = waiting.map((one) => ({ memberId: one.id, leadId: one.suggestion?.leadId ?? null }));
    const done = await w.api.assignments.assign({ items });
    expect(done.changed).toBe(2);
    expect((await w.api.assignments.board({})).total).toBe(0);
    expect((await w.api.members.chart({ id: waits[0]?.id ?? '' })).member.lead?.name).toBe('Anush Petal');
    await w.api.assignments.assign({ items: done.before });
    expect((await w.api.assignments.board({})).waiting).toEqual(waiting);
  });

  it('assigns all or nobody', async () => {
    const { waiting } = await w.api.assignments.board({});
    const [first] = waiting;
    await expect(
      w.api.assignments.assign({
        items: [
          { memberId: first?.id ?? '', leadId: ben },
          { memberId: '018f0000-0000-7000-8000-000000000001', leadId: ben },
        ],
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await w.api.assignments.board({})).total).toBe(waiting.length);
  });

  it('shows what I carry, and lets only leads set what others can', async () => {
    expect(await w.asRole('care_coordinator', anush).assignments.mine({})).toEqual({
      weight: 0,
      capacity: 2,
    });
    await expect(
      w.asRole('care_coordinator', ben).assignments.setCapacity({ userId: ben, capacity: 1, languages: [] }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('counts late tasks for whoever has to do them', async () => {
    const member = await addPerson(w.api, planId, { lastName: 'Tasked', leadId: ben });
    await w.api.tasks.add({ memberId: member.id, title: 'Late', dueOn: '2026-11-01', ownerId: null });
    await w.api.tasks.add({ memberId: member.id, title: 'Other’s', dueOn: '2026-11-30', ownerId: anush });
    const { leads } = await w.api.assignments.board({});
    const tasksOf = (id: string) => {
      const lead = leads.find((one) => one.id === id);
      return [lead?.openTasks, lead?.lateTasks];
    };
    expect([tasksOf(ben), tasksOf(anush)]).toEqual([
      [1, 1],
      [1, 0],
    ]);
  });
});
