import { afterAll, beforeAll, expect, it } from 'vitest';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { openRosterFile, rosterPerson, rosterText } from '../../fixtures/roster.ts';
import { ADDRESS, signNote, testClock } from '../../fixtures/service-line.ts';
import type { TestWorkspace } from '../../fixtures/workspace.ts';
import { openTestWorkspace } from '../../fixtures/workspace.ts';

const { clock } = testClock();
let w: TestWorkspace;
let planId: string;

beforeAll(async () => {
  w = await openTestWorkspace({ clock });
  planId = await addPlan(w.api);
});
afterAll(() => w.close());

async function enrolledPerson(lastName: string, on: string) {
  const member = await addPerson(w.api, planId, { lastName, assignedOn: on, ...ADDRESS });
  await w.api.members.enroll({ id: member.id, program: 'ECM', on });
  return member;
}

const rowOf = async (text: string) => (await w.api.members.list({ view: 'all', text })).rows[0];

it('moves the contact clock with a signed note, whatever the order they are signed in', async () => {
  const member = await enrolledPerson('Marigrande', '2026-05-04');
  expect(await rowOf('Marigrande')).toMatchObject({
    lastContact: null,
    clock: { label: '198 days no contact' },
  });
  await signNote(w.api, member.id, { serviceOn: '2026-11-13', place: { code: '04', label: 'Cedar House' } });
  await signNote(w.api, member.id, { serviceOn: '2026-11-06', mode: 'phone', minutes: 10 });
  const row = await rowOf('Marigrande');
  expect(row?.lastContact).toMatchObject({ on: '2026-11-13', mode: 'in_person', place: 'Cedar House' });
  // The HAP ran out long ago, so its clock is the one that shows.
  expect(row?.clock).toMatchObject({ label: 'HAP, day 198 of 90', state: 'urgent' });

  const chart = await w.api.members.chart({ id: member.id });
  expect(chart.recentContacts).toMatchObject([
    { on: '2026-11-13', title: 'Visit, Cedar House, 35 min', summary: 'Filled page 3 together.' },
    { on: '2026-11-06', title: 'Phone, 10 min', billing: 'held' },
  ]);
  expect(chart.year.contacts).toEqual([
    { on: '2026-11-06', inPerson: false },
    { on: '2026-11-13', inPerson: true },
  ]);
  expect(chart.counts).toMatchObject({ notes: 2, encounters: 2 });
  expect(chart.servicesThisMonth).toEqual({ services: 2, accepted: 0 });
});

it('keeps work without the member off the contact clock', async () => {
  const member = await enrolledPerson('Hollowoak', '2026-11-01');
  await signNote(w.api, member.id, { serviceOn: '2026-11-12', mode: 'without_member' });
  expect(await rowOf('Hollowoak')).toMatchObject({ lastContact: null });
  expect((await w.api.members.chart({ id: member.id })).year.contacts).toEqual([]);
});

it('closes a task with the note that does it', async () => {
  const member = await enrolledPerson('Lanternwick', '2026-11-01');
  const { task } = await w.api.tasks.add({
    memberId: member.id,
    title: 'Visit',
    kind: 'visit',
    dueOn: '2026-11-18',
  });
  const { groups } = await w.api.tasks.today({});
  const row = groups.flatMap((group) => group.rows).find((one) => one.taskId === task.id);
  expect(row?.target).toEqual({ page: 'note', memberId: member.id, id: null });
  const draft = await w.api.notes.start({ memberId: member.id, taskId: task.id });
  expect((await w.api.tasks.inProgress({})).items).toMatchObject([{ kind: 'note', id: draft.id }]);
  await w.api.notes.saveDraft({
    id: draft.id,
    content: {
      mode: 'in_person',
      minutes: 20,
      place: { code: '12', label: 'Home' },
      services: ['care_coordination'],
      text: 'Went over the plan.',
    },
  });
  expect(await w.api.notes.sign({ id: draft.id })).toMatchObject({ tasksClosed: 1 });
  expect((await w.api.members.chart({ id: member.id })).nextSteps).toEqual([]);
});

it('lists what is in progress, newest first, and counts rosters that wait', async () => {
  const member = await enrolledPerson('Fernweather', '2026-08-27');
  await w.api.actionPlans.start({ memberId: member.id });
  await openRosterFile(w, planId, rosterText([rosterPerson('95550001A', 'Reed', 'Sam', '1990-01-01')]));
  const { items, total } = await w.api.tasks.inProgress({});
  expect(total).toBe(2);
  expect(items.map((item) => [item.kind, item.line])).toEqual(
    expect.arrayContaining([
      ['roster', 'Roster · 1 row to apply'],
      ['hap', 'HAP v1 · day 83 of 90'],
    ]),
  );
  expect(items.find((item) => item.kind === 'roster')?.name).toBe('Sunpoppy, today');
  expect((await w.api.tasks.navCounts({})).rosters).toBe(1);
});
