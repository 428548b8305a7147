import { unguarded } from '#shared/csv.ts';
import { parseFile } from '../roster/file/read-file.ts';
import type { SheetKind } from './write-sheet.ts';

/**
 * Reads a sheet of ours back, heading first, as the cells that were written.
 *
 * What every sheet is proven with before it leaves: the file itself says the same as the records.
 */
export async function readSheetBack(
  bytes: Uint8Array,
  kind: SheetKind,
  headings: readonly string[],
): Promise<string[][]> {
  const wanted = new Set(headings);
  const test = {
    // Without headings to look for, the first row is taken for them: it is a sheet of ours.
    countKnown: (cells: readonly string[]) =>
      wanted.size === 0 ? 1 : cells.filter((cell) => wanted.has(cell)).length,
    examples: headings.slice(0, 2).join(' or '),
  };
  const reading = parseFile(bytes, 'The sheet', undefined, test);
  let step = await reading.next();
  while (!step.done) step = await reading.next();
  const { headings: found, rows } = step.value;
  const plain = (cells: readonly string[]) => (kind === 'csv' ? cells.map(unguarded) : [...cells]);
  return [plain(found), ...rows.map(({ cells }) => plain(cells))];
}
