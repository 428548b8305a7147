import type { FieldKey } from './fields.ts';
import { FIELD_KEYS, rosterField } from './fields.ts';

/** How one column of a file is understood. */
export interface Column {
  readonly index: number;
  /** Spreadsheet letter: A, B, … Z, AA. */
  readonly letter: string;
  /** The heading as it stands in the file. */
  readonly heading: string;
  /** The field it fills; null when the column is kept verbatim. */
  readonly field: FieldKey | null;
  /** The same field stands in an earlier column, which is the one used. */
  readonly repeats: string | null;
  /** The name under which a column without a field is kept; unique within the file. */
  readonly keepAs: string;
}

/** What a person chose for headings Hearth did not know: normalized heading to field, or null to keep it only. */
export type ColumnChoices = Readonly<Record<string, FieldKey | null>>;

/** How the whole heading row is understood. */
export interface HeadingMap {
  readonly columns: readonly Column[];
  /** Needed fields no column fills. */
  readonly missing: readonly FieldKey[];
  /** One sentence for each heading that stands twice. */
  readonly notices: readonly string[];
}

/** The spreadsheet letter of a column, counted from 0. */
export function columnLetter(index: number): string {
  let rest = index;
  let letter = '';
  do {
    letter = String.fromCharCode(65 + (rest % 26)) + letter;
    rest = Math.floor(rest / 26) - 1;
  } while (rest >= 0);
  return letter;
}

/** Lower case without spaces, punctuation and accents: "Member Client Index Number (CIN)" → "memberclientindexnumbercin". */
export function normalizeHeading(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}

const WHOSE = /^(?:member|members|mbr|client|patient|enrollee|beneficiary)/;

const BY_HEADING: ReadonlyMap<string, { field: FieldKey; rank: number }> = new Map(
  FIELD_KEYS.flatMap((field) =>
    rosterField(field).headings.map((heading, rank) => [heading, { field, rank }] as const),
  ),
);

function known(normalized: string): { field: FieldKey; rank: number } | undefined {
  return BY_HEADING.get(normalized) ?? BY_HEADING.get(normalized.replace(WHOSE, ''));
}

/** How many headings of a row Hearth knows: tells a heading row from a title above it. */
export function countKnown(cells: readonly string[]): number {
  return cells.filter((cell) => known(normalizeHeading(cell)) !== undefined).length;
}

/**
 * Decides which column fills which field.
 *
 * A person's choice comes first, then the surest spelling, then the leftmost column. Every other column is kept
 * under its own heading.
 */
export function mapHeadings(
  headings: readonly string[],
  choices: ColumnChoices = {},
  rowNumber = 1,
): HeadingMap {
  const candidates = headings.map((heading, index) => {
    const normalized = normalizeHeading(heading);
    if (Object.hasOwn(choices, normalized)) {
      const field = choices[normalized] ?? null;
      return { index, normalized, field, rank: field === null ? 0 : -1 };
    }
    const found = known(normalized);
    return { index, normalized, field: found?.field ?? null, rank: found?.rank ?? 0 };
  });
  const chosen = new Map<FieldKey, number>();
  for (const { field, index } of candidates.toSorted((a, b) => a.rank - b.rank || a.index - b.index)) {
    if (field !== null && !chosen.has(field)) chosen.set(field, index);
  }
  const used = new Set<string>();
  const notices: string[] = [];
  const columns = candidates.map(({ index, normalized, field }): Column => {
    const heading = (headings[index] ?? '').trim();
    const letter = columnLetter(index);
    const winner = field === null ? undefined : chosen.get(field);
    const isTwin = winner !== undefined && winner !== index && candidates[winner]?.normalized === normalized;
    if (isTwin) {
      const first = columnLetter(winner);
      notices.push(
        `Row ${rowNumber} has the heading ${heading} twice, in columns ${first} and ${letter}. Column ${first} is used.`,
      );
    }
    return {
      index,
      letter,
      heading,
      field: winner === index ? field : null,
      repeats: isTwin ? columnLetter(winner) : null,
      keepAs: uniqueName(heading, letter, used),
    };
  });
  const has = (field: FieldKey) => chosen.has(field);
  const missing = FIELD_KEYS.filter((field) => {
    if (!rosterField(field).needed || has(field)) return false;
    return !((field === 'firstName' || field === 'lastName') && has('fullName'));
  });
  return { columns, missing, notices };
}

function uniqueName(heading: string, letter: string, used: Set<string>): string {
  const plain = heading === '' ? `Column ${letter}` : heading;
  const name = used.has(plain) ? `${plain} (${letter})` : plain;
  used.add(name);
  return name;
}
