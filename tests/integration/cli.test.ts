import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSPHRASE, TEST_AGENCY } from '../fixtures/workspace.ts';

const CLI = join(import.meta.dirname, '../../main/backend/cli.ts');

/** Runs the command line as a terminal would, in a process of its own. */
function cli(args: readonly string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const { HEARTH_PASSPHRASE: _dropped, ...env } = process.env;
    const child = execFile(process.execPath, [CLI, ...args], { env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

let root: string;
let workspace: string[];
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hearth-cli-'));
  workspace = ['--workspace', join(root, 'workspace')];
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a workspace is made, opened with the passphrase on standard input, and answers with one JSON line', async () => {
  const made = await cli([
    ...workspace,
    'vault.create',
    JSON.stringify({ agency: TEST_AGENCY, administrator: { name: 'Lena Vantree' }, passphrase: PASSPHRASE }),
  ]);
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(made.out).recoveryCode).toMatch(/^(\w{4}-){8}\w{4}$/);
  const agency = await cli([...workspace, '--user', 'Lena Vantree', 'settings.agency'], `${PASSPHRASE}\n`);
  expect(agency).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(agency.out)).toMatchObject({ name: TEST_AGENCY.name, timeZone: 'America/Los_Angeles' });
  expect(agency.out.trim().split('\n')).toHaveLength(1);
});

test.each([
  ['a procedure that needs a session', ['settings.agency'], 'LOCKED', ''],
  ['a user nobody knows', ['--user', 'Nobody', 'settings.agency'], 'NOT_FOUND', ''],
  ['a procedure that does not exist', ['--user', 'Lena Vantree', 'settings.drop'], 'NOT_FOUND', PASSPHRASE],
  ['input that is not JSON', ['--user', 'Lena Vantree', 'users.add', '{name}'], 'VALIDATION', PASSPHRASE],
  [
    'input that does not fit',
    ['--user', 'Lena Vantree', 'users.add', '{"name":""}'],
    'VALIDATION',
    PASSPHRASE,
  ],
  ['a wrong passphrase', ['--user', 'Lena Vantree', 'settings.agency'], 'WRONG_PASSPHRASE', 'not this one'],
])('%s: exit code 1 and the error as JSON', async (_what, args, code, passphrase) => {
  const result = await cli([...workspace, ...args], passphrase);
  expect(result).toMatchObject({ code: 1, out: '' });
  expect(JSON.parse(result.err)).toMatchObject({ code });
});

test('without arguments it says how it is called', async () => {
  const result = await cli([]);
  expect(result.code).toBe(2);
  expect(result.err).toContain('<procedure>');
});
