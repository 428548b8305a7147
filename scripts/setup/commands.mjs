/** What each npm script does once the packages are there; runs on the pinned Node. */
import os from 'node:os';
import process from 'node:process';
import { build, forgetBuild } from './build.mjs';
import { demoWorkspace } from './demo-workspace.mjs';
import { lacksDisplay, startDisplay } from './display.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { launcherFor } from './launcher.mjs';
import { installed, othersCanReach, root } from './paths.mjs';
import { passThrough } from './run.mjs';
import { say } from './say.mjs';
import { installSystemPackages, TEST_PACKAGES, WINDOW_PACKAGES } from './system-packages.mjs';
import { runGroups } from './test-groups.mjs';

/** Chromium's own complaints about a system bus or a graphics card that is not there: harmless, and many. */
const CHROMIUM_CHATTER = /^\[[\d:./]+:(ERROR|WARNING|INFO):[a-z_]+\.(cc|mm)\(\d+\)\]/;

/**
 * Runs one command.
 * @param {string} command a word of `npm run`
 * @param {string[]} args what followed `--`
 * @returns {Promise<number>} the exit code
 */
export function runCommand(command, args) {
  const commands = { start, dev, test, cli, demo, bench, soak, setup, dist };
  return commands[command](args);
}

/** Everything that a window needs. Sets HEARTH_ELECTRON and HEARTH_APP for whoever starts the app. */
export async function prepareApp({ dev = false, forTests = false } = {}) {
  await installSystemPackages(forTests ? [...WINDOW_PACKAGES, ...TEST_PACKAGES] : WINDOW_PACKAGES);
  const runtime = await electronRuntime();
  if (dev) forgetBuild();
  else await build();
  const launcher = await launcherFor(runtime, { fromCheckout: dev });
  Object.assign(process.env, launcher.env, {
    HEARTH_ELECTRON: launcher.executable,
    HEARTH_APP: launcher.appFolder,
    HEARTH_ELECTRON_FOLDER: runtime.folder,
    HEARTH_ELECTRON_VERSION: runtime.version,
  });
  // The tests make their folders in the temporary one, and the app has to get there too.
  if (launcher.asNobody && !othersCanReach(os.tmpdir())) process.env.TMPDIR = '/tmp';
  if (process.platform === 'linux' && forTests)
    await startDisplay('The tests draw on a display of their own');
  else if (lacksDisplay()) await startDisplay('This machine has no display');
  return { ...launcher, flags: launcher.sandbox ? [] : ['--no-sandbox'] };
}

async function setup() {
  await prepareApp({ forTests: true });
  say('Ready.');
  return 0;
}

async function start(args) {
  const launcher = await prepareApp();
  const rest = args.filter((each) => each !== '--demo' && each !== '--demo=new');
  if (rest.length < args.length) {
    rest.push(`--workspace=${await demoWorkspace(launcher, { anew: args.includes('--demo=new') })}`);
  }
  if (launcher.asNobody) say('Started as root: the app itself runs as the user nobody, sandboxed.');
  say('Opening Hearth.');
  return await passThrough(launcher.executable, [...launcher.flags, launcher.appFolder, ...rest], {
    cwd: root,
    quiet: CHROMIUM_CHATTER,
  });
}

async function dev(args) {
  const launcher = await prepareApp({ dev: true });
  const script = installed('electron-vite', 'bin', 'electron-vite.js');
  const flags = launcher.sandbox ? [] : ['--noSandbox'];
  return await passThrough(process.execPath, [script, 'dev', '--watch', ...flags, '--', ...args], {
    cwd: root,
    env: { ...process.env, ELECTRON_EXEC_PATH: launcher.executable, HEARTH_KEEP_FOLDER: '1' },
    quiet: CHROMIUM_CHATTER,
  });
}

function test(args) {
  return runGroups(args, prepareApp);
}

function cli(args) {
  return passThrough(process.execPath, ['main/backend/cli.ts', ...args], { cwd: root });
}

function demo(args) {
  return passThrough(process.execPath, ['main/backend/demo/index.ts', ...args], { cwd: root });
}

/** Kills the backend a thousand times at random points of its work and looks for what was acknowledged. */
function soak(args) {
  return passThrough(process.execPath, ['tests/soak/index.ts', ...args], { cwd: root });
}

async function bench(args) {
  await prepareApp();
  return await passThrough(process.execPath, ['tests/bench/index.ts', ...args], { cwd: root });
}

/** Installers, by electron-builder with its own, supported Electron; needs the network. Arguments pass through. */
async function dist(args) {
  await build();
  return await passThrough(process.execPath, [installed('electron-builder', 'cli.js'), ...args], {
    cwd: root,
  });
}
