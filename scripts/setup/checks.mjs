/** The check group: types, lint, import rules, dead code, the lock file. */
import path from 'node:path';
import process from 'node:process';
import { installed, root } from './paths.mjs';
import { capture } from './run.mjs';

const CHECKS = [
  ['types: main, shared, tests, scripts', 'typescript/bin/tsc', ['-p', 'tsconfig.json']],
  ['types: shared alone', 'typescript/bin/tsc', ['-p', 'shared/tsconfig.json']],
  ['types: renderer', 'typescript/bin/tsc', ['-p', 'renderer/tsconfig.json']],
  ['types: tests of the page', 'typescript/bin/tsc', ['-p', 'tests/tsconfig.json']],
  ['types: tests in the page', 'typescript/bin/tsc', ['-p', 'tests/tsconfig.json']],
  ['format and lint', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings']],
  [
    'import rules',
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ['main', 'shared', 'renderer', 'tests', 'scripts'],
  ],
  ['dead code', 'knip/bin/knip.js', []],
  ['lock file', null, ['scripts/complete-lock.mjs', '--check']],
];

/** Runs every check, two at a time, and prints what a failing one says. */
export async function runChecks() {
  const waiting = [...CHECKS];
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, script, args] = next;
      const start = Date.now();
      const command = script ? [installed(...script.split('/')), ...args] : args;
      const { code, output, error } = await capture(process.execPath, command, {
        cwd: root,
        env: { ...process.env, PATH: `${installed('.bin')}${path.delimiter}${process.env.PATH}` },
      });
      const seconds = ((Date.now() - start) / 1000).toFixed(1);
      if (code === 0) counts.passed += 1;
      else counts.failed += 1;
      process.stdout.write(`  ${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n`);
      if (code !== 0) process.stdout.write(`${`${output}\n${error}`.trim()}\n`);
    }
  };
  await Promise.all([worker(), worker()]);
  return counts;
}
