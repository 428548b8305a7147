/**
 * How to start the app on this machine with Chromium's sandbox on.
 *
 * For an ordinary user that is the runtime's executable and the checkout. Root is refused a sandbox, so root
 * starts the app as the user nobody: through a small wrapper script, with a home folder of its own, and from
 * a readable copy of the built app where the checkout is closed to others.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { cacheFolder, isRoot, othersCanReach, root } from './paths.mjs';
import { readableCopy } from './readable-copy.mjs';
import { capture } from './run.mjs';
import { say } from './say.mjs';

/**
 * @typedef {object} Launcher
 * @property {string} executable what to start
 * @property {string} appFolder its first argument: the folder with package.json and out/
 * @property {Record<string, string>} env what to add to the environment
 * @property {boolean} sandbox false only where this machine cannot have one
 * @property {boolean} asNobody true where the app runs as the user nobody
 */

/**
 * The launcher for a runtime.
 * @param {{ executable: string, folder: string, version: string }} runtime
 * @param {{ fromCheckout?: boolean }} [options] fromCheckout: never from a copy (hot reload needs the original)
 * @returns {Promise<Launcher>}
 */
export async function launcherFor(runtime, { fromCheckout = false } = {}) {
  if (!isRoot) {
    return { executable: runtime.executable, appFolder: root, env: {}, sandbox: true, asNobody: false };
  }
  const reason = await whyNotNobody();
  if (reason) return withoutSandbox(runtime, reason);
  const readable = othersCanReach(runtime.executable) ? runtime : copiedRuntime(runtime);
  const appFolder = fromCheckout || (await checkoutIsReadable()) ? root : readableCopy();
  if (fromCheckout && !(await checkoutIsReadable())) {
    return withoutSandbox(runtime, `the user nobody cannot read ${root}`);
  }
  return { executable: wrapper(readable.executable), appFolder, env: {}, sandbox: true, asNobody: true };
}

/** Chromium's sandbox needs user namespaces, for the user nobody, whom setpriv (util-linux) makes us. */
async function whyNotNobody() {
  const asNobody = ['--reuid=nobody', '--regid=nogroup', '--clear-groups'];
  const plain = await capture('setpriv', [...asNobody, 'true'], { cwd: '/' });
  if (plain.code !== 0) return `it cannot run a program as the user nobody (${plain.error.trim()})`;
  const spaces = await capture('setpriv', [...asNobody, 'unshare', '--user', 'true'], { cwd: '/' });
  return spaces.code === 0 ? null : 'it lets no ordinary user make user namespaces';
}

function withoutSandbox(runtime, reason) {
  say(
    `!! NO SANDBOX for this run: started as root on a machine where ${reason}. Use an ordinary user instead.`,
  );
  return {
    executable: runtime.executable,
    appFolder: root,
    env: { HEARTH_NO_SANDBOX: '1' },
    sandbox: false,
    asNobody: false,
  };
}

/** A checkout is readable where every folder above it, the build and the packages are. */
async function checkoutIsReadable() {
  const samples = [
    'package.json',
    'out',
    'node_modules/zod/package.json',
    'node_modules/@signalapp/sqlcipher/dist',
  ];
  return samples.map((each) => path.join(root, each)).every(othersCanReach);
}

/** The official runtime may lie in a checkout that is closed to others. */
function copiedRuntime(runtime) {
  const copy = path.join(cacheFolder(), `electron-${runtime.version}`);
  if (!fs.existsSync(path.join(copy, 'version'))) {
    fs.rmSync(copy, { recursive: true, force: true });
    fs.cpSync(runtime.folder, `${copy}.making`, { recursive: true, verbatimSymlinks: true });
    fs.renameSync(`${copy}.making`, copy);
  }
  return { ...runtime, folder: copy, executable: path.join(copy, path.basename(runtime.executable)) };
}

/** Writes the script that becomes the user nobody and then the app; gives its path. */
function wrapper(executable) {
  const cache = cacheFolder();
  const home = path.join(cache, 'home');
  fs.mkdirSync(home, { recursive: true });
  fs.chmodSync(cache, 0o755);
  fs.chmodSync(home, 0o700);
  const { uid, gid } = nobody();
  fs.chownSync(home, uid, gid);
  const name = createHash('sha256').update(executable).digest('hex').slice(0, 8);
  const file = path.join(cache, `electron-as-nobody-${name}`);
  const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const lines = [
    '#!/bin/sh',
    '# Starts Electron as the user nobody, because Chromium has no sandbox for root.',
    `home="\${HEARTH_HOME:-${home}}"`,
    '[ -n "$HEARTH_KEEP_FOLDER" ] || cd "$home"',
    'unset XDG_RUNTIME_DIR XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME',
    'exec setpriv --reuid=nobody --regid=nogroup --clear-groups \\',
    `  env HOME="$home" ${quoted(executable)} "$@"`,
    '',
  ];
  fs.writeFileSync(`${file}.${process.pid}`, lines.join('\n'), { mode: 0o755 });
  fs.chmodSync(`${file}.${process.pid}`, 0o755);
  fs.renameSync(`${file}.${process.pid}`, file);
  return file;
}

/** The numbers of the user nobody. */
export function nobody() {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith('nobody:'));
  const [, , uid, gid] = (line ?? 'nobody:x:65534:65534').split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
