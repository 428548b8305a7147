import type * as NodeFs from 'node:fs';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type KeyFile, readKeyFile, writeKeyFile } from '#main/backend/vault/key-file.ts';
import { createWorkspace } from '#main/backend/vault/workspace.ts';
import { type Disk, disksAfterPowerCut, type Step } from '../fixtures/power-cut.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const recorder = vi.hoisted(() => ({ steps: [] as Step[], on: false, withoutLinks: false }));

/** The real file system, with every change written down in order. */
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof NodeFs>();
  const names = new Map<number, string>();
  const note = (step: Step) => {
    if (recorder.on) recorder.steps.push(step);
  };
  const last = (path: unknown) => String(path).split(/[\\/]/).at(-1) ?? '';
  const recorded = {
    openSync: (path: string, flags: string, mode?: number) => {
      const file = fs.openSync(path, flags, mode);
      names.set(file, last(path));
      if (String(flags).startsWith('w')) note({ kind: 'create', name: last(path) });
      return file;
    },
    writeSync: (file: number, text: string) => {
      note({ kind: 'write', name: names.get(file) ?? '', bytes: Buffer.from(text) });
      return fs.writeSync(file, text);
    },
    fsyncSync: (file: number) => {
      note({ kind: 'fsync', name: names.get(file) ?? '' });
      fs.fsyncSync(file);
    },
    renameSync: (from: string, to: string) => {
      fs.renameSync(from, to);
      note({ kind: 'rename', from: last(from), to: last(to) });
    },
    linkSync: (from: string, to: string) => {
      if (recorder.withoutLinks) throw Object.assign(new Error('no links here'), { code: 'EPERM' });
      fs.linkSync(from, to);
      note({ kind: 'link', from: last(from), to: last(to) });
    },
    rmSync: (path: string, options?: NodeFs.RmOptions) => {
      if (fs.existsSync(path)) note({ kind: 'remove', name: last(path) });
      fs.rmSync(path, options);
    },
  };
  const all = { ...fs, ...recorded };
  return { ...all, default: all };
});

let folder: string;
let clean: () => void;
let generations: readonly KeyFile[];

beforeEach(async () => {
  ({ folder, clean } = temporaryFolder('hearth-cut-'));
  recorder.withoutLinks = false;
  const { workspace } = await createWorkspace(join(folder, 'workspace'), {
    agencyName: 'Larkmeadow Community Care',
    administratorName: 'Lena Vantree',
    passphrase: 'copper river lantern meadow',
  });
  const { keyFile } = workspace;
  await workspace.close();
  generations = [1, 2, 3].map((generation) => ({ ...keyFile, generation }));
});
afterEach(() => {
  recorder.on = false;
  clean();
});

/** Writes the third generation over the second, as the app does, and gives the steps that this took. */
function recordWrite(): { readonly before: Disk; readonly steps: readonly Step[]; readonly vault: string } {
  const vault = join(folder, 'vault');
  rmSync(vault, { recursive: true, force: true });
  const [first, second, third] = generations;
  if (!first || !second || !third) throw new Error('Three generations are needed.');
  mkdirSync(vault);
  writeKeyFile(vault, first);
  writeKeyFile(vault, second);
  const before = new Map(readdirSync(vault).map((name) => [name, readFileSync(join(vault, name))]));
  recorder.steps.length = 0;
  recorder.on = true;
  writeKeyFile(vault, third);
  recorder.on = false;
  return { before, steps: [...recorder.steps], vault };
}

/** Puts a disk into a folder and says which generation each of the two names holds, if it reads. */
function generationsOn(disk: Disk): { readonly present: number | null; readonly previous: number | null } {
  const after = join(folder, 'after');
  rmSync(after, { recursive: true, force: true });
  mkdirSync(after);
  for (const [name, bytes] of disk) writeFileSync(join(after, basename(name)), bytes);
  const read = (name: string) => {
    try {
      return readKeyFile(after, name).generation;
    } catch {
      return null;
    }
  };
  return { present: read('vault.json'), previous: read('vault.previous.json') };
}

describe.each([
  ['with second names', false],
  ['on a disk without second names', true],
])('a power cut while the key file is written, %s', (_name, withoutLinks) => {
  beforeEach(() => {
    recorder.withoutLinks = withoutLinks;
  });

  test('the steps are seen, and without a cut the new generation stands beside the old one', () => {
    const { steps, vault } = recordWrite();
    expect(steps.filter(({ kind }) => kind === 'fsync').length).toBeGreaterThanOrEqual(2);
    expect(steps.filter(({ kind }) => kind === 'rename')).toHaveLength(2);
    expect(readKeyFile(vault).generation).toBe(3);
    expect(readKeyFile(vault, 'vault.previous.json').generation).toBe(2);
  });

  test('at any point leaves the old or the new generation to be read at the next start', () => {
    const { before, steps } = recordWrite();
    const disks = disksAfterPowerCut(before, steps, true);
    expect(disks.length).toBeGreaterThan(40);
    const seen = new Set(disks.map((disk) => generationsOn(disk).present));
    expect([...seen].sort()).toEqual([2, 3]);
  });

  test('on a disk that drops every fsync still leaves one of the two, never neither', () => {
    const { before, steps } = recordWrite();
    const disks = disksAfterPowerCut(before, steps, false);
    const found = disks.map(generationsOn);
    expect(
      found.some(({ present }) => present === null),
      'the model tears the new file',
    ).toBe(true);
    const lost = found.filter(({ present, previous }) => present === null && previous === null);
    expect(lost).toHaveLength(0);
  });
});
