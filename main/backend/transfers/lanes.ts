/** How much one request carries at least, and at most where the server takes more. */
export const CHUNK_BYTES = 32 * 1024;
const LARGEST_CHUNK_BYTES = 7 * CHUNK_BYTES;
/** What stands before the bytes of a request: with it, a large one fills its 32 KB packets instead of needing one more. */
const HEADER_BYTES = 64;
/** How much is on its way at once: enough to fill a fast line, little enough to forget. */
const BYTES_IN_FLIGHT = 4 * 1024 * 1024;
const MOST_LANES = 64;

/** How a range is gone through. */
export interface LaneOptions {
  /** Bytes of one step. */
  readonly chunk: number;
  /** Bytes of all steps that are on their way; as many as requests of one step each may be if left out. */
  readonly atOnce?: number;
  /** Waits until these bytes may go, on a line that is to be spared. */
  readonly pace?: ((bytes: number) => Promise<void>) | undefined;
}

/** The request size for a server that takes up to `most` bytes at once: as many whole packets as it takes. */
export function chunkFor(most: number | undefined): number {
  const whole = Math.floor((most ?? 0) / CHUNK_BYTES) * CHUNK_BYTES;
  return whole <= CHUNK_BYTES ? CHUNK_BYTES : Math.min(whole, LARGEST_CHUNK_BYTES) - HEADER_BYTES;
}

/** How many bytes may be on their way in requests of this size. */
export function mostInFlight(request: number): number {
  return Math.min(BYTES_IN_FLIGHT, MOST_LANES * request);
}

/**
 * Goes through a range in chunks, many at once; the lanes stop with the first one that fails or says stop.
 *
 * @param work does one chunk; `false` ends the walk early.
 */
export async function inLanes(
  range: { readonly from: number; readonly to: number },
  options: LaneOptions,
  work: (start: number, length: number) => Promise<boolean | undefined>,
): Promise<void> {
  const { chunk, pace, atOnce = mostInFlight(options.chunk) } = options;
  let next = range.from;
  async function lane(): Promise<void> {
    while (next < range.to) {
      const start = next;
      const length = Math.min(chunk, range.to - start);
      next += length;
      if (pace) await pace(length);
      if ((await work(start, length)) === false) next = range.to;
    }
  }
  const lanes = Math.max(1, Math.floor(atOnce / chunk));
  try {
    await Promise.all(Array.from({ length: pace ? Math.min(lanes, 4) : lanes }, lane));
  } catch (error) {
    next = range.to;
    throw error;
  }
}

/**
 * Spares a slow line: hands out so many bytes a second, in the order they are asked for.
 *
 * @param sleep waits milliseconds; tests bring their own
 */
export function paceOf(
  kilobytesPerSecond: number,
  sleep: (milliseconds: number) => Promise<void> = (milliseconds) =>
    new Promise((resolve) => setTimeout(resolve, milliseconds)),
  now: () => number = () => performance.now(),
): (bytes: number) => Promise<void> {
  let free = now();
  return async (bytes) => {
    const begins = Math.max(free, now());
    free = begins + bytes / kilobytesPerSecond;
    const wait = begins - now();
    if (wait > 0) await sleep(wait);
  };
}
