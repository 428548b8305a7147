/** The packages: `npm ci` where node_modules is not what the lock file says. */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pinnedNode, root } from './paths.mjs';
import { must, npm } from './run.mjs';
import { during } from './say.mjs';

/** Makes node_modules match package-lock.json, with the pinned Node in it. Does nothing where it already does. */
export async function installPackages() {
  const env = { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' };
  if (!packagesMatchLock()) {
    // No install scripts: the only one that Hearth needs is the pinned Node's, next. Compilers stay unused.
    await during('Installing the packages that package-lock.json names (npm ci)', () =>
      must(...npm('ci', '--ignore-scripts', '--no-audit', '--no-fund'), { cwd: root, env }),
    );
  }
  if (!fs.existsSync(pinnedNode())) {
    await during('Installing the pinned Node for the scripts', () =>
      must(...npm('rebuild', 'node'), { cwd: root, env: { ...env, npm_config_ignore_scripts: 'false' } }),
    );
  }
}

/**
 * Whether node_modules holds exactly the versions of the lock file.
 *
 * npm keeps its own copy of what it installed (`node_modules/.package-lock.json`); comparing the two is exact,
 * where comparing their dates is not (a checkout of another branch touches the lock file).
 */
export function packagesMatchLock(folder = root) {
  const read = (file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')).packages;
  try {
    const wanted = read('package-lock.json');
    const present = read('node_modules/.package-lock.json');
    for (const [where, entry] of Object.entries(wanted)) {
      if (where === '' || (entry.optional && !present[where])) continue;
      if (present[where]?.version !== entry.version || !fs.existsSync(path.join(folder, where))) return false;
    }
    return true;
  } catch {
    return false;
  }
}
