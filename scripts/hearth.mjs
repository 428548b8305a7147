/**
 * The one entry behind every npm script: does the set-up that is missing, then the work.
 *
 * Node built-ins only and no newer than Node 20, because this file runs before anything is installed. Once
 * the packages are there it starts itself again on the pinned Node 24 (a devDependency), so that everything
 * else runs on the same version whatever the machine has.
 */
import process from 'node:process';
import { installPackages } from './setup/install.mjs';
import { isRoot, pinnedNode, pinnedNodeVersion, root } from './setup/paths.mjs';
import { passThrough } from './setup/run.mjs';
import { fail, say } from './setup/say.mjs';

const COMMANDS = ['start', 'dev', 'test', 'cli', 'demo', 'bench', 'soak', 'setup', 'dist'];

const [command, ...args] = process.argv.slice(2);

// As root the app runs as another user, who has to read what is made here.
if (isRoot) process.umask(0o022);

try {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Node ${process.versions.node} is too old to set Hearth up. Install Node 20.19 or newer.`);
  }
  if (!COMMANDS.includes(command)) {
    fail(`There is no command "${command ?? ''}". Commands: ${COMMANDS.join(', ')}.`);
  }
  await installPackages();
  const respawned = process.env.HEARTH_RESPAWNED === '1';
  delete process.env.HEARTH_RESPAWNED;
  if (process.versions.node === pinnedNodeVersion() || respawned) {
    const { runCommand } = await import('./setup/commands.mjs');
    process.exitCode = await runCommand(command, args);
  } else {
    const script = new URL(import.meta.url).pathname;
    process.exitCode = await passThrough(pinnedNode(), [decodeURIComponent(script), command, ...args], {
      env: { ...process.env, HEARTH_RESPAWNED: '1' },
      cwd: root,
    });
  }
} catch (error) {
  say(error.expected ? error.message : error.stack);
  process.exitCode = 1;
}
