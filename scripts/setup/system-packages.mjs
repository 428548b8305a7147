/** Libraries of the operating system: installed through apt where we may, named in one line where we may not. */
import fs from 'node:fs';
import process from 'node:process';
import { isRoot } from './paths.mjs';
import { capture, must } from './run.mjs';
import { during, say } from './say.mjs';

/** What an Electron window needs on Debian and Ubuntu; a list in a list is one library under its names. */
export const WINDOW_PACKAGES = [
  'xvfb',
  'xauth',
  ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnss3',
  ['libasound2t64', 'libasound2'],
  'libgbm1',
  'libxss1',
  // Names in every script of the Medi-Cal threshold languages, and the family the page asks for on Linux.
  'fonts-noto-core',
];

/** What the tests need besides: a real SFTP server to send files to. */
export const TEST_PACKAGES = ['openssh-server'];

/** Installs what is missing, or says what to install. Linux only; elsewhere Electron needs nothing. */
export async function installSystemPackages(wanted) {
  if (process.platform !== 'linux') return;
  if (!(await has('dpkg-query'))) {
    if (wanted.includes('xvfb') && !process.env.DISPLAY && !(await has('Xvfb'))) {
      say('This system has no Xvfb: install it, and GTK 3, NSS, ALSA and GBM, with its own package tool.');
    }
    return;
  }
  const missing = await missingPackages(wanted);
  if (missing.length === 0) return;
  if (!isRoot) {
    say(`Some system libraries are missing. Install them once: sudo apt-get install ${missing.join(' ')}`);
    return;
  }
  try {
    await aptInstall(missing, wanted);
  } catch (error) {
    // Perhaps only the network is gone and what is missing is not needed today: what needs it will say so.
    say(`System packages could not be installed (${missing.join(' ')}); going on without.\n${error.message}`);
  }
}

async function aptInstall(missing, wanted) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['-o', 'DPkg::Lock::Timeout=300'];
  await during('Reading the list of system packages (apt-get update)', () =>
    must('apt-get', [...options, 'update'], { env }),
  );
  const names = await namesOnThisRelease(missing, wanted);
  await during(`Installing system packages: ${names.join(' ')}`, () =>
    withoutStartingServices(() =>
      must('apt-get', [...options, 'install', '-y', '--no-install-recommends', ...names], { env }),
    ),
  );
}

async function has(program) {
  return (await capture('which', [program])).code === 0;
}

/** The packages of the list that are not installed, each by its last (oldest) name. */
async function missingPackages(wanted) {
  const missing = [];
  for (const entry of wanted) {
    const names = [entry].flat();
    const states = await Promise.all(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own format language
      names.map((name) => capture('dpkg-query', ['-W', '-f', '${db:Status-Status}', name])),
    );
    if (!states.some((state) => state.output.trim() === 'installed')) missing.push(names.at(-1));
  }
  return missing;
}

/** Newer releases renamed some libraries; takes the first name that this one can install. */
async function namesOnThisRelease(missing, wanted) {
  const names = [];
  for (const last of missing) {
    const all = [wanted.find((entry) => [entry].flat().at(-1) === last)].flat();
    const known = [];
    for (const name of all) {
      const { output } = await capture('apt-cache', ['policy', name]);
      if (/Candidate: (?!\(none\))/.test(output)) known.push(name);
    }
    names.push(known[0] ?? last);
  }
  return names;
}

/**
 * Installs without starting anything: the tests start sshd themselves, on a loopback port, and setting a
 * test up must not open a machine to its network. Debian asks this file before it starts a service.
 */
async function withoutStartingServices(work) {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !fs.existsSync(policy);
  if (ours) fs.writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const hadServer = fs.existsSync('/usr/sbin/sshd');
  try {
    await work();
  } finally {
    if (ours) fs.rmSync(policy, { force: true });
  }
  if (!hadServer && fs.existsSync('/usr/sbin/sshd') && fs.existsSync('/run/systemd/system')) {
    await capture('systemctl', ['disable', 'ssh.service', 'ssh.socket']);
    say('  The SSH server is installed for the tests only: its system service stays off.');
  }
}
