import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import { pointAt, send } from '../../fixtures/outbox.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';
import { ADDRESS, confirmUnits, signNote, testClock } from '../../fixtures/service-line.ts';
import { startSshd } from '../../fixtures/sshd.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';
import { advice835, claims277 } from '../../fixtures/x12/answers.ts';

const time = testClock();
let sshd: DemoSftpServer;
let w: TestWorkspace;
let planId: string;
let memberId: string;

beforeAll(async () => {
  sshd = await startSshd();
  mkdirSync(join(sshd.root, 'outbound'));
  w = await openTestWorkspace({ clock: time.clock });
  planId = await addPlan(w.api);
  await pointAt(w, planId, sshd);
  const { name, shortName, profile } = await w.api.plans.get({ id: planId });
  if (!profile.sftp) throw new Error('No server in the profile');
  await w.api.plans.save({
    id: planId,
    name,
    shortName,
    profile: {
      ...profile,
      edi: { ...profile.edi, usage: 'P' },
      sftp: { ...profile.sftp, responseFolders: ['outbound'] },
    },
  });
  await sshd.authorize((await w.api.plans.createKey({ id: planId })).publicKey);
  await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
  await confirmUnits(w.api, planId);
  const person = await addPerson(w.api, planId, {
    ...ADDRESS,
    program: 'ECM',
    leadId: w.user.id,
    assignedOn: '2026-02-01',
  });
  memberId = person.id;
  await w.api.members.enroll({
    id: memberId,
    program: 'ECM',
    on: '2026-03-01',
    authorizationNumber: 'AUTH-1',
    authorizationStart: '2026-03-01',
  });
});
afterAll(async () => {
  await w.close();
  await sshd.stop();
});

/** Serves the member, builds the file and sends it. */
async function sendBatch(startTime: string) {
  await signNote(w.api, memberId, { startTime });
  const { batches } = await w.api.encounters.build({});
  const batchId = batches[0]?.id ?? '';
  const { segments } = await w.api.encounters.batch({ id: batchId });
  const element = (tag: string, at: number) =>
    segments
      .find((segment) => segment.startsWith(`${tag}*`))
      ?.replace('~', '')
      .split('*')[at] ?? '';
  const { outbox } = await w.api.transfers.list({});
  const id = outbox[0]?.id ?? '';
  await send(w, id);
  return { id, reference: element('BHT', 3), claim: element('CLM', 1) };
}

async function look(name: string, text: string): Promise<void> {
  writeFileSync(join(sshd.root, 'outbound', name), text);
  for await (const _event of await w.api.transfers.collect({ planId }));
}

/** What Today says about plans that owe an answer. */
async function lateRows(api = w.api) {
  const { groups } = await api.tasks.today({});
  return groups.flatMap(({ rows }) => rows).filter((row) => row.id.startsWith('late:'));
}

test('a plan that acknowledges nothing in the hours of its profile stands in Today and is said once', async () => {
  const sent = await sendBatch('10:00');
  time.pass(71 * 60);
  expect(await lateRows()).toEqual([]);
  time.pass(2 * 60);
  expect(await lateRows()).toMatchObject([
    {
      name: 'Sunpoppy',
      title: 'No acknowledgement',
      detail: '1 file, the oldest sent Nov 18. Look for answers, then call the plan.',
      clock: { state: 'due', label: 'Late after 72 hours' },
      target: { page: 'transfers' },
    },
  ]);
  expect(await lateRows(w.asRole('care_coordinator'))).toEqual([]);
  expect((await w.api.transfers.list({})).ledger).toMatchObject([{ id: sent.id, late: true }]);
  await w.api.tasks.remind();
  await w.api.tasks.remind();
  // SECURITY: a notification can stand on a lock screen; it names nobody, not even the plan.
  const said = w.shell.notices.filter(({ body }) => /acknowledged/.test(body));
  expect(said).toEqual([
    { title: 'Hearth', body: expect.stringContaining('1 plan has not acknowledged a file in time.') },
  ]);
  expect(JSON.stringify(said)).not.toContain('Sunpoppy');

  await look(
    'verdicts.277',
    claims277(sent.reference, [{ claim: sent.claim, status: 'A2:20' }], { control: 901 }),
  );
  expect(await lateRows()).toEqual([]);
  const answered = await w.api.transfers.get({ id: sent.id });
  expect(answered).toMatchObject({ answeredAt: time.clock().toISOString(), late: false });
});

test('a payment advice alone counts as the plan’s answer to the file whose claims it pays', async () => {
  const sent = await sendBatch('13:00');
  await look(
    'advice.835',
    advice835([{ claim: sent.claim, status: '1', charged: '0', paid: '0' }], { control: 902 }),
  );
  expect((await w.api.transfers.get({ id: sent.id })).answeredAt).toBe(time.clock().toISOString());
  const { received } = await w.api.transfers.list({ find: 'advice.835' });
  expect(await w.api.transfers.received({ id: received[0]?.id ?? '' })).toMatchObject({
    kind: '835',
    answers: { id: sent.id },
  });
});

test('a file that is sent again keeps whose data is inside, when it went before and what was answered then', async () => {
  const { ledger } = await w.api.transfers.list({});
  const first = ledger.at(-1);
  if (!first) throw new Error('Nothing was sent');
  const inside = { members: [{ id: memberId, name: expect.any(String), cin: expect.any(String) }] };
  expect(await w.api.transfers.members({ id: first.id })).toEqual(inside);
  await w.api.transfers.sendAgain({ id: first.id, reason: 'Sunpoppy lost it' });
  time.pass(1);
  await send(w, first.id);
  expect(await w.api.transfers.members({ id: first.id })).toEqual(inside);
  expect(await w.api.transfers.get({ id: first.id })).toMatchObject({
    state: 'sent',
    members: 1,
    answeredAt: null,
    sentBefore: [
      { at: first.sentAt, by: 'Lena Vantree', answeredAt: first.answeredAt, reason: 'Sunpoppy lost it' },
    ],
  });
  const rows = await w.backend.host.session?.workspace.db
    .selectFrom('audit')
    .select('entity_id')
    .where('action', '=', 'transfer.disclosed')
    .where('member_id', '=', memberId)
    .execute();
  expect(rows?.filter((row) => row.entity_id === first.id)).toHaveLength(2);
});
