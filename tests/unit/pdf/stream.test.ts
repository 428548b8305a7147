import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PdfSpec } from '#main/backend/pdf/blocks.ts';
import { type PdfPart, streamParts } from '#main/backend/pdf/build-parts.ts';
import { writeUserFile } from '#main/backend/pdf/write-file.ts';
import { readPaper } from '../../fixtures/paper-rules.ts';

const WHOLE = {
  title: 'Letters',
  subject: 'Letters',
  author: 'Larkmeadow Care',
  lang: 'en-US',
  createdAt: new Date(0),
} as const;

function page(number: number): PdfSpec {
  return {
    ...WHOLE,
    title: `Letter ${number}`,
    header: { left: 'Larkmeadow Care', right: '' },
    footer: [],
    blocks: [
      { kind: 'heading', level: 1, text: `Letter ${number}` },
      { kind: 'paragraph', text: 'A room of my own. '.repeat(40) },
    ],
  };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-stream-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file is written while it grows: no part is drawn before the bytes of the last were taken', async () => {
  let taken = 0;
  const seen: number[] = [];
  async function* parts(): AsyncGenerator<PdfPart> {
    for (let number = 1; number <= 20; number += 1) {
      seen.push(taken);
      yield { spec: page(number) };
    }
  }
  const { bytes, finished } = streamParts(WHOLE, parts);
  async function* counted() {
    for await (const chunk of bytes) {
      taken += chunk.byteLength;
      yield chunk;
    }
  }
  const path = join(folder, 'letters.pdf');
  const done = await writeUserFile(path, counted(), () => finished);
  expect(seen).toHaveLength(20);
  for (const [index, before] of seen.entries()) {
    if (index > 1) expect(before, `part ${index + 1}`).toBeGreaterThan(seen[index - 1] ?? 0);
  }
  const written = readFileSync(path);
  expect(done.length).toBe(written.length);
  expect(done.sha256).toBe(createHash('sha256').update(written).digest('hex'));
  for (const { from, to, sha256 } of done.spans) {
    expect(createHash('sha256').update(written.subarray(from, to)).digest('hex')).toBe(sha256);
  }
  expect((await readPaper(written)).pages).toHaveLength(20);
});

test('work that fails or is stopped midway leaves no file, and says what it was', async () => {
  let closed = false;
  async function* parts(): AsyncGenerator<PdfPart> {
    try {
      for (let number = 1; number <= 20; number += 1) {
        if (number === 7) throw new Error('The seventh letter cannot be read.');
        yield { spec: page(number) };
      }
    } finally {
      closed = true;
    }
  }
  const { bytes } = streamParts(WHOLE, parts);
  const path = join(folder, 'letters.pdf');
  await expect(writeUserFile(path, bytes)).rejects.toThrow('The seventh letter cannot be read.');
  expect(closed).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});

test('a reader who goes away ends the work', async () => {
  let drawn = 0;
  async function* parts(): AsyncGenerator<PdfPart> {
    for (;;) {
      drawn += 1;
      yield { spec: page(drawn) };
    }
  }
  const { bytes, finished } = streamParts(WHOLE, parts);
  let got = 0;
  for await (const chunk of bytes) {
    got += chunk.byteLength;
    if (got > 20_000) break;
  }
  await expect(finished).rejects.toThrow();
  const before = drawn;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(drawn).toBe(before);
});
