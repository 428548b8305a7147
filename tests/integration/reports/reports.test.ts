import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSheetBack } from '#main/backend/sheet/read-back.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { ADDRESS, confirmUnits, signNote, testClock } from '../../fixtures/service-line.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;

beforeEach(async () => {
  w = await openTestWorkspace({ clock: testClock().clock });
  planId = await addPlan(w.api);
  await confirmUnits(w.api, planId);
});
afterEach(() => w.close());

const assign = (lastName: string, more: Parameters<typeof addPerson>[2] = {}) =>
  addPerson(w.api, planId, { ...ADDRESS, county: 'Alameda', assignedOn: '2026-09-08', lastName, ...more });

async function numbers(input: { readonly month?: string; readonly planId?: string } = {}) {
  const { measures } = await w.api.reports.measures(input);
  return Object.fromEntries(measures.map(({ key, value }) => [key, value]));
}
const behind = async (key: string, month?: string) =>
  w.api.reports.behind({ key, ...(month === undefined ? {} : { month }) });

test('follows members from assignment to the end, each number with the members behind it', async () => {
  const waits = await assign('Waits');
  const tried = await assign('Tried');
  const said = await assign('No');
  const joined = await assign('Joined');
  const left = await assign('Left');
  expect(await numbers()).toMatchObject({ in_outreach: 5, tried: 0, reached: 0, enrolled: 0, counties: 5 });

  await w.api.outreach.log({ memberId: tried.id, method: 'phone', result: 'not_there' });
  const struck = await w.api.outreach.log({ memberId: waits.id, method: 'phone', result: 'not_there' });
  await w.api.outreach.strike({
    memberId: waits.id,
    attemptId: struck.attemptId,
    reason: 'Another person’s number.',
  });
  await w.api.outreach.log({
    memberId: said.id,
    method: 'phone',
    result: 'declined',
    who: 'member',
    reasonId: 'lower_level',
  });
  await w.api.members.enroll({
    id: joined.id,
    program: 'ECM',
    on: '2026-11-02',
    authorizationEnd: '2027-11-01',
  });
  await w.api.members.enroll({
    id: left.id,
    program: 'ECM',
    on: '2026-10-01',
    authorizationEnd: '2027-09-30',
  });
  await signNote(w.api, joined.id);
  await w.api.members.endProgram({ id: left.id, reasonId: 'moved_county', on: '2026-11-10', note: '' });

  expect(await numbers()).toMatchObject({
    in_outreach: 2,
    // Tried, No and Joined of five who were in outreach in November; Left had joined in October.
    tried: 75,
    reached: 25,
    newly_enrolled: 1,
    enrolled: 1,
    hap_not_done: 1,
    seen: 50,
    served: 50,
    ended: 1,
    days_to_end: 40,
  });
  expect(await numbers({ month: '2026-10' })).toMatchObject({
    in_outreach: 4,
    newly_enrolled: 1,
    enrolled: 1,
    ended: 0,
    // Nobody wrote down what counties were in October.
    counties: null,
  });
  const ended = await behind('ended');
  expect(ended.parts).toEqual([{ label: 'Moved out of the county', count: 1, load: null }]);
  expect(ended.rows).toMatchObject([{ memberId: left.id, counted: true, part: 'Moved out of the county' }]);
  const seen = await behind('seen');
  expect(seen.rows.map(({ memberId, counted }) => [memberId, counted])).toEqual([
    [joined.id, true],
    [left.id, false],
  ]);
  await expect(behind('anything')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(w.api.reports.measures({ month: '2027-01' })).rejects.toMatchObject({ code: 'VALIDATION' });
});

test('keeps plans apart', async () => {
  const other = await addPlan(w.api, 'Bluelark Health Plan');
  await assign('Waits');
  await addPerson(w.api, other, { assignedOn: '2026-09-08' });
  expect(await numbers()).toMatchObject({ in_outreach: 2 });
  expect(await numbers({ planId: other })).toMatchObject({ in_outreach: 1 });
});

test('names beside each lead what they carry and can carry', async () => {
  const lead = await w.api.users.add({
    name: 'Nadia Brightwater',
    role: 'care_coordinator',
    clinical: false,
  });
  await w.api.assignments.setCapacity({ userId: lead.id, capacity: 40, languages: [] });
  await assign('One', { leadId: lead.id, tier: '1' });
  await assign('Two');
  expect((await behind('leads')).parts).toEqual([
    { label: 'Nadia Brightwater', count: 1, load: 'weight 1.5 of 40' },
    { label: 'Nobody yet', count: 1, load: null },
  ]);
});

test('is saved with its definitions, marks what is small, and leaves a row', async () => {
  await assign('Waits');
  const path = join(w.root, 'numbers.xlsx');
  w.shell.willSave(path);
  expect(await w.api.reports.save({ as: 'xlsx' })).toEqual({ fileName: 'numbers.xlsx' });
  const rows = await readSheetBack(readFileSync(path), 'xlsx', []);
  expect(rows[0]?.slice(12)).toEqual([
    '2026-10',
    '2026-11 so far',
    'Fewer than 11 people',
    'How it is counted',
  ]);
  expect(rows.find(([name]) => name === 'In outreach')?.slice(12)).toEqual([
    '1',
    '1',
    'yes',
    'Assigned by the plan, not enrolled, and outreach not ended, at the end of the month.',
  ]);
  expect(rows.find(([name]) => name === 'Members by county: Alameda')?.[13]).toBe('1');
  const audit = await w.api.audit.list({ limit: 20 });
  expect(audit.map(({ action }) => action)).toEqual(expect.arrayContaining(['report.saved', 'report.save']));
  w.shell.willSave(null);
  expect(await w.api.reports.save({ as: 'csv' })).toEqual({ fileName: null });
});
