import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { openRosterFile, rosterPerson, rosterText } from '../../fixtures/roster.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let now = '2026-11-17T17:00:00.000Z';

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date(now) });
});
afterAll(() => w.close());

describe('since you left', () => {
  it('tells what others did while the user was away, and nothing to somebody who never was', async () => {
    expect(await w.api.tasks.sinceLeft()).toEqual({ leftAt: null, news: [] });
    const planId = await addPlan(w.api);
    const { id: imani } = await w.api.users.add({
      name: 'Imani Duskwood',
      role: 'care_coordinator',
      clinical: false,
    });
    const member = await addPerson(w.api, planId, { leadId: w.user.id });
    const other = await addPerson(w.api, planId, { leadId: imani });
    now = '2026-11-18T01:10:00.000Z';
    await w.api.members.chart({ id: member.id });
    // Somebody else works on.
    now = '2026-11-18T02:00:00.000Z';
    const colleague = w.asRole('care_coordinator', imani);
    for (const memberId of [member.id, other.id]) {
      await colleague.members.keepEntry({
        memberId,
        kind: 'utilization',
        content: { type: 'ed', facility: 'Fogmere General' },
        from: '2026-11-17',
      });
    }
    const file = rosterText([rosterPerson('90000777A', 'Fern', 'Ida', '1990-01-01')]);
    const asColleague = { ...w, api: colleague } as TestWorkspace;
    await openRosterFile(asColleague, planId, file);
    await colleague.tasks.add({ memberId: null, title: 'Call the clinic', ownerId: w.user.id, dueOn: null });
    now = '2026-11-18T17:00:00.000Z';
    const api = await w.restart();
    await api.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
    const { leftAt, news } = await api.tasks.sinceLeft();
    expect(leftAt).toBe('2026-11-18T01:10:00.000Z');
    expect(news.map(({ text, second }) => `${text}: ${second}`)).toEqual([
      `${member.name}: emergency visit at Fogmere General, Nov 17`,
      '1 more hospital notice: about others’ members',
      'New roster from Sunpoppy: 1 new, 2 gone, nothing applied yet',
      '1 task for you: given by somebody else',
    ]);
    // A lock over coffee is no absence.
    now = '2026-11-18T17:20:00.000Z';
    const again = await w.restart();
    await again.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
    expect((await again.tasks.sinceLeft()).leftAt).toBe('2026-11-18T01:10:00.000Z');
  });
});
