/** What set-up tells the person: one line a step, on standard error, so that standard output stays the command's own. */
import process from 'node:process';

/** Prints one line. */
export function say(text) {
  process.stderr.write(`hearth: ${text}\n`);
}

/** Stops with a sentence and no stack. */
export function fail(text) {
  throw Object.assign(new Error(text), { expected: true });
}

/**
 * Says what is being done, every ten seconds that it still is, and how long it took.
 * @param {string} text such as "Installing packages"
 * @param {() => Promise<T>} work
 * @param {() => string} [detail] more about where it stands, asked for at each tick
 */
export async function during(text, work, detail = () => '') {
  say(`${text} …`);
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  const ticker = setInterval(() => {
    const more = detail();
    say(`  still at it after ${seconds()} s${more === '' ? '' : `, ${more}`}`);
  }, 10_000);
  try {
    const value = await work();
    if (seconds() >= 2) say(`  done in ${seconds()} s`);
    return value;
  } finally {
    clearInterval(ticker);
  }
}
