/** A copy of the built app that the user nobody can read, for a checkout that only root can. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { builtStamp } from './build.mjs';
import { cacheFolder, root } from './paths.mjs';
import { say } from './say.mjs';

/**
 * Brings the copy up to date and gives its folder: package.json, out/ and the packages that run in the app.
 *
 * Copies of checkouts that are gone are removed, so that test machines with a new checkout for each run do
 * not fill up.
 */
export function readableCopy() {
  const copies = path.join(cacheFolder(), 'checkouts');
  fs.mkdirSync(copies, { recursive: true });
  for (const each of fs.readdirSync(copies)) {
    const from = readOr(path.join(copies, each, 'copied-from'), '');
    if (!fs.existsSync(from)) fs.rmSync(path.join(copies, each), { recursive: true, force: true });
  }
  const copy = path.join(copies, createHash('sha256').update(root).digest('hex').slice(0, 12));
  fs.mkdirSync(copy, { recursive: true });
  fs.writeFileSync(path.join(copy, 'copied-from'), root);
  const lock = fs.readFileSync(path.join(root, 'package-lock.json'));
  refresh(copy, 'packages', createHash('sha256').update(lock).digest('hex'), () => {
    fs.rmSync(path.join(copy, 'node_modules'), { recursive: true, force: true });
    for (const where of shippedPackages(JSON.parse(lock.toString()))) copyInto(copy, where);
  });
  refresh(copy, 'build', builtStamp(), () => {
    fs.rmSync(path.join(copy, 'out'), { recursive: true, force: true });
    copyInto(copy, 'out');
  });
  copyInto(copy, 'package.json');
  makeReadable(copy);
  return copy;
}

function refresh(copy, what, stamp, work) {
  const file = path.join(copy, `${what}.stamp`);
  if (readOr(file, '') === stamp) return;
  if (what === 'packages') say(`The user nobody cannot read ${root}: running from a copy in ${copy}.`);
  work();
  fs.writeFileSync(file, stamp);
}

/** The locked packages that the app needs when it runs, in the order of the lock (outer before inner). */
function shippedPackages(lock) {
  return Object.entries(lock.packages)
    .filter(([where, entry]) => where !== '' && !entry.dev && fs.existsSync(path.join(root, where)))
    .map(([where]) => where);
}

function copyInto(copy, relative) {
  const inner = path.join(root, relative, 'node_modules');
  fs.cpSync(path.join(root, relative), path.join(copy, relative), {
    recursive: true,
    filter: (from) => from !== inner,
  });
}

function makeReadable(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const at = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) fs.chmodSync(at, 0o755);
    else if (entry.isFile()) fs.chmodSync(at, 0o644);
  }
  fs.chmodSync(folder, 0o755);
}

function readOr(file, otherwise) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}
