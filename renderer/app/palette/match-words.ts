/** One piece of a name: matched by what was typed, or not. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** Lower case without accents, letter by letter, so that places in the text stay the same. */
function plain(text: string): string {
  return [...text]
    .map((letter) => letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().charAt(0) || letter)
    .join('');
}

/**
 * Cuts a text into what the typed words match and the rest: each typed word marks the first place where it begins
 * a word, else the first place where it stands at all. Accents and case do not matter.
 */
export function cutByMatch(text: string, typed: string): readonly Piece[] {
  const letters = [...text];
  const flat = plain(text);
  const marks = new Array<boolean>(letters.length).fill(false);
  for (const word of plain(typed).split(/\s+/).filter(Boolean)) {
    const starts = [...flat.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => match.index);
    const at = starts.find((start) => flat.startsWith(word, start) && !marks[start]) ?? flat.indexOf(word);
    if (at >= 0) marks.fill(true, at, at + [...word].length);
  }
  const pieces: Piece[] = [];
  for (const [index, letter] of letters.entries()) {
    const hit = marks[index] === true;
    const last = pieces.at(-1);
    if (last && last.hit === hit) pieces[pieces.length - 1] = { text: last.text + letter, hit };
    else pieces.push({ text: letter, hit });
  }
  return pieces;
}

/** Whether every typed word begins a word of the text; for actions and pages. */
export function fits(text: string, typed: string): boolean {
  const words = plain(text).split(/[^\p{L}\p{N}]+/u);
  return plain(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}
