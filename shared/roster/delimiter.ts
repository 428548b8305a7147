/** The characters that separate cells in the files plans send. */
export const DELIMITERS = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** What the delimiter is called beside the file's name. */
export const DELIMITER_WORDS: Readonly<Record<Delimiter, string>> = {
  ',': 'comma',
  '\t': 'tab',
  ';': 'semicolon',
  '|': 'bar',
};

const LOOK_AT = 64_000;

/**
 * Guesses the delimiter from the first lines: the one that stands outside quotation marks most evenly, comma when
 * there is none. A first line `sep=;`, as Excel writes it, decides.
 */
export function sniffDelimiter(text: string): Delimiter {
  const told = /^sep=([,;|\t])\r?\n/i.exec(text)?.[1];
  if (told !== undefined) return told as Delimiter;
  const lines = countPerLine(text.slice(0, LOOK_AT));
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line[delimiter]);
    const first = counts[0] ?? 0;
    const even = counts.filter((count) => count === first).length / Math.max(1, counts.length);
    const score = first * (0.5 + even);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

type Counts = Record<Delimiter, number>;

/** Delimiters outside quotation marks, for each of the first lines that are not blank. */
function countPerLine(text: string): Counts[] {
  const lines: Counts[] = [];
  let counts: Counts = none();
  let quoted = false;
  let blank = true;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    if (!quoted && (char === '\n' || char === '\r')) {
      if (!blank) lines.push(counts);
      if (lines.length === 20) return lines;
      counts = none();
      blank = true;
      continue;
    }
    if (char !== ' ') blank = false;
    if (!quoted && Object.hasOwn(counts, char)) counts[char as Delimiter] += 1;
  }
  if (!blank) lines.push(counts);
  return lines;
}

function none(): Counts {
  return { ',': 0, '\t': 0, ';': 0, '|': 0 };
}
