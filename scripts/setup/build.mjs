/** The build: electron-vite, only where a source is not the one that was built. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { installed, root } from './paths.mjs';
import { must } from './run.mjs';
import { during } from './say.mjs';

const SOURCES = [
  'main',
  'shared',
  'renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
const STAMP = path.join(root, 'out', 'built-from');

/** Builds out/ where it is missing or made from other sources. */
export async function build() {
  const stamp = sourcesStamp();
  if (builtStamp() === stamp) return;
  forgetBuild();
  await during('Building the app (electron-vite build)', () =>
    must(process.execPath, [installed('electron-vite', 'bin', 'electron-vite.js'), 'build'], { cwd: root }),
  );
  fs.writeFileSync(STAMP, stamp);
}

/** What out/ was built from; empty where it was not built by us. */
export function builtStamp() {
  try {
    return fs.readFileSync(STAMP, 'utf8');
  } catch {
    return '';
  }
}

/** Makes the next run build again (the development server writes into out/ too). */
export function forgetBuild() {
  fs.rmSync(STAMP, { force: true });
}

/** Name, size and content of every source in one hash. */
function sourcesStamp() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesIn(path.join(root, source))) {
      hash.update(`${path.relative(root, file)}\0`);
      hash.update(fs.readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function filesIn(at) {
  if (!fs.existsSync(at)) return [];
  if (!fs.statSync(at).isDirectory()) return [at];
  return fs
    .readdirSync(at)
    .sort()
    .flatMap((name) => filesIn(path.join(at, name)));
}
