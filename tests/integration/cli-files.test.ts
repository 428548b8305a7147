import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { advice835, claims277, functional999, ta1 } from '../fixtures/x12/answers.ts';

const ROOT = join(import.meta.dirname, '../..');
const SAMPLE = readFileSync(join(ROOT, 'tests/fixtures/x12/two-claims.837'), 'latin1');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-cli-files-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number;
  readonly lines: readonly string[];
  readonly err: string;
}

/** Runs what `npm run cli -- PROCEDURE INPUT` runs, in a process of its own, without a workspace. */
function cli(procedure: string, input: unknown): Promise<Outcome> {
  const args = [join(ROOT, 'scripts/hearth.mjs'), 'cli', procedure, JSON.stringify(input)];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) =>
      resolve({
        code: typeof error?.code === 'number' ? error.code : error ? 1 : 0,
        lines: out.split('\n').slice(0, -1),
        err,
      }),
    );
  });
}

/** Asks about a file and gives the one JSON line of the answer. */
async function ask(procedure: string, name: string, content: string | Uint8Array) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const { code, lines, err } = await cli(procedure, { path });
  expect({ code, lines: lines.length, err }).toEqual({ code: 0, lines: 1, err: '' });
  return JSON.parse(lines[0] ?? '');
}

/** The sample with its set so often that the file is as large as this. */
function largeFile(bytes: number): string {
  const [head = '', rest = ''] = SAMPLE.split(/(?=ST\*)/);
  const [set = '', tail = ''] = rest.split(/(?=GE\*)/);
  const pieces: string[] = [head];
  const sets = Math.ceil(bytes / set.length);
  for (let number = 1; number <= sets; number += 1) {
    const control = String(number).padStart(9, '0');
    pieces.push(
      set
        .replace('ST*837*0001*', `ST*837*${control}*`)
        .replace(/SE\*(\d+)\*0001~/, `SE*$1*${control}~`)
        .replaceAll('E00000000', `E${control}`),
    );
  }
  return pieces.concat(tail.replace(/GE\*1\*/, `GE*${sets}*`)).join('');
}

describe('encounters.validate837 on the command line', () => {
  test('a good file: ok, its counts, no finding', async () => {
    const answer = await ask('encounters.validate837', 'good.837', SAMPLE);
    expect(answer).toMatchObject({ ok: true, counts: { claims: 2, lines: 3 }, findings: [] });
  });

  test('50 MB: every claim counted', async () => {
    const text = largeFile(50 * 1024 * 1024);
    expect(text.length).toBeGreaterThan(50 * 1024 * 1024);
    const answer = await ask('encounters.validate837', 'large.837', text);
    const sets = text.split('ST*837*').length - 1;
    expect(answer.findings.slice(0, 3)).toEqual([]);
    expect(answer).toMatchObject({ ok: true, counts: { transactions: sets, claims: sets * 2 } });
  });

  test('cut off in the middle of a segment: said at the last one', async () => {
    const cut = SAMPLE.slice(0, SAMPLE.indexOf('DTP*472') + 9);
    const answer = await ask('encounters.validate837', 'cut.837', cut);
    const last = cut.split('~').length;
    expect(answer.ok).toBe(false);
    expect(answer.findings).toContainEqual({
      segment: last,
      rule: 'cut-off',
      severity: 'error',
      message: 'The file ends in the middle of a segment.',
    });
  });

  test('letters that are not ASCII: said at their segment', async () => {
    const text = SAMPLE.replace('*DOE*JANE*', '*MUÑOZ*ZOË*');
    const segment = text.split('~').findIndex((one) => one.includes('MUÑOZ')) + 1;
    const answer = await ask('encounters.validate837', 'letters.837', text);
    expect(answer.ok).toBe(false);
    expect(answer.findings.map((one: { segment: number }) => one.segment)).toContain(segment);
  });

  test.each([
    ['nothing', ''],
    ['no X12 at all', Uint8Array.from({ length: 4096 }, (_, index) => (index * 37) % 256)],
  ])('%s: one finding at the start', async (_what, content) => {
    const answer = await ask('encounters.validate837', 'other.837', content);
    expect(answer).toMatchObject({ ok: false, findings: [{ segment: 1, severity: 'error' }] });
  });

  test('a file that is not there: the error as JSON, no path in it, exit 1', async () => {
    const path = join(folder, 'missing.837');
    const { code, lines, err } = await cli('encounters.validate837', { path });
    expect({ code, lines }).toEqual({ code: 1, lines: [] });
    expect(JSON.parse(err)).toHaveProperty('message');
    expect(err).not.toContain(folder);
  });
});

describe('encounters.parseAck on the command line', () => {
  test('a TA1 names the envelope it refuses', async () => {
    const answer = await ask('encounters.parseAck', 'ta1.x12', ta1(101, 'R', '025'));
    expect(answer).toMatchObject({
      ok: true,
      answers: [{ kind: 'ta1', level: 'file', verdict: 'rejected', about: { interchange: '101' } }],
    });
  });

  test('a 999 names the set and the place', async () => {
    const errors = ['IK3*CLM*18*2300*8', 'IK4*2*782*6*ABC'];
    const text = functional999(101, [
      { set: '0001', code: 'A' },
      { set: '0002', code: 'R', errors },
    ]);
    const { answers } = await ask('encounters.parseAck', '999.x12', text);
    const sets = answers.filter((one: { level: string }) => one.level === 'set');
    expect(sets).toMatchObject([
      { kind: '999', verdict: 'received', about: { set: '0001' } },
      { kind: '999', verdict: 'rejected', about: { set: '0002' } },
    ]);
    expect(JSON.stringify(sets[1].reasons)).toContain('CLM');
  });

  test('a 277CA names the claim, the line and the plan’s own number', async () => {
    const text = claims277('B000101', [
      { claim: 'E000000001', status: 'A2:20', planNumber: 'ICN1' },
      { claim: 'E000000002', status: 'A7:562:82', lines: [{ line: 'E000000002-1', status: 'A7:562:82' }] },
    ]);
    const { answers } = await ask('encounters.parseAck', '277.x12', text);
    const of = (level: string) => answers.filter((one: { level: string }) => one.level === level);
    expect(of('claim')).toMatchObject([
      { kind: '277ca', verdict: 'accepted', about: { claim: 'E000000001' }, planClaimNumber: 'ICN1' },
      { kind: '277ca', verdict: 'rejected', about: { claim: 'E000000002' } },
    ]);
    expect(of('line')).toMatchObject([{ verdict: 'rejected', about: { line: 'E000000002-1' } }]);
  });

  test('an 835 names the claim and what was paid', async () => {
    const text = advice835([
      { claim: 'E000000001', status: '1', charged: '25', paid: '25', planNumber: 'ICN1' },
    ]);
    const { answers } = await ask('encounters.parseAck', '835.x12', text);
    expect(answers).toContainEqual(
      expect.objectContaining({ kind: '835', about: expect.objectContaining({ claim: 'E000000001' }) }),
    );
  });

  test('several envelopes in one file, one of them cut off: what stands there is said', async () => {
    const text = `${ta1(101, 'A')}${functional999(101, [{ set: '0001', code: 'A' }])}${claims277('B000101', [
      { claim: 'E000000001', status: 'A2:20' },
    ]).slice(0, -40)}`;
    const { answers } = await ask('encounters.parseAck', 'several.x12', text);
    expect(new Set(answers.map((one: { kind: string }) => one.kind))).toEqual(
      new Set(['ta1', '999', '277ca']),
    );
  });

  test('no answer in it: not ok, exit 0', async () => {
    const answer = await ask('encounters.parseAck', 'none.x12', SAMPLE);
    expect(answer).toMatchObject({ ok: false, answers: [] });
  });
});
