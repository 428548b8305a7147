const BEFORE = 24;
const LENGTH = 90;

/** The words around the first one that was looked for, with … where more follows. */
export function excerptAround(text: string, words: readonly string[]): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  const folded = plain.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const places = words
    .map((word) => folded.search(new RegExp(`(?<![\\p{L}\\p{N}])${escapeWord(word)}`, 'u')))
    .filter((place) => place >= 0);
  const at = places.length === 0 ? 0 : Math.min(...places);
  const space = at <= BEFORE ? 0 : plain.indexOf(' ', at - BEFORE) + 1;
  const start = space > 0 && space <= at ? space : Math.max(0, at - BEFORE);
  const cut = plain.slice(start, start + LENGTH).trimEnd();
  return `${start > 0 ? '…' : ''}${cut}${start + LENGTH < plain.length ? '…' : ''}`;
}

function escapeWord(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
