import { addDays } from '#shared/dates.ts';
import { assess } from './assess.ts';
import type { DemoSession } from './demo-session.ts';
import { type DemoPerson, fakerFor } from './people.ts';
import { nextWeekday } from './timeline.ts';

type Ids = ReadonlyMap<string, string>;

type Line = readonly [
  cin: string,
  kind: 'visit' | 'call' | 'conference' | 'review' | 'follow_up' | 'letter',
  title: string,
  detail: string,
  days: number,
  urgent?: boolean,
];

/** What stands on the list of the day beside what the clocks make: days count from today. */
const TASKS: readonly Line[] = [
  [
    '90000355C',
    'call',
    'Call after ED visit',
    'Fogmere General sent him home last night. Sunpoppy asks for contact within 24 hours.',
    0,
    true,
  ],
  ['90000412A', 'visit', 'Visit, Cedar House shelter', 'Bring housing application page 3 and copy of ID.', 0],
  ['90000377E', 'call', 'Call with interpreter', 'Go over new insulin plan. OK to leave a message.', 0],
  [
    '90000291L',
    'conference',
    'Case conference at the hospital',
    'Discharged two days ago, visit must happen within 7 days.',
    0,
  ],
  ['90000412A', 'follow_up', 'Housing application, page 3 and copy of ID', '', 0],
  ['90000412A', 'call', 'Ask clinic about new glucose meter', '', 1],
  ['90000530G', 'visit', 'Visit at the river', 'Bring socks and the Z59.02 form.', 1],
  ['90000412A', 'review', 'HAP review with Imani Q.', '', 23],
  ['90000466H', 'review', 'Graduation talk', 'Step-down ends soon.', 10],
  [
    '90000214H',
    'letter',
    'Renew authorization to share',
    'Covers Cedar Clinic and the county benefits office.',
    2,
  ],
  ['90000427J', 'follow_up', 'Ask about the four-hour job', '', 3],
];

/** Marks as done what was due by a day: the agency keeps up. */
export async function doWhatIsDue(session: DemoSession, on: string): Promise<void> {
  const coordinator = session.as('nadia');
  const { tasks } = await coordinator.tasks.list({ whose: 'all', limit: 500 });
  for (const { id, dueOn, state } of tasks)
    if (state === 'open' && dueOn !== null && dueOn <= on) await coordinator.tasks.done({ id });
}

/** Adds what stands in the diary of the day and the days after it. */
export async function todaysTasks(session: DemoSession, ids: Ids, today: string): Promise<void> {
  const coordinator = session.as('nadia');
  for (const [cin, kind, title, detail, days, urgent] of TASKS) {
    const memberId = ids.get(cin);
    if (memberId === undefined) continue;
    await coordinator.tasks.add({
      memberId,
      ...{ title, detail, kind },
      ownerId: session.staff.get('nadia') ?? null,
      dueOn: days === 0 ? today : nextWeekday(addDays(today, days)),
      urgent: urgent ?? false,
    });
  }
}

/** Leaves on the desk what is unfinished this morning: a note, an assessment. */
export async function openDrafts(
  session: DemoSession,
  ids: Ids,
  people: readonly DemoPerson[],
  today: string,
): Promise<void> {
  const coordinator = session.as('nadia');
  const faker = fakerFor(11);
  const elias = people.find(({ cin }) => cin === '90000355C');
  const eliasId = ids.get('90000355C');
  if (elias !== undefined && eliasId !== undefined)
    await assess(session, { faker, person: elias, memberId: eliasId, stopAfter: 1 });
  const marisolId = ids.get('90000412A');
  if (marisolId === undefined) return;
  const { id } = await coordinator.notes.start({ memberId: marisolId });
  await coordinator.notes.saveDraft({
    id,
    content: {
      mode: 'in_person',
      serviceOn: today,
      place: { code: '04', label: 'Cedar House shelter' },
      text: 'For the visit at 10:30: page 3 of the housing application (income), copy of ID.',
    },
  });
}
