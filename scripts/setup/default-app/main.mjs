/**
 * Stands in for Electron's default app, which the fallback runtime lacks: `electron FOLDER …` starts the
 * application in FOLDER, as it does with the official runtime. Development and tests only, never packaged.
 */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const named = process.argv.slice(1).find((each) => !each.startsWith('-'));
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
  await import(pathToFileURL(path.join(folder, manifest.main)).href);
}
