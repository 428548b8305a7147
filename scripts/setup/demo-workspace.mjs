/** The workspace of `npm start -- --demo`: a fictional agency, made once and kept. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { nobody } from './launcher.mjs';
import { cacheFolder, root } from './paths.mjs';
import { passThrough } from './run.mjs';
import { fail, say } from './say.mjs';

/** The demonstration agency's passphrase; printed, since nothing in it is secret. */
const PASSPHRASE = 'lantern orchard velvet compass';

/**
 * Makes the demo workspace where it is not there yet, and gives its folder.
 * @param {{ asNobody: boolean }} launcher who will use it
 * @param {{ anew: boolean }} options anew: throw the old one away (its dates are those of the day it was made)
 */
export async function demoWorkspace(launcher, { anew }) {
  const base = launcher.asNobody ? path.join(cacheFolder(), 'home') : path.join(os.homedir(), 'Hearth demo');
  const folder = path.join(base, 'demo');
  if (anew || !fs.existsSync(path.join(folder, 'made'))) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(base, { recursive: true });
    const args = ['main/backend/demo/index.ts', '--out', folder, '--members', '60', '--workspace-only'];
    say('Making the demonstration agency, 60 fictional members: about half a minute …');
    const code = await passThrough(process.execPath, args, {
      cwd: root,
      env: { ...process.env, HEARTH_PASSPHRASE: PASSPHRASE },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (code !== 0) fail('The demonstration agency could not be made; the lines above say why.');
    fs.writeFileSync(path.join(folder, 'made'), '');
  }
  if (launcher.asNobody) giveTo(nobody(), folder);
  say(
    `Demonstration agency in ${folder}; everybody in it is fictional. Unlock as Nadia Brightwater; passphrase: ${PASSPHRASE}`,
  );
  return path.join(folder, 'workspace');
}

function giveTo({ uid, gid }, folder) {
  fs.chownSync(folder, uid, gid);
  for (const entry of fs.readdirSync(folder, { recursive: true })) {
    fs.lchownSync(path.join(folder, entry), uid, gid);
  }
}
