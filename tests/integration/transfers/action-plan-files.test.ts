import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import { emptyGoal, emptyStep } from '#shared/action-plans/content.ts';
import type { RunEvent } from '#shared/transfers/contract.ts';
import { pointAt } from '../../fixtures/outbox.ts';
import { readPaper } from '../../fixtures/paper-rules.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { startSshd } from '../../fixtures/sshd.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let sshd: DemoSftpServer;
let w: TestWorkspace;
let planId: string;
const members: { id: string; cin: string }[] = [];

beforeAll(async () => {
  sshd = await startSshd();
  w = await openTestWorkspace({ clock: () => new Date('2026-11-18T18:00:00Z') });
  planId = await addPlan(w.api);
  await pointAt(w, planId, sshd);
  await sshd.authorize((await w.api.plans.createKey({ id: planId })).publicKey);
  await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
  for (let index = 0; index < 10; index += 1) {
    const member = await addPerson(w.api, planId, {
      program: 'ECM',
      leadId: w.user.id,
      assignedOn: '2026-08-01',
    });
    await w.api.members.enroll({ id: member.id, program: 'ECM', on: '2026-08-27' });
    members.push({ id: member.id, cin: member.cin });
  }
});
afterAll(async () => {
  await w.close();
  await sshd.stop();
});

async function sign(memberId: string, words: string): Promise<void> {
  const draft = await w.api.actionPlans.start({ memberId });
  const goal = emptyGoal(crypto.randomUUID(), {
    words,
    measure: 'Holds a lease.',
    domain: 'housing',
    targetDate: '2027-02-26',
    steps: [
      emptyStep(crypto.randomUUID(), {
        text: 'Coordinated entry packet',
        ownerId: w.user.id,
        ownerName: 'Lena Vantree',
        dueOn: '2026-12-04',
      }),
    ],
  });
  const content = {
    ...draft.content,
    goals: [goal],
    strengths: 'Kept the same campsite tidy for two years.',
    crisisPlan: 'Cold water, then a walk.',
    crisisContact: 'County warm line, (510) 555-0199',
    reviewOn: '2027-02-18',
  };
  await w.api.actionPlans.saveDraft({ id: draft.id, content });
  await w.api.actionPlans.sign({ id: draft.id });
}

async function run(): Promise<RunEvent['counts']> {
  let last: RunEvent | undefined;
  for await (const event of await w.api.transfers.run()) last = event;
  return last?.counts;
}

async function wantActionPlans(template: { fileNameTemplate?: string } = {}): Promise<void> {
  const { name, shortName, profile } = await w.api.plans.get({ id: planId });
  const actionPlans = { ...profile.actionPlans, send: true, ...template };
  await w.api.plans.save({ id: planId, name, shortName, profile: { ...profile, actionPlans } });
}

test('ten signed plans go to the health plan once, each under its name', { timeout: 60_000 }, async () => {
  for (const { id } of members) await sign(id, 'A room of my own.');
  expect(await w.api.transfers.queueActionPlans({})).toEqual({ queued: 0 });
  await wantActionPlans();
  expect((await w.api.transfers.list({})).plans[0]?.actionPlansDue).toBe(10);
  expect(await w.api.transfers.queueActionPlans({})).toEqual({ queued: 10 });
  expect(await w.api.transfers.queueActionPlans({})).toEqual({ queued: 0 });
  expect(await run()).toEqual({ sent: 10, notSent: 0, kept: 0, problems: 0 });
  // A name says nothing about anybody unless the plan asks for it: the day's number tells the files apart.
  const names = members.map(
    (_, index) => `HAP_CBCME001_20261118_${String(index + 1).padStart(2, '0')}_v1.pdf`,
  );
  expect(readdirSync(join(sshd.root, 'inbound')).toSorted()).toEqual(names);
  const pdf = await readPaper(readFileSync(join(sshd.root, 'inbound', names[0] ?? '')));
  expect(JSON.stringify(pdf)).toContain('A room of my own.');
});

test('a new version goes as one that replaces an older one, and each disclosure is on record', async () => {
  const [first] = members;
  if (!first) throw new Error('No member');
  await wantActionPlans({ fileNameTemplate: 'HAP_{sender}_{cin}_v{version}_{signed}.pdf' });
  await sign(first.id, 'A room of my own, and a dog.');
  expect(await w.api.transfers.queueActionPlans({ planId })).toEqual({ queued: 1 });
  const { outbox } = await w.api.transfers.list({});
  expect(outbox[0]).toMatchObject({
    title: 'Health Action Plan, version 2, replaces an older one',
    fileName: `HAP_CBCME001_${first.cin}_v2_20261118.pdf`,
  });
  expect(await run()).toMatchObject({ sent: 1 });
  const rows = await w.backend.host.session?.workspace.db
    .selectFrom('audit')
    .selectAll()
    .where('action', '=', 'transfer.disclosed')
    .execute();
  expect(rows?.filter((row) => row.member_id === first.id)).toHaveLength(2);
  expect(rows).toHaveLength(11);
});

test('what was sent is shown byte for byte', async () => {
  const { ledger } = await w.api.transfers.list({ find: 'v2' });
  expect(ledger).toHaveLength(1);
  mkdirSync(join(w.root, 'copies'));
  const path = join(w.root, 'copies', 'sent.pdf');
  w.shell.willSave(path);
  await w.api.transfers.saveSent({ id: ledger[0]?.id ?? '' });
  const onServer = readFileSync(join(sshd.root, 'inbound', ledger[0]?.fileName ?? ''));
  expect(readFileSync(path).equals(onServer)).toBe(true);
});
