import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** One line of the benchmark's output; `ratio` is `value` over what it is measured against. */
export interface BenchLine {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB';
  /** What the value is compared with: a budget, or the same work done another way in the same run. */
  readonly against: string;
  readonly ratio: number;
}

/** Prints one result as a JSON line on standard output, and the same in words on standard error. */
export function report(
  name: string,
  value: number,
  against: { readonly what: string; readonly value: number },
): void {
  const line: BenchLine = {
    name,
    value: rounded(value),
    unit: 'ms',
    against: `${against.what} ${rounded(against.value)} ms`,
    ratio: rounded(value / against.value),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  say(`${name}: ${line.value} ms, ${line.ratio} × ${line.against}`);
}

/** Prints how much memory something took at its highest, against a budget, both in megabytes. */
export function reportSize(name: string, megabytes: number, most: number): void {
  const line: BenchLine = {
    name,
    value: rounded(megabytes),
    unit: 'MB',
    against: `a budget of ${most} MB`,
    ratio: rounded(megabytes / most),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  say(`${name}: ${line.value} MB, ${line.ratio} × ${line.against}`);
}

/** A budget of the design, as something to measure against. */
export function budget(milliseconds: number): { readonly what: string; readonly value: number } {
  return { what: 'a budget of', value: milliseconds };
}

/** Says on standard error what is going on. */
export function say(text: string): void {
  process.stderr.write(`bench: ${text}\n`);
}

/** How long each of several rounds took, in milliseconds. */
export async function timed(
  rounds: number,
  work: (round: number) => Promise<unknown> | unknown,
): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work(round);
    times.push(performance.now() - start);
  }
  return times;
}

/**
 * Times two ways of doing the same, turn by turn, so that whatever else the machine does falls on both.
 *
 * The first turn of each only warms up and is not counted.
 */
export async function timedInTurns(
  rounds: number,
  one: (round: number) => Promise<unknown>,
  other: (round: number) => Promise<unknown>,
): Promise<{ readonly one: number[]; readonly other: number[] }> {
  const times = { one: [] as number[], other: [] as number[] };
  for (let round = -1; round < rounds; round += 1) {
    const [first = 0] = await timed(1, () => one(round));
    const [second = 0] = await timed(1, () => other(round));
    if (round < 0) continue;
    times.one.push(first);
    times.other.push(second);
  }
  return times;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value that `percent` of the values do not exceed, by nearest rank. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, two) => one - two);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/**
 * The most memory this process ever held, in megabytes.
 *
 * On Linux by `VmHWM`: `maxRSS` begins with what the process held that started this one.
 */
export function highestMemory(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
