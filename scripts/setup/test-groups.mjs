/** `npm test`: every group in turn, or the one named; the last line sums them up. */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { runChecks } from './checks.mjs';
import { countPlaywright, countsInWords, countVitest, NOTHING } from './counts.mjs';
import { installed, results, root } from './paths.mjs';
import { passThrough } from './run.mjs';
import { fail, say } from './say.mjs';
import { installSystemPackages, TEST_PACKAGES } from './system-packages.mjs';

/** In the order they run: the quickest to fail first. */
const GROUPS = {
  check: { needs: 'packages', parts: [runChecks] },
  unit: { needs: 'packages', parts: [(more) => vitest('unit', more)] },
  integration: { needs: 'server', parts: [(more) => vitest('integration', more)] },
  security: {
    needs: 'app',
    parts: [(more) => vitest('security', more), (more) => playwright('security', more)],
  },
  e2e: { needs: 'app', parts: [(more) => playwright('e2e', more)] },
};

/**
 * Runs test groups.
 * @param {string[]} args a group's name, then anything for its runner (a file name, `-t PATTERN`); empty: all
 * @param {(options: object) => Promise<unknown>} prepareApp makes the app ready to be started
 * @returns {Promise<number>} the exit code: 0 only where something ran and nothing failed
 */
export async function runGroups(args, prepareApp) {
  const [name, ...more] = args;
  if (name !== undefined && !GROUPS[name]) {
    fail(`There is no test group "${name}". Groups: ${Object.keys(GROUPS).join(', ')}.`);
  }
  const names = name === undefined ? Object.keys(GROUPS) : [name];
  fs.mkdirSync(results, { recursive: true });
  const start = Date.now();
  const rows = [];
  const ready = { packages: true };
  for (const each of names) {
    const began = Date.now();
    process.stdout.write(`\n── ${each} ${'─'.repeat(60 - each.length)}\n`);
    const counts = { ...NOTHING };
    try {
      await prepare(GROUPS[each].needs, ready, prepareApp);
      for (const part of GROUPS[each].parts) add(counts, await part(more));
      if (counts.passed + counts.failed === 0) {
        say(`The group ${each} ran no test.`);
        counts.failed += 1;
      }
    } catch (error) {
      say(error.expected ? error.message : error.stack);
      counts.failed += 1;
    }
    rows.push({ name: each, seconds: (Date.now() - began) / 1000, ...counts });
  }
  return summary(rows, (Date.now() - start) / 1000);
}

async function prepare(needs, ready, prepareApp) {
  if (ready[needs]) return;
  if (needs === 'server') await installSystemPackages(TEST_PACKAGES);
  if (needs === 'app') await prepareApp({ forTests: true });
  ready[needs] = true;
}

function add(total, part) {
  for (const key of Object.keys(total)) total[key] += part[key];
}

function summary(rows, seconds) {
  const total = { ...NOTHING };
  process.stdout.write(`\n── summary ${'─'.repeat(53)}\n`);
  for (const row of rows) {
    add(total, { passed: row.passed, failed: row.failed, skipped: row.skipped });
    process.stdout.write(`${row.name.padEnd(12)} ${countsInWords(row)}  (${row.seconds.toFixed(1)} s)\n`);
  }
  process.stdout.write(`all in ${seconds.toFixed(0)} s\n${countsInWords(total)}\n`);
  return total.failed > 0 ? 1 : 0;
}

/** Runs a Vitest project and counts its tests from the JSON report. */
async function vitest(project, more = []) {
  const report = path.join(results, `vitest-${project}.json`);
  fs.rmSync(report, { force: true });
  const args = ['run', '--project', project, '--passWithNoTests'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await passThrough(
    process.execPath,
    [installed('vitest', 'vitest.mjs'), ...args, ...reporters, ...more],
    { cwd: root },
  );
  return countVitest(readJson(report), code);
}

/** Runs a Playwright project and counts its tests from the JSON report. */
async function playwright(project, more = []) {
  const report = path.join(results, `playwright-${project}.json`);
  fs.rmSync(report, { force: true });
  const code = await passThrough(
    process.execPath,
    [
      installed('@playwright', 'test', 'cli.js'),
      'test',
      `--project=${project}`,
      '--pass-with-no-tests',
      ...more,
    ],
    { cwd: root, env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report } },
  );
  return countPlaywright(readJson(report), code);
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
