import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBackend } from '#main/backend/backend.ts';
import { type PlaceFacts, reasonAgainstPlace } from '#main/backend/vault/place.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { createTestShell, PASSPHRASE, TEST_AGENCY } from '../fixtures/workspace.ts';

const MOUNTS = [
  'proc /proc proc rw 0 0',
  '/dev/sda1 / ext4 rw 0 0',
  '//server/agency /mnt/agency cifs rw 0 0',
  'server:/home /home/share\\040one nfs4 rw 0 0',
  'sshfs#lena@server: /home/lena/remote fuse.sshfs rw 0 0',
  '/dev/sdb1 /mnt/agency/local ext4 rw 0 0',
].join('\n');

const linux = (marks: readonly string[] = []): PlaceFacts => ({
  platform: 'linux',
  mounts: MOUNTS,
  exists: (path) => marks.includes(path),
});
const windows: PlaceFacts = { platform: 'win32', mounts: '', exists: () => false };

describe('a workspace may lie', () => {
  test.each([
    '/home/lena/.config/Hearth/workspace',
    '/mnt/agency/local/hearth',
    '/mnt/agency-two/hearth',
    '/home/lena/Dropbox notes/hearth',
  ])('in %s', (folder) => expect(reasonAgainstPlace(folder, linux())).toBeNull());

  test.each(['C:\\Users\\lena\\AppData\\Local\\Hearth\\workspace', '\\\\?\\C:\\Hearth'])('in %s', (folder) =>
    expect(reasonAgainstPlace(folder, windows)).toBeNull(),
  );
});

describe('a workspace is refused', () => {
  test.each([
    ['/mnt/agency/hearth', 'network share'],
    ['/home/share one/hearth', 'network share'],
    ['/home/lena/remote', 'network share'],
    ['/home/lena/Dropbox/hearth', 'Dropbox'],
    ['/Users/lena/Library/Mobile Documents/com~apple~CloudDocs/hearth', 'iCloud'],
    ['/Users/lena/Library/CloudStorage/GoogleDrive-lena@larkmeadow.example/My Drive/h', 'Google Drive'],
  ])('in %s', (folder, reason) => expect(reasonAgainstPlace(folder, linux())).toContain(reason));

  test.each([
    ['\\\\server\\agency\\hearth', 'network share'],
    ['//server/agency/hearth', 'network share'],
    ['\\\\?\\UNC\\server\\agency', 'network share'],
    ['C:\\Users\\lena\\OneDrive - Larkmeadow\\hearth', 'OneDrive'],
    ['C:\\Users\\lena\\OneDrive\\Documents\\hearth', 'OneDrive'],
  ])('in %s', (folder, reason) => expect(reasonAgainstPlace(folder, windows)).toContain(reason));

  test('where a syncing program left its mark further up', () => {
    expect(reasonAgainstPlace('/home/lena/work/hearth/data', linux(['/home/lena/work/.stfolder']))).toContain(
      'Syncthing',
    );
  });
});

describe('through the contract', () => {
  let folder: string;
  let clean: () => void;
  beforeEach(() => {
    ({ folder, clean } = temporaryFolder('hearth-place-'));
  });
  afterEach(() => clean());

  test('none is made in a syncing folder, not even behind a link, and nothing is left there', async () => {
    const synced = join(folder, 'OneDrive');
    mkdirSync(synced);
    const link = join(folder, 'harmless');
    symlinkSync(synced, link);
    for (const at of [join(synced, 'workspace'), join(link, 'workspace')]) {
      const backend = createBackend({ folder: at, shell: createTestShell().client, version: 'test' });
      await expect(
        backend.client.vault.create({
          agency: TEST_AGENCY,
          administrator: { name: 'Lena Vantree' },
          passphrase: PASSPHRASE,
        }),
      ).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('OneDrive') });
      expect((await backend.client.vault.status()).state).toBe('none');
    }
  });
});
