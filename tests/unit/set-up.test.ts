import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { missingOptional } from '../../scripts/complete-lock.mjs';
import { countPlaywright, countsInWords, countVitest } from '../../scripts/setup/counts.mjs';
import { packagesMatchLock } from '../../scripts/setup/install.mjs';
import { othersCanReach } from '../../scripts/setup/paths.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-set-up-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('whether npm ci is needed', () => {
  const write = (file: string, packages: object) => {
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    writeFileSync(join(folder, file), JSON.stringify({ packages }));
  };
  const LOCK = 'package-lock.json';
  const PRESENT = 'node_modules/.package-lock.json';
  const wanted = {
    '': { name: 'hearth' },
    'node_modules/zod': { version: '4.0.0' },
    'node_modules/other-system': { version: '1.0.0', optional: true },
  };

  beforeEach(() => {
    write(LOCK, wanted);
    mkdirSync(join(folder, 'node_modules/zod'), { recursive: true });
  });

  it('is not where every package has the version of the lock, optional ones aside', () => {
    write(PRESENT, { 'node_modules/zod': { version: '4.0.0' } });
    expect(packagesMatchLock(folder)).toBe(true);
  });

  it('is where node_modules was never made, or by hand', () => {
    expect(packagesMatchLock(folder)).toBe(false);
  });

  it('is where a version differs, a package is missing, or its folder is gone', () => {
    write(PRESENT, { 'node_modules/zod': { version: '4.0.1' } });
    expect(packagesMatchLock(folder)).toBe(false);
    write(PRESENT, {});
    expect(packagesMatchLock(folder)).toBe(false);
    write(PRESENT, { 'node_modules/zod': { version: '4.0.0' } });
    rmSync(join(folder, 'node_modules/zod'), { recursive: true });
    expect(packagesMatchLock(folder)).toBe(false);
  });

  it('is where an optional package has another version', () => {
    write(PRESENT, {
      'node_modules/zod': { version: '4.0.0' },
      'node_modules/other-system': { version: '0.9.0' },
    });
    expect(packagesMatchLock(folder)).toBe(false);
  });
});

describe('what npm ci would miss in the lock', () => {
  it('finds optional packages that are named and not locked, wherever they could lie', () => {
    const packages = {
      '': {},
      'node_modules/a': {
        optionalDependencies: { 'a-linux-x64': '1.0.0', 'a-win32-x64': '1.0.0' },
        dev: true,
      },
      'node_modules/a-linux-x64': { version: '1.0.0' },
      'node_modules/b/node_modules/c': { optionalDependencies: { 'c-darwin-arm64': '2.0.0' } },
      'node_modules/b/node_modules/c-darwin-arm64': { version: '2.0.0' },
    };
    expect(missingOptional({ packages })).toEqual([{ name: 'a-win32-x64', version: '1.0.0', dev: true }]);
  });
});

describe('what another user can reach', () => {
  it('is a path whose every folder lets others pass, and that others may read', () => {
    mkdirSync(join(folder, 'open/inner'), { recursive: true });
    writeFileSync(join(folder, 'open/inner/file'), '');
    const file = join(folder, 'open/inner/file');
    expect(othersCanReach(file)).toBe(true);
    expect(othersCanReach(join(folder, 'open/not-yet/there'))).toBe(true);
    chmodSync(join(folder, 'open'), 0o711);
    expect(othersCanReach(file)).toBe(true);
    chmodSync(join(folder, 'open'), 0o700);
    expect(othersCanReach(file)).toBe(false);
    chmodSync(join(folder, 'open'), 0o755);
    chmodSync(file, 0o640);
    expect(othersCanReach(file)).toBe(false);
  });
});

describe('counting tests', () => {
  const vitest = {
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [],
  };
  const broken = { status: 'failed', assertionResults: [] };

  it("counts Vitest's tests, and a file that does not load as one failure", () => {
    expect(countVitest(vitest, 0)).toEqual({ passed: 3, failed: 0, skipped: 1 });
    expect(countVitest({ ...vitest, testResults: [broken] }, 1)).toMatchObject({ passed: 3, failed: 1 });
  });

  it("counts Playwright's tests, and a flaky one as failed", () => {
    const stats = { expected: 2, unexpected: 1, flaky: 1, skipped: 4 };
    expect(countPlaywright({ stats, errors: [] }, 1)).toEqual({ passed: 2, failed: 2, skipped: 4 });
    expect(countPlaywright({ stats, errors: [{}] }, 1).failed).toBe(3);
  });

  it('never calls a run good that ended badly', () => {
    expect(countVitest(vitest, 1).failed).toBe(1);
    expect(countVitest(null, 1).failed).toBe(1);
    expect(countPlaywright(null, 1).failed).toBe(1);
  });

  it('says it in words', () => {
    expect(countsInWords({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(countsInWords({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
  });
});
