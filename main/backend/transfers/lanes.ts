/** How much one request carries, and how many are on their way at once. */
export const CHUNK_BYTES = 32 * 1024;
const IN_FLIGHT = 64;

/**
 * Goes through a range in chunks, many at once; the lanes stop with the first one that fails or says stop.
 *
 * @param work does one chunk; `false` ends the walk early.
 */
export async function inLanes(
  range: { readonly from: number; readonly to: number },
  work: (start: number, length: number) => Promise<boolean | undefined>,
): Promise<void> {
  let next = range.from;
  async function lane(): Promise<void> {
    while (next < range.to) {
      const start = next;
      const length = Math.min(CHUNK_BYTES, range.to - start);
      next += length;
      if ((await work(start, length)) === false) next = range.to;
    }
  }
  try {
    await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  } catch (error) {
    next = range.to;
    throw error;
  }
}
