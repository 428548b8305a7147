/** Where things are: the checkout, the pinned Node, the cache that outlives a checkout. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The checkout that this script belongs to. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where test reports, screenshots and traces go; ignored by git. */
export const results = path.join(root, 'tests', '.results');

/** True where the caller may do anything on this machine, and Chromium therefore refuses its sandbox. */
export const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** The Node version that package.json pins. */
export function pinnedNodeVersion() {
  return JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).devDependencies.node;
}

/** The pinned Node's executable (it may not be there yet). */
export function pinnedNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(root, 'node_modules', 'node', 'bin', name);
}

/** A file inside an installed package. */
export function installed(...parts) {
  return path.join(root, 'node_modules', ...parts);
}

/**
 * The cache folder for runtimes: `$XDG_CACHE_HOME/hearth-electron`, else `~/.cache/hearth-electron`.
 *
 * Root cannot use the sandbox itself, so the app then runs as the user nobody, who has to reach the runtime:
 * where root's own cache folder is closed to others (`/root` usually is) it is `/var/cache/hearth-electron`.
 */
export function cacheFolder() {
  const own = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  const base = isRoot && !othersCanReach(own) ? '/var/cache' : own;
  return path.join(base, 'hearth-electron');
}

/**
 * Whether a user who owns nothing here can read this path: reading it needs a permission for others, and so
 * does passing each folder above it. Folders that do not exist yet are taken to be made readable.
 */
export function othersCanReach(target) {
  const allows = (at, bits) => !fs.existsSync(at) || (fs.statSync(at).mode & bits) === bits;
  const start = path.resolve(target);
  if (!allows(start, fs.existsSync(start) && fs.statSync(start).isDirectory() ? 0o005 : 0o004)) return false;
  for (let at = path.dirname(start); ; at = path.dirname(at)) {
    if (!allows(at, 0o001)) return false;
    if (at === path.dirname(at)) return true;
  }
}
