import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { _electron } from '@playwright/test';
import { median, report, say } from './measure.ts';

const ROUNDS = 5;

/**
 * Measures the time from starting the process to the first painted window: Hearth's against an empty app's.
 *
 * Both run in the same Electron, in turns, each with a fresh profile; Hearth's workspace folder is empty, as on
 * the first day.
 */
export async function benchFirstWindow(): Promise<void> {
  const executablePath = process.env.HEARTH_ELECTRON;
  const hearth = process.env.HEARTH_APP;
  if (executablePath === undefined || hearth === undefined) {
    say('first window: left out, HEARTH_ELECTRON and HEARTH_APP are not set (npm run bench sets them)');
    return;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'hearth-bench-window-'));
  try {
    chmodSync(scratch, 0o755);
    const empty = readableCopy(join(import.meta.dirname, 'empty-app'), join(scratch, 'empty-app'));
    const times: { empty: number[]; hearth: number[] } = { empty: [], hearth: [] };
    for (let round = -1; round < ROUNDS; round += 1) {
      say(round < 0 ? 'first window: warming up' : `first window: round ${round + 1} of ${ROUNDS}`);
      const first = await timeToFirstPaint(executablePath, empty, writable(scratch, `empty-${round}`));
      const second = await timeToFirstPaint(executablePath, hearth, writable(scratch, `hearth-${round}`));
      if (round < 0) continue;
      times.empty.push(first);
      times.hearth.push(second);
    }
    report('first window', median(times.hearth), {
      what: 'an empty Electron app',
      value: median(times.empty),
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The launcher may start the app as another user, who has to be able to read it. */
function readableCopy(from: string, to: string): string {
  cpSync(from, to, { recursive: true });
  chmodSync(to, 0o755);
  return to;
}

function writable(scratch: string, name: string): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  return folder;
}

async function timeToFirstPaint(executablePath: string, app: string, profile: string): Promise<number> {
  const start = performance.now();
  const running = await _electron.launch({
    executablePath,
    chromiumSandbox: process.env.HEARTH_NO_SANDBOX !== '1',
    // Without a graphics card both would spend a second looking for one.
    args: [app, '--disable-gpu', `--user-data-dir=${profile}`, `--workspace=${join(profile, 'workspace')}`],
  });
  try {
    const page = await running.firstWindow();
    await page.waitForLoadState('domcontentloaded');
    // Two frames: the first one is being drawn when the second is asked for.
    await page.evaluate(
      'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
    );
    return performance.now() - start;
  } finally {
    await running.close();
  }
}
