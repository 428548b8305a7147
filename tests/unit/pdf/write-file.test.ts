import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileNameOf, writeUserFile } from '#main/backend/pdf/write-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-write-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const bytes = new TextEncoder().encode('new');

test('the file is readable by its owner only, and no temporary file stays', async () => {
  await writeUserFile(join(folder, 'plan.pdf'), bytes);
  expect(readFileSync(join(folder, 'plan.pdf'), 'utf8')).toBe('new');
  expect(statSync(join(folder, 'plan.pdf')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['plan.pdf']);
});

test('an older file stands untouched until the new one is whole, and when the step between fails', async () => {
  const path = join(folder, 'plan.pdf');
  writeFileSync(path, 'old');
  await expect(
    writeUserFile(path, bytes, async () => {
      expect(readFileSync(path, 'utf8')).toBe('old');
      throw new Error('no audit row');
    }),
  ).rejects.toThrow('no audit row');
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['plan.pdf']);
  await writeUserFile(path, bytes);
  expect(readFileSync(path, 'utf8')).toBe('new');
});

test('a folder that is gone or a folder in place of the file gives a sentence without the path', async () => {
  await expect(writeUserFile(join(folder, 'gone', 'plan.pdf'), bytes)).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: 'plan.pdf was not saved. The folder is gone. Choose another place.',
  });
  mkdirSync(join(folder, 'plan.pdf'));
  await expect(writeUserFile(join(folder, 'plan.pdf'), bytes)).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: 'plan.pdf is not a file. Nothing was saved. Choose another name.',
  });
});

test.skipIf(process.getuid?.() === 0)('a folder that cannot be written to says so', async () => {
  chmodSync(folder, 0o500);
  await expect(writeUserFile(join(folder, 'plan.pdf'), bytes)).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
  });
  chmodSync(folder, 0o700);
  expect(existsSync(join(folder, 'plan.pdf'))).toBe(false);
});

test('file names keep letters and lose what file systems trip over', () => {
  expect(fileNameOf('HAP Zoë O’Neil: v1/2 \\ "x"', 'pdf')).toBe('HAP Zoë O’Neil v1 2 x.pdf');
  expect(fileNameOf('...', 'pdf')).toBe('document.pdf');
  expect(fileNameOf('x'.repeat(400), 'pdf').length).toBe(124);
});
