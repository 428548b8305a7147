import { setFlagsFromString } from 'node:v8';

/** V8's own settings: it lets garbage pile up until the heap has about doubled. */
const USUAL = ['--heap-growing-percent=0', '--semi-space-growth-factor=2'];
/** A quarter more before garbage is collected, and a nursery that does not grow. */
const SLOW = ['--heap-growing-percent=25', '--semi-space-growth-factor=1'];
let running = 0;

function set(flags: readonly string[]): void {
  for (const flag of flags) setFlagsFromString(flag);
}

/**
 * Does work that makes gigabytes of short-lived objects in the memory that its live ones need.
 *
 * A file of 100,000 lines leaves 2 GB of garbage behind and never holds more than some 50 MB; by V8's own pace the
 * heap grows to 400 MB on the way. Collecting earlier costs a tenth of the time.
 */
export async function slowHeapGrowth<Result>(work: () => Promise<Result>): Promise<Result> {
  running += 1;
  if (running === 1) set(SLOW);
  try {
    return await work();
  } finally {
    running -= 1;
    if (running === 0) set(USUAL);
  }
}
