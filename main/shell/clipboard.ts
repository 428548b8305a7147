import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { clipboard } from 'electron';

/** How long a copied text stays: long enough to paste it where it is needed. */
const CLEAR_AFTER_MS = 60_000;
/** The page's own copying reaches the clipboard a moment after it says so. */
const SETTLE_MS = 150;

let ours: Buffer | null = null;
let timer: NodeJS.Timeout | undefined;

const digestOf = (text: string) => createHash('sha256').update(text).digest();

/**
 * Takes a text to the clipboard, or notes what the page has just put there itself.
 *
 * SECURITY: what is copied out of a record must not wait in the clipboard for whoever uses the computer next. Only a
 * digest of it is kept here, to see later whether it is still ours.
 */
export async function copied(text: string | null): Promise<void> {
  if (text === null) {
    await sleep(SETTLE_MS);
    remember(await clipboard.readText());
  } else {
    await clipboard.writeText(text);
    remember(text);
  }
}

function remember(text: string): void {
  if (text === '') return;
  ours = digestOf(text);
  clearTimeout(timer);
  timer = setTimeout(() => void clearCopied(), CLEAR_AFTER_MS);
}

/** Empties the clipboard if it still holds what was copied here; what another program put there stays. */
export async function clearCopied(): Promise<void> {
  clearTimeout(timer);
  const before = ours;
  ours = null;
  if (before && timingSafeEqual(before, digestOf(await clipboard.readText()))) await clipboard.clear();
}
