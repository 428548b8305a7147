import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPaper } from '../fixtures/paper-rules.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { openTestWorkspace, type TestWorkspace } from '../fixtures/workspace.ts';

let w: TestWorkspace;
const outside = temporaryFolder('hearth-recovery-sheet-');

beforeAll(async () => {
  w = await openTestWorkspace();
});
afterAll(async () => {
  await w.close();
  outside.clean();
});

test('the recovery sheet is a paper that can be read aloud, with every group of the code', async () => {
  const path = join(outside.folder, 'sheet.pdf');
  w.shell.willSave(path);
  expect(await w.api.vault.saveRecoverySheet({})).toEqual({ fileName: 'sheet.pdf' });
  const { text } = await readPaper(readFileSync(path));
  for (const group of w.recoveryCode.split('-')) expect(text).toContain(group);
});

test('a sheet that is put away leaves no file', async () => {
  const path = join(outside.folder, 'none.pdf');
  w.shell.willSave(null);
  expect(await w.api.vault.saveRecoverySheet({})).toEqual({ fileName: null });
  expect(existsSync(path)).toBe(false);
});
