import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { emptyGoal, emptyStep } from '#shared/action-plans/content.ts';
import { ADDRESS, signNote } from '../fixtures/service-line.ts';
import { openTestWorkspace, type TestWorkspace } from '../fixtures/workspace.ts';
import { budget, report, say, timed } from './measure.ts';

const LETTERS = 1000;
// Two years of a busy member: two notes a week, a plan every quarter, a chart opened three times a day.
const NOTES = 200;
const PLANS = 8;
const LOOKS = 2000;

/** A thousand letters into a folder, and the audit packet of a two-year member, both through the contract. */
export async function benchPackets(): Promise<void> {
  const w = await openTestWorkspace();
  try {
    const planId = await plan(w);
    await letters(w, planId);
    await packet(w, planId);
  } finally {
    await w.close();
  }
}

async function plan(w: TestWorkspace): Promise<string> {
  const edi = { senderId: 'LARKMEADOW', receiverId: 'SUNPOPPY', payerId: 'SUNPOPPY' };
  const contact = { submitterName: 'LARKMEADOW', contactName: 'LENA VANTREE', contactPhone: '5105550100' };
  const { id } = await w.api.plans.save({
    name: 'Sunpoppy Health Plan',
    shortName: 'Sunpoppy',
    profile: { edi: { ...edi, ...contact } },
  } as Parameters<typeof w.api.plans.save>[0]);
  return id;
}

async function add(w: TestWorkspace, planId: string, number: number): Promise<string> {
  const { member } = await w.api.members.add({
    planId,
    cin: `${90100000 + number}A`,
    firstName: lettersOf(number),
    lastName: `Guavatree${lettersOf(number * 7)}`,
    // A birthday of their own, so that nobody is taken for somebody else.
    birthDate: new Date(Date.UTC(1950, 0, 1 + number)).toISOString().slice(0, 10),
    program: 'ECM',
    language: number % 2 === 0 ? 'English' : 'Spanish',
    leadId: w.user.id,
    assignedOn: '2026-01-02',
    ...ADDRESS,
  });
  return member.id;
}

/** A made-up name for a number. */
function lettersOf(number: number): string {
  return [...String(number)]
    .map((digit) => 'BeLiMoNuRaSeTiVoWyZa'.slice(Number(digit) * 2, Number(digit) * 2 + 2))
    .join('');
}

async function letters(w: TestWorkspace, planId: string): Promise<void> {
  say(`letters: adding ${LETTERS} members`);
  const memberIds: string[] = [];
  for (let number = 0; number < LETTERS; number += 1) memberIds.push(await add(w, planId, number));
  for (const language of ['en', 'es']) {
    await w.api.letters.approve({
      id: `shipped:welcome:${language}`,
      planId: null,
      by: 'plan_approved',
      approvalId: 'SP-1',
      approvedOn: '2026-01-02',
    });
  }
  const folder = join(w.root, 'letters');
  mkdirSync(folder);
  w.shell.willOpen(folder);
  const before = process.memoryUsage().rss;
  let most = before;
  const [whole = 0] = await timed(1, async () => {
    for await (const _ of await w.api.letters.print({ kind: 'welcome', memberIds })) {
      most = Math.max(most, process.memoryUsage().rss);
    }
  });
  report(`${LETTERS} letters, one file each and one merged`, whole, budget(15_000));
  say(`memory grew by at most ${Math.round((most - before) / 1e6)} MB`);
}

async function packet(w: TestWorkspace, planId: string): Promise<void> {
  say(`packet: ${NOTES} notes, ${PLANS} plans, ${LOOKS} looks at the chart`);
  const memberId = await add(w, planId, LETTERS);
  await w.api.members.enroll({ id: memberId, program: 'ECM', on: '2026-01-05' });
  for (let number = 0; number < NOTES; number += 1) {
    await signNote(w.api, memberId, { text: 'Filled page 3 of the coordinated entry packet. '.repeat(12) });
  }
  for (let number = 0; number < PLANS; number += 1) {
    const draft = await w.api.actionPlans.start({ memberId });
    const goals = [1, 2, 3, 4].map((goal) =>
      emptyGoal(`018f0000-0000-7000-8000-00000000000${goal}`, {
        words: `A room of my own, ${number}.`,
        measure: 'Holds a lease.',
        domain: 'housing',
        targetDate: '2027-02-26',
        steps: [
          emptyStep(`018f0000-0000-7000-8000-0000000001${number}${goal}`, {
            text: 'Proofs',
            ownerName: 'Marisol',
            dueOn: '2026-12-04',
          }),
        ],
      }),
    );
    const text = { strengths: 'Tidy.', crisisPlan: 'A walk.', crisisContact: 'Warm line, (510) 555-0199' };
    await w.api.actionPlans.saveDraft({ id: draft.id, content: { ...draft.content, goals, ...text } });
    await w.api.actionPlans.sign({ id: draft.id });
  }
  for (let look = 0; look < LOOKS; look += 1) await w.api.actionPlans.list({ memberId });
  const file = join(w.root, 'packet.pdf');
  w.shell.willSave(file);
  let pages = 0;
  const before = process.memoryUsage().rss;
  let most = before;
  const [made = 0] = await timed(1, async () => {
    for await (const event of await w.api.packets.make({ memberId, purpose: 'Bench' })) {
      most = Math.max(most, process.memoryUsage().rss);
      if (event.step === 'done') pages = event.packet.pages;
    }
  });
  report(`audit packet of ${pages} pages`, made, budget(10_000));
  say(`memory grew by at most ${Math.round((most - before) / 1e6)} MB`);
  w.shell.willOpen(file);
  const [verified = 0] = await timed(1, () => w.api.packets.verify({}));
  report('audit packet verified', verified, budget(1000));
}
