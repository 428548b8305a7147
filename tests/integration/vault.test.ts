import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBackend } from '#main/backend/backend.ts';
import { openDatabase } from '#main/backend/db/open.ts';
import { readPdf } from '../fixtures/read-pdf.ts';
import { openTestWorkspace, PASSPHRASE, type TestWorkspace } from '../fixtures/workspace.ts';

let w: TestWorkspace;
beforeEach(async () => {
  w = await openTestWorkspace();
});
afterEach(() => w.close());

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('It was expected to fail.');
    },
    (error: { code: string; message: string; data: Record<string, unknown> }) => error,
  );

describe('workspace', () => {
  test('is created open, and the files hold no plaintext', async () => {
    expect(await w.api.vault.status()).toMatchObject({
      state: 'open',
      agencyName: 'Larkmeadow Community Care',
      recoveryConfirmed: false,
    });
    expect((await w.api.settings.agency()).npi).toBe('1234567893');
    for (const name of readdirSync(w.folder)) {
      if (name === 'vault.json' || name === 'logs') continue;
      const bytes = readFileSync(join(w.folder, name));
      expect(bytes.includes('100 Main St'), name).toBe(false);
      expect(bytes.subarray(0, 15).toString(), name).not.toBe('SQLite format 3');
    }
  });

  test('locks and unlocks with the passphrase', async () => {
    const api = await w.restart();
    expect((await api.vault.status()).state).toBe('locked');
    expect((await rejection(api.settings.agency())).code).toBe('LOCKED');
    const { user } = await api.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
    expect(user.name).toBe('Lena Vantree');
    expect((await api.settings.agency()).city).toBe('Oakland');
  });

  test('wrong passphrases wait longer each time, also after a restart', async () => {
    let now = new Date('2026-11-18T17:00:00Z');
    const backend = () =>
      createBackend({ folder: w.folder, shell: w.shell.client, version: 'test', clock: () => now });
    await w.backend.close();
    const waits: unknown[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const { client } = backend();
      const error = await rejection(
        client.vault.unlock({ userId: w.user.id, passphrase: 'not the right one' }),
      );
      expect(error.code).toBe('WRONG_PASSPHRASE');
      expect(error.message).toMatch(
        /^That passphrase does not open this workspace\. Next try in \d+ seconds?\.$/,
      );
      waits.push(error.data.waitSeconds);
      const early = await rejection(
        backend().client.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE }),
      );
      expect(early.code).toBe('WAIT');
      now = new Date(now.getTime() + Number(error.data.waitSeconds) * 1000);
    }
    expect(waits).toEqual([1, 2, 4, 8]);
    const last = backend();
    await last.client.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE });
    expect((await last.client.vault.status()).waitSeconds).toBe(0);
    const [row] = await last.client.audit.list({});
    expect(row).toMatchObject({ action: 'vault.unlock', detail: JSON.stringify({ failedAttempts: 4 }) });
    await last.close();
  });

  test('setting the clock back does not shorten the wait', async () => {
    let now = new Date('2026-11-18T17:00:00Z');
    await w.backend.close();
    const { client } = createBackend({
      folder: w.folder,
      shell: w.shell.client,
      version: 'test',
      clock: () => now,
    });
    await rejection(client.vault.unlock({ userId: w.user.id, passphrase: 'wrong wrong wrong' }));
    now = new Date('2020-01-01T00:00:00Z');
    expect((await rejection(client.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE }))).code).toBe(
      'WAIT',
    );
  });

  test('a key file with weaker parameters or swapped users does not open', async () => {
    await w.backend.close();
    const path = join(w.folder, 'vault.json');
    const original = readFileSync(path, 'utf8');
    const weaker = JSON.parse(original);
    weaker.slots[0].kdf.memoryKib = 20_000;
    writeFileSync(path, JSON.stringify(weaker));
    const api = await w.restart();
    expect((await rejection(api.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE }))).code).toBe(
      'WRONG_PASSPHRASE',
    );
    const tooWeak = JSON.parse(original);
    tooWeak.slots[0].kdf.memoryKib = 8;
    writeFileSync(path, JSON.stringify(tooWeak));
    expect((await api.vault.status()).state).toBe('key_file_missing');
  });

  test('a missing key file and a damaged database are two different answers', async () => {
    await w.backend.close();
    const database = join(w.folder, 'hearth.db');
    const bytes = readFileSync(database);
    bytes.fill(0x41, 0, 64);
    writeFileSync(database, bytes);
    const api = await w.restart();
    const error = await rejection(api.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE }));
    expect(error.code).toBe('WORKSPACE_DAMAGED');
    expect(error.message).toContain('Nothing was changed');
    expect(existsSync(database)).toBe(true);
    writeFileSync(join(w.folder, 'vault.json'), 'torn');
    expect((await api.vault.status()).state).toBe('key_file_missing');
  });

  test('a second process cannot open the same workspace', async () => {
    const second = createBackend({ folder: w.folder, shell: w.shell.client, version: 'test' });
    const error = await rejection(second.client.vault.unlock({ userId: w.user.id, passphrase: PASSPHRASE }));
    expect(error.code).toBe('WORKSPACE_IN_USE');
    expect((await w.api.settings.agency()).city).toBe('Oakland');
  });

  test('the database does not open without the key', async () => {
    await w.backend.close();
    await expect(
      openDatabase(join(w.folder, 'hearth.db'), { key: null, create: false }),
    ).rejects.toMatchObject({
      code: 'WORKSPACE_DAMAGED',
    });
    await expect(
      openDatabase(join(w.folder, 'hearth.db'), { key: new Uint8Array(32).fill(7), create: false }),
    ).rejects.toMatchObject({ code: 'WORKSPACE_DAMAGED' });
  });
});

describe('recovery code', () => {
  test('is saved as a sheet to print until it is confirmed, and never beside what it opens', async () => {
    const path = join(w.root, 'sheet.pdf');
    w.shell.willSave(path);
    expect(await w.api.vault.saveRecoverySheet()).toEqual({ fileName: 'sheet.pdf' });
    const { text } = await readPdf(readFileSync(path));
    for (const group of w.recoveryCode.split('-')) expect(text).toContain(group);
    expect((await w.api.audit.list({}))[0]?.action).toBe('vault.save_recovery_sheet');
    w.shell.willSave(join(w.folder, 'sheet.pdf'));
    await expect(w.api.vault.saveRecoverySheet()).rejects.toMatchObject({
      code: 'VALIDATION',
      message: expect.stringContaining('beside what it opens'),
    });
    w.shell.willSave(null);
    expect(await w.api.vault.saveRecoverySheet()).toEqual({ fileName: null });
    const groups = w.recoveryCode.split('-');
    await w.api.vault.confirmRecoveryCode({
      groups: [0, 1].map((index) => ({ index, text: groups[index] ?? '' })),
    });
    await expect(w.api.vault.saveRecoverySheet()).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('is confirmed by two groups, and a wrong group is named', async () => {
    const groups = w.recoveryCode.split('-');
    expect(groups).toHaveLength(9);
    const wrong = await rejection(
      w.api.vault.confirmRecoveryCode({
        groups: [
          { index: 1, text: String(groups[1]).toLowerCase() },
          { index: 4, text: 'AAAA' },
        ],
      }),
    );
    expect(wrong.message).toBe('Group 5 is different on the printed code.');
    await w.api.vault.confirmRecoveryCode({
      groups: [
        { index: 1, text: String(groups[1]) },
        { index: 4, text: String(groups[4]) },
      ],
    });
    expect((await w.api.vault.status()).recoveryConfirmed).toBe(true);
  });

  test('opens the workspace once: passphrase and code are replaced', async () => {
    const api = await w.restart();
    const answer = await api.vault.useRecoveryCode({
      userId: w.user.id,
      code: w.recoveryCode.toLowerCase().replaceAll('-', ' '),
      newPassphrase: 'another good passphrase',
    });
    expect(answer.recoveryCode).not.toBe(w.recoveryCode);
    expect((await api.settings.agency()).city).toBe('Oakland');
    const again = await w.restart();
    const old = await rejection(
      again.vault.useRecoveryCode({ userId: w.user.id, code: w.recoveryCode, newPassphrase: 'x'.repeat(12) }),
    );
    expect(old.code).toBe('WRONG_PASSPHRASE');
  });

  test('a mistyped letter is found before any key is tried', async () => {
    const api = await w.restart();
    const typo = w.recoveryCode.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'));
    const error = await rejection(
      api.vault.useRecoveryCode({ userId: w.user.id, code: typo, newPassphrase: 'x'.repeat(12) }),
    );
    expect(error).toMatchObject({ code: 'VALIDATION' });
    expect((await api.vault.status()).waitSeconds).toBe(0);
  });
});

describe('base procedure', () => {
  test('a role that is not named in the contract is refused', async () => {
    const error = await rejection(
      w.asRole('auditor').users.add({ name: 'Teo Larkspur', role: 'outreach_worker', clinical: false }),
    );
    expect(error.code).toBe('FORBIDDEN');
    expect(await w.api.users.list()).toHaveLength(1);
    expect((await w.api.audit.list({}))[0]).toMatchObject({ action: 'users.add', outcome: 'refused' });
  });

  test('a call that does not fit the contract says which field, and leaves nothing behind', async () => {
    const error = await rejection(
      w.api.users.add({
        name: 'Imani Quillfeather',
        role: 'clinical_lead',
        clinical: true,
        npi: '1234567890',
      }),
    );
    expect(error).toMatchObject({ code: 'VALIDATION', data: { field: 'npi' } });
    expect(error.message).toContain('check digit');
    expect(await w.api.users.list()).toHaveLength(1);
    await expect(w.api.users.add({ extra: 1 } as never)).rejects.toMatchObject({ code: 'VALIDATION' });
  });

  test('writes and their audit row are one transaction, and the chain verifies', async () => {
    const staff = await w.api.users.add({ name: 'Teo Larkspur', role: 'outreach_worker', clinical: false });
    await w.api.users.allowUnlock({ userId: staff.id, passphrase: 'willow lantern pasture' });
    const rows = await w.api.audit.list({});
    expect(rows.map((row) => row.action)).toEqual(['users.allow_unlock', 'users.add', 'vault.create']);
    expect(await w.api.audit.verify()).toMatchObject({ rows: 4, firstBroken: null });
    const api = await w.restart();
    await api.vault.unlock({ userId: staff.id, passphrase: 'willow lantern pasture' });
    expect((await api.vault.status()).user?.name).toBe('Teo Larkspur');
  });

  test('audit rows cannot be changed or deleted, and a row changed behind our back is named', async () => {
    await w.api.users.add({ name: 'Teo Larkspur', role: 'outreach_worker', clinical: false });
    const { db } = w.backend.host.session?.workspace ?? {};
    if (!db) throw new Error('closed');
    await expect(db.updateTable('audit').set({ action: 'x' }).execute()).rejects.toThrow(/final/);
    await expect(db.deleteFrom('audit').execute()).rejects.toThrow(/final/);
    const { sql } = await import('kysely');
    await sql`drop trigger audit_no_update`.execute(db);
    await db.updateTable('audit').set({ user_id: null }).where('seq', '=', 2).execute();
    expect(await w.api.audit.verify()).toMatchObject({ rows: 1, firstBroken: 2 });
  });

  test('an unexpected failure crosses the port as an incident id, and its message reaches no log', async () => {
    const { db } = w.backend.host.session?.workspace ?? {};
    if (!db) throw new Error('closed');
    await db.deleteFrom('agency').execute();
    const error = await rejection(w.api.settings.agency());
    expect(error.code).toBe('INTERNAL');
    expect(Object.keys(error.data)).toEqual(['incidentId']);
    const log = readFileSync(join(w.folder, 'logs', 'hearth.log'), 'utf8');
    expect(log).toContain(String(error.data.incidentId));
    expect(log).not.toContain('A workspace without an agency');
    expect(log).not.toContain(w.folder);
  });
});
