import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createPackageFromFiles } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwantedFiles } from '../../scripts/pack/check-files.mjs';
import { SHIPPED_FUSES, wrongFuses } from '../../scripts/pack/verify.mjs';
import { queueFile } from '../fixtures/outbox.ts';
import { addPlan } from '../fixtures/people.ts';
import { prepareWorkspace } from '../fixtures/prepared-workspace.ts';
import { startSshd } from '../fixtures/sshd.ts';
import { PASSPHRASE } from '../fixtures/workspace.ts';

const { HEARTH_ELECTRON_FOLDER: runtime, HEARTH_ELECTRON_VERSION: version, HEARTH_NO_SANDBOX } = process.env;
const asRoot = process.getuid?.() === 0;

/** Packs the app as it ships, with the runtime that the tests have, and attacks the result. */
describe.runIf(process.platform === 'linux')('the packed app', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-packed-'));
  const app = join(folder, 'out', 'linux-unpacked');
  const executable = join(app, 'hearth');

  beforeAll(() => {
    if (!runtime || !version)
      throw new Error('Run this through npm test: it prepares Electron and the build.');
    chmodSync(folder, 0o755);
    const electron = join(folder, 'electron');
    cpSync(runtime, electron, { recursive: true, verbatimSymlinks: true });
    rmSync(join(electron, 'resources', 'app'), { recursive: true, force: true });
    const { VITEST: _, ...env } = process.env;
    const packing = spawnSync(
      process.execPath,
      [
        'node_modules/electron-builder/cli.js',
        ...['--linux', 'dir'],
        `-c.electronDist=${electron}`,
        `-c.electronVersion=${version}`,
        `-c.directories.output=${join(folder, 'out')}`,
      ],
      { encoding: 'utf8', env },
    );
    if (packing.status !== 0) throw new Error(`Packing failed:\n${packing.stdout}\n${packing.stderr}`);
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has every fuse as it ships', async () => {
    expect(await wrongFuses(executable)).toEqual([]);
    expect(await wrongFuses(join(folder, 'electron', 'electron'))).toContain('RunAsNode');
  });

  it('states the same fuses in electron-builder.yml', () => {
    const stated = readFileSync('electron-builder.yml', 'utf8').split('electronFuses:')[1] ?? '';
    for (const [name, on] of Object.entries(SHIPPED_FUSES)) {
      expect(stated).toContain(`\n  ${name.charAt(0).toLowerCase()}${name.slice(1)}: ${on}\n`);
    }
  });

  it('holds no file that is not on the list', async () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    expect(unwantedFiles(join(app, 'resources'), 'linux-x64', lock)).toEqual([]);

    // The check bites: a map, a source, a development package, a loose application folder.
    const sample = join(folder, 'sample');
    const files = [
      'package.json',
      'out/main/index.js',
      'out/main/index.js.map',
      'main/index.ts',
      'node_modules/vite/index.js',
      'node_modules/pdfkit/index.d.ts',
      'node_modules/pdfkit/index.js',
    ];
    for (const file of files) {
      mkdirSync(join(sample, 'app', file, '..'), { recursive: true });
      writeFileSync(join(sample, 'app', file), '');
    }
    const resources = join(sample, 'resources');
    mkdirSync(join(resources, 'app'), { recursive: true });
    writeFileSync(join(resources, 'app', 'package.json'), '');
    const source = join(sample, 'app');
    const inside = readdirSync(source, { recursive: true }).map((file) => join(source, String(file)));
    await createPackageFromFiles(source, join(resources, 'app.asar'), inside);
    expect(unwantedFiles(resources, 'linux-x64', lock).sort()).toEqual(
      [
        'app/package.json',
        'main/index.ts',
        'node_modules/vite/index.js',
        'node_modules/pdfkit/index.d.ts',
        'out/main/index.js.map',
      ].sort(),
    );
  });

  it.skipIf(HEARTH_NO_SANDBOX === '1')(
    'starts sandboxed, keeps its backend, and answers no debugger',
    async () => {
      const home = join(folder, 'home');
      mkdirSync(home);
      chmodSync(home, 0o777);
      const asNobody = ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups'];
      const command = [
        ...(asRoot ? asNobody : []),
        ...['env', `HOME=${home}`, `NODE_OPTIONS=--require=${join(home, 'evil.cjs')}`, executable],
        ...['--inspect=0', '--disable-gpu', `--user-data-dir=${join(home, 'profile')}`],
        `--workspace=${join(home, 'workspace')}`,
      ];
      writeFileSync(join(home, 'evil.cjs'), `require('fs').writeFileSync('${join(home, 'owned')}', '')`);
      const child = spawn(command[0] ?? '', command.slice(1), {
        cwd: '/',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      child.stderr.on('data', (data) => {
        said += data;
      });
      try {
        const backend = await processWith(child.pid, 'node.mojom.NodeService');
        const page = await processWith(child.pid, '--type=renderer');
        await wait(1500);
        expect((await processWith(child.pid, 'node.mojom.NodeService')).pid).toBe(backend.pid);
        expect(page.status).toMatch(/^Seccomp:\s+2$/m);
        expect(page.status).toMatch(/^NoNewPrivs:\s+1$/m);
        expect(said).not.toContain('Debugger listening');
        expect(readdirSync(home)).not.toContain('owned');
      } finally {
        child.kill('SIGKILL');
      }
    },
    60_000,
  );

  it('sends and fetches without a window, and says by its exit code how it went', async () => {
    const sshd = await startSshd();
    const place = join(folder, 'unattended');
    mkdirSync(join(sshd.root, 'outbound'));
    mkdirSync(place);
    chmodSync(place, 0o777);
    try {
      await prepareWorkspace(join(place, 'workspace'), async (backend) => {
        const { client: api, host } = backend;
        if (!host.session) throw new Error('The workspace is locked.');
        const planId = await addPlan(api);
        const { name, shortName, profile } = await api.plans.get({ id: planId });
        const sftp = {
          host: '127.0.0.1',
          port: sshd.port,
          user: sshd.user,
          inboundFolder: 'inbound',
          testFolder: null,
          responseFolders: ['outbound'],
        };
        await api.plans.save({ id: planId, name, shortName, profile: { ...profile, sftp } });
        await sshd.authorize((await api.plans.createKey({ id: planId })).publicKey);
        await api.plans.confirmHostKey({ id: planId, fingerprint: sshd.fingerprint });
        await queueFile({ backend, api, user: host.session.user }, planId, randomBytes(300_000));
      });
      writeFileSync(join(sshd.root, 'outbound', 'notice.txt'), 'Holiday schedule\n');
      const whole = await withoutWindow(executable, place, PASSPHRASE);
      expect(whole.last).toBe('1 sent, 0 not sent, 1 received, 0 problems.');
      expect(whole.exit).toBe(0);
      expect(readdirSync(join(sshd.root, 'inbound'))).toHaveLength(1);
      await sshd.stop();
      expect(await withoutWindow(executable, place, PASSPHRASE)).toMatchObject({ exit: 1 });
      expect(await withoutWindow(executable, place, 'not the passphrase at all')).toMatchObject({ exit: 2 });
    } finally {
      await sshd.stop();
    }
  }, 120_000);
});

/** Runs the packed app as a task scheduler does: its exit code and the last line it printed. */
async function withoutWindow(
  executable: string,
  home: string,
  passphrase: string,
): Promise<{ exit: number | null; last: string | undefined }> {
  const command = [
    ...(asRoot ? ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups'] : []),
    ...['env', `HOME=${home}`, `TMPDIR=${home}`, executable],
    ...(HEARTH_NO_SANDBOX === '1' ? ['--no-sandbox'] : []),
    ...['--disable-gpu', `--user-data-dir=${join(home, 'profile')}`],
    ...[`--workspace=${join(home, 'workspace')}`, '--transfer'],
  ];
  const child = spawn(command[0] ?? '', command.slice(1), { cwd: '/', stdio: ['pipe', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stdin.end(`${passphrase}\n`);
  const exit = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { exit, last: output.trimEnd().split('\n').at(-1) };
}

/** Waits for a descendant process whose command line has this in it. */
async function processWith(
  parent: number | undefined,
  text: string,
): Promise<{ pid: number; status: string }> {
  for (let tries = 0; tries < 100; tries += 1) {
    for (const pid of readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)) {
      const line = readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
      if (line.includes(text) && ancestors(pid).includes(parent ?? -1)) {
        return { pid, status: readOrEmpty(`/proc/${pid}/status`) };
      }
    }
    await wait(100);
  }
  throw new Error(`No process with ${text} appeared.`);
}

function ancestors(pid: number): number[] {
  const parent = Number(/^PPid:\s+(\d+)$/m.exec(readOrEmpty(`/proc/${pid}/status`))?.[1] ?? 0);
  return parent === 0 ? [] : [parent, ...ancestors(parent)];
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
