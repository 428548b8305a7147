import { readdirSync } from 'node:fs';
import { createBackend } from '#main/backend/backend.ts';
import { createTestShell } from '../fixtures/workspace.ts';
import type { Acknowledged, Begun, Go, Said } from './messages.ts';

// A real backend that saves, signs, migrates, changes keys and backs up until it is killed. It says what it begins and
// what is done; whoever kills it keeps the list.

type Client = ReturnType<typeof createBackend>['client'];

const say = (said: Said) => process.send?.(said);

/** Numbers from a seed, so that a run can be told again. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

async function open(folder: string, expected: Acknowledged): Promise<{ client: Client; passphrase: string }> {
  let late = 0;
  const backend = createBackend({
    folder,
    shell: createTestShell().client,
    version: '0.2.0-soak',
    // A passphrase that was being changed may be the old or the new one; the wait after the wrong one is skipped.
    clock: () => new Date(Date.now() + late),
  });
  const { client } = backend;
  const { state } = await client.vault.status();
  if (state !== 'locked') throw new Error(`The workspace is ${state}.`);
  const { userId } = expected;
  const changing = expected.maybe?.work === 'rotating keys' ? expected.maybe.value : undefined;
  const candidates = [expected.passphrase, ...(changing ? [changing] : [])];
  for (const passphrase of candidates) {
    try {
      await client.vault.unlock({ userId, passphrase });
      return { client, passphrase };
    } catch (error) {
      if ((error as { code?: string }).code !== 'WRONG_PASSPHRASE') throw error;
      late += 600_000;
    }
  }
  throw new Error('No passphrase that was acknowledged opens the workspace.');
}

/** What is missing or different from what was acknowledged. */
async function look(client: Client, folder: string, expected: Acknowledged): Promise<readonly string[]> {
  const problems: string[] = [];
  const { maybe } = expected;
  const mayBe = (id: string, text: string | undefined) => maybe?.id === id && maybe.value === text;
  for (const [id, text] of Object.entries(expected.drafts)) {
    const signing = maybe?.work === 'signing' && maybe.id === id;
    const found = await client.notes.draft({ id }).catch(() => null);
    if (!found && signing) continue;
    if (found?.content.text !== text && !mayBe(id, found?.content.text)) problems.push(`draft ${id} differs`);
  }
  for (const [id, text] of Object.entries(expected.signed)) {
    const found = await client.notes.get({ id }).catch(() => null);
    if (found?.content.text !== text) problems.push(`signed note ${id} differs`);
  }
  const typed = await client.unfinished.mine();
  if (expected.typed !== undefined && typed?.content !== expected.typed) {
    const arrived = maybe?.work === 'typing' && typed?.content === maybe.value;
    if (!arrived) problems.push('what stood in an open form differs');
  }
  const names = new Set((await client.users.list()).map(({ name }) => name));
  for (const name of expected.people) if (!names.has(name)) problems.push(`${name} is missing`);
  const backups = (await client.backups.list()).map(({ name }) => name);
  for (const name of expected.backups)
    if (!backups.includes(name)) problems.push(`backup ${name} is missing`);
  const [newest] = backups;
  if (newest) {
    const check = await client.backups.check({ name: newest });
    problems.push(...check.problems.map((problem) => `backup ${newest}: ${problem}`));
  }
  const chain = await client.audit.verify();
  if (chain.firstBroken !== null) problems.push(`audit row ${chain.firstBroken} is broken`);
  if (chain.rows < expected.auditRows) problems.push(`audit has ${chain.rows} of ${expected.auditRows} rows`);
  if (readdirSync(folder).includes('check-needed')) problems.push('the mark of a sudden end stayed');
  const { rows } = await client.members.list({ view: 'all', limit: 100, offset: 0 });
  if (rows.length !== 2) problems.push(`${rows.length} members instead of 2`);
  return problems;
}

async function work(client: Client, first: string, random: () => number): Promise<never> {
  let passphrase = first;
  const begin = (begun: Begun) => say({ kind: 'begin', begun });
  const done = (id: string | null = null) => say({ kind: 'done', id });
  const { rows } = await client.members.list({ view: 'all', limit: 100, offset: 0 });
  const memberId = rows[0]?.id ?? '';
  const text = () =>
    `Went through the pill box, count ${Math.floor(random() * 1e9)}. `.repeat(1 + Math.floor(random() * 20));
  const userId = (await client.vault.status()).user?.id ?? '';
  for (;;) {
    if (random() < 0.15) {
      const value = JSON.stringify({ 'EditDialog.body': text() });
      begin({ work: 'typing', value });
      await client.unfinished.keep({ unfinished: { place: '/letters', content: value } });
      done();
      continue;
    }
    const dice = random();
    if (dice < 0.65) {
      const { id } = await client.notes.start({ memberId });
      const facts = { mode: 'in_person' as const, minutes: 30, services: ['care_coordination'] };
      await client.notes.saveDraft({ id, content: { ...facts, place: { code: '12', label: 'Home' } } });
      for (let saves = 1 + Math.floor(random() * 4); saves > 0; saves -= 1) {
        const value = text();
        begin({ work: 'saving', id, value });
        await client.notes.saveDraft({ id, content: { text: value } });
        done(id);
      }
      if (dice < 0.4) {
        begin({ work: 'signing', id });
        await client.notes.sign({ id });
        done(id);
      }
    } else if (dice < 0.75) {
      const value = `Fixture Person ${Math.floor(random() * 1e9)}`;
      begin({ work: 'adding', value });
      await client.users.add({ name: value, role: 'outreach_worker', clinical: false });
      done();
    } else if (dice < 0.8) {
      const value = `orchard lantern ${Math.floor(random() * 1e9)} copper`;
      begin({ work: 'rotating keys', value });
      await client.vault.changePassphrase({ current: passphrase, next: value });
      passphrase = value;
      done();
    } else if (dice < 0.91) {
      begin({ work: 'rotating keys' });
      // A recovery slot of an older format cannot be carried over, so a new code comes first, as a person is told.
      await client.vault.newRecoveryCode();
      await client.vault.changeKeys({ own: passphrase });
      done();
      await client.vault.unlock({ userId, passphrase });
    } else {
      begin({ work: 'backing up' });
      let name: string | null = null;
      for await (const event of await client.backups.make()) name = event.backup?.name ?? name;
      done(name);
    }
  }
}

process.once('message', async ({ folder, expected, seed }: Go) => {
  try {
    const { client, passphrase } = await open(folder, expected);
    const problems = await look(client, folder, expected);
    const { rows } = await client.audit.verify();
    say({ kind: 'open', problems, auditRows: rows, passphrase });
    await work(client, passphrase, numbersFrom(seed));
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    say({ kind: 'open', problems: [`${code} ${message}`], auditRows: 0, passphrase: '' });
  }
});
say({ kind: 'ready' });
