import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DemoSftpServer } from '#main/backend/demo/sftp-server.ts';
import type { CollectEvent } from '#shared/transfers/contract.ts';
import { pointAt, queueFile, send } from '../../fixtures/outbox.ts';
import { addPlan } from '../../fixtures/people.ts';
import { startSshd } from '../../fixtures/sshd.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

const ROSTER = 'CIN,First Name,Last Name,DOB,Program\r\n90000001A,Marisol,Guavatree,03/03/1992,ECM\r\n';

/** A receipt for the envelope with this control number. */
function ta1(control: string): string {
  const isa =
    'ISA*00*          *00*          *ZZ*PLANECM01      *ZZ*CBCME001       *261118*1200*^*00501*000000901*0*T*:~';
  return `${isa}TA1*${control.padStart(9, '0')}*261118*1200*A*000~IEA*0*000000901~`;
}

describe('answers on OpenSSH sshd', () => {
  let sshd: DemoSftpServer;
  let w: TestWorkspace;
  let planId: string;
  const outbound = (name = '') => join(sshd.root, 'outbound', name);
  const read = (name = '') => join(sshd.root, 'read', name);

  async function look(): Promise<CollectEvent[]> {
    const events: CollectEvent[] = [];
    for await (const event of await w.api.transfers.collect({ planId })) events.push(event);
    return events;
  }
  const counts = async () => (await look()).at(-1)?.counts;

  async function setProfile(change: Record<string, unknown>): Promise<void> {
    const { name, shortName, profile } = await w.api.plans.get({ id: planId });
    if (!profile.sftp) throw new Error('No server in the profile');
    await w.api.plans.save({
      id: planId,
      name,
      shortName,
      profile: { ...profile, sftp: { ...profile.sftp, ...change } },
    });
  }

  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.stop());
  beforeEach(async () => {
    for (const folder of [outbound(), read()]) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
    }
    w = await openTestWorkspace();
    planId = await addPlan(w.api);
    await pointAt(w, planId, sshd);
    await setProfile({ responseFolders: ['outbound'] });
    await sshd.authorize((await w.api.plans.createKey({ id: planId })).publicKey);
    await w.api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
  });
  afterEach(() => w.close());

  it('keeps each kind, opens rosters, lets unknown kinds wait, and does nothing twice', async () => {
    writeFileSync(outbound('SUNPOPPY_MIF.csv'), ROSTER);
    writeFileSync(outbound('notice_1117.txt'), 'Holiday schedule for Thanksgiving week\n');
    writeFileSync(outbound('answer.ta1'), ta1('1'));
    expect(await counts()).toEqual({ kept: 3, known: 0, waiting: 2, problems: 0 });
    const { inbox, received, receivedCount, checkedAt } = await w.api.transfers.list({});
    expect(receivedCount).toBe(1);
    expect(checkedAt).not.toBeNull();
    expect(inbox.toSorted((a, b) => a.kind.localeCompare(b.kind))).toMatchObject([
      { kind: 'ta1', state: 'waiting', sentence: expect.stringContaining('belongs to a file that was sent') },
      { kind: 'unknown', state: 'waiting', firstLine: 'Holiday schedule for Thanksgiving week' },
    ]);
    expect(received.map((row) => row.kind)).toEqual(['roster']);
    const roster = received.find((row) => row.kind === 'roster');
    expect(roster?.sentence).toMatch(/^Opened in Rosters\. SUNPOPPY_MIF\.csv: 1 new/);
    const { imports } = await w.api.roster.list({});
    expect(imports).toHaveLength(1);
    expect((await w.api.transfers.received({ id: roster?.id ?? '' })).importId).toBe(imports[0]?.id);

    expect(await counts()).toEqual({ kept: 0, known: 0, waiting: 0, problems: 0 });
    writeFileSync(outbound('the same under another name.csv'), ROSTER);
    expect(await counts()).toEqual({ kept: 0, known: 1, waiting: 0, problems: 0 });
    expect((await w.api.roster.list({})).imports).toHaveLength(1);
    expect(readdirSync(outbound())).toHaveLength(4);
  });

  it('lets files that nothing here reads wait for a person, instead of calling them done', async () => {
    const isa = ta1('1').slice(0, 106);
    writeFileSync(
      outbound('members.834'),
      `${isa}GS*BE*A*B*20261118*1200*1*X*005010X220A1~ST*834*0001~IEA*0*000000901~`,
    );
    expect(await counts()).toEqual({ kept: 1, known: 0, waiting: 1, problems: 0 });
    const { inbox } = await w.api.transfers.list({});
    expect(inbox).toMatchObject([
      {
        kind: '834',
        state: 'waiting',
        sentence: expect.stringContaining(
          'Enrollment file (834), kept as it came. Hearth does not read these',
        ),
      },
    ]);
    await w.api.transfers.settleReceived({ id: inbox[0]?.id ?? '', as: 'nothing' });
    expect((await w.api.transfers.list({})).received).toMatchObject([{ kind: '834', state: 'done' }]);
  });

  it('finds the file that an answer is about, and says when no answer came', async () => {
    const file = await queueFile(w, planId, randomBytes(500));
    await send(w, file.transferId);
    const before = await w.api.transfers.get({ id: file.transferId });
    expect(before.answeredAt).toBeNull();
    const { batches } = await w.api.encounters.batches({});
    const control = batches.find((batch) => batch.id === file.batchId)?.controlNumber ?? '';
    writeFileSync(outbound('answer.ta1'), ta1(control));
    await look();
    expect((await w.api.transfers.get({ id: file.transferId })).answeredAt).not.toBeNull();
    const { received } = await w.api.transfers.list({ find: 'answer.ta1' });
    expect((await w.api.transfers.received({ id: received[0]?.id ?? '' })).answers?.id).toBe(file.transferId);
  });

  it('moves or deletes on the server only when the profile says so, and only what is kept', async () => {
    const bytes = randomBytes(200_000);
    writeFileSync(outbound('a.bin'), bytes);
    await look();
    expect(readdirSync(outbound())).toEqual(['a.bin']);
    await setProfile({ afterDownload: 'move', readFolder: 'read' });
    await look();
    expect(readdirSync(outbound())).toEqual([]);
    expect(readdirSync(read())).toEqual(['a.bin']);
    await setProfile({ afterDownload: 'delete' });
    writeFileSync(outbound('b.bin'), randomBytes(70_000));
    await look();
    expect(readdirSync(outbound())).toEqual([]);
    const { inbox } = await w.api.transfers.list({});
    const kept = inbox.find((row) => row.fileName === 'a.bin');
    w.shell.willSave(join(w.root, 'copy.bin'));
    await w.api.transfers.saveReceived({ id: kept?.id ?? '' });
    expect(readFileSync(join(w.root, 'copy.bin')).equals(bytes)).toBe(true);
    expect((await w.api.transfers.received({ id: kept?.id ?? '' })).sha256).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    );
  });

  it('lets a person say what an unknown file is, and load an answer from a file', async () => {
    writeFileSync(outbound('odd.csv'), 'Column A,Column B,Column C\r\n90000002A,Odell,Figtree\r\n');
    await look();
    const [waiting] = (await w.api.transfers.list({})).inbox;
    const settled = await w.api.transfers.settleReceived({ id: waiting?.id ?? '', as: 'nothing' });
    expect(settled.sentence).toBe('Kept. Lena Vantree says there is nothing to do.');
    const path = join(w.root, 'from-portal.ta1');
    writeFileSync(path, ta1('77'));
    w.shell.willOpen(path);
    expect(await w.api.transfers.loadResponse({ planId })).toMatchObject({ known: false });
    w.shell.willOpen(path);
    expect(await w.api.transfers.loadResponse({ planId })).toMatchObject({ known: true });
    w.shell.willOpen(null);
    expect(await w.api.transfers.loadResponse({ planId })).toBeNull();
  });

  it('goes on with a file that was kept and never opened, as after a crash', async () => {
    writeFileSync(outbound('SUNPOPPY_MIF.csv'), ROSTER);
    await look();
    const db = w.backend.host.session?.workspace.db;
    await db?.updateTable('received').set({ state: 'new' }).execute();
    await look();
    const { inbox, received } = await w.api.transfers.list({});
    expect(inbox).toEqual([]);
    expect(received).toHaveLength(1);
    expect((await w.api.roster.list({})).imports).toHaveLength(1);
  });

  it('passes over links, folders and half-written files', async () => {
    symlinkSync('/etc/passwd', outbound('passwd.csv'));
    mkdirSync(outbound('folder.csv'));
    writeFileSync(outbound('coming.csv.part'), 'half');
    const events = await look();
    expect(events.at(-1)?.counts).toEqual({ kept: 0, known: 0, waiting: 0, problems: 0 });
    expect(events.map((event) => event.sentence)).toContain(
      '1 entry in outbound with a name or kind that Hearth does not touch was left there.',
    );
  });
});
