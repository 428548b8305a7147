/**
 * Stands in for Electron's default app, which the fallback runtime lacks: `electron
 * [-r FILE] FOLDER …` starts the application in FOLDER, after FILE, as it does with the official runtime.
 * Development and tests only, never packaged.
 */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const args = process.argv.slice(1);
const required = args.indexOf('-r') + 1;
const named = args.find((each, index) => !each.startsWith('-') && (required === 0 || index !== required));
if (named === undefined) {
  process.stderr.write('Name the folder of an application.\n');
  app.exit(1);
} else {
  const folder = fs.realpathSync(path.resolve(named));
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  process.defaultApp = true;
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion?.(manifest.version);
  app.setAppPath(folder);
  if (!process.argv.some((each) => each.startsWith('--user-data-dir='))) {
    app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
  }
  if (process.env.HEARTH_NO_SANDBOX === '1') {
    // Only where this machine cannot have Chromium's sandbox at all; the launcher says so, loudly.
    app.enableSandbox = () => {};
  }
  if (required > 0) await import(pathToFileURL(args[required]).href);
  await import(pathToFileURL(path.join(folder, manifest.main)).href);
}
