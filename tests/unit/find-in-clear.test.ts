import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findInClear } from '../fixtures/find-in-clear.ts';

// The search that the leak tests rest on must itself be able to find something.
test('a marker is found in any spelling, in contents and in names, and nothing else is', () => {
  const root = mkdtempSync(join(tmpdir(), 'hearth-clear-'));
  try {
    mkdirSync(join(root, 'deep'));
    writeFileSync(
      join(root, 'deep', 'utf8.bin'),
      Buffer.concat([Buffer.alloc(99), Buffer.from('xGuavatreex')]),
    );
    writeFileSync(join(root, 'utf16.bin'), Buffer.from('GUAVATREE', 'utf16le'));
    writeFileSync(join(root, 'guavatree.txt'), 'nothing');
    writeFileSync(join(root, 'clean.txt'), 'Guava tree');
    expect(
      findInClear([root], ['Guavatree'])
        .map(({ file }) => file.slice(root.length + 1))
        .sort(),
    ).toEqual(['deep/utf8.bin', 'guavatree.txt', 'utf16.bin']);
  } finally {
    rmSync(root, { recursive: true });
  }
});
