import type { ReceivedRow, TransferRow } from '#shared/transfers/contract.ts';
import { RECEIVED_WORDS } from '#shared/transfers/kinds.ts';
import type { Sendable } from './sending.ts';

/** Health Action Plans that wait for one plan, or went to it, as one line that opens; `file` is their sum. */
export interface GroupRow {
  readonly way: 'many';
  readonly id: string;
  readonly at: string;
  readonly file: TransferRow;
  readonly files: readonly TransferRow[];
  /** Those of the same sending that arrived already. */
  readonly arrived: readonly Sendable[];
  readonly open: boolean;
}

/** A file on its way out or in, or several of them, as one line of the list. */
export type FileRow =
  | GroupRow
  | { readonly way: 'out'; readonly id: string; readonly at: string; readonly file: TransferRow }
  | { readonly way: 'in'; readonly id: string; readonly at: string; readonly file: ReceivedRow };

/** A line for a file that goes to a plan. */
export function outRow(file: TransferRow): FileRow {
  return { way: 'out', id: file.id, at: file.sentAt ?? file.createdAt, file };
}

/**
 * The outbox line by line: Health Action Plans for one plan that stand together are one line, with its files below it
 * while it is open.
 */
export function outboxRows(
  outbox: readonly TransferRow[],
  open: ReadonlySet<string>,
  arrived: readonly Sendable[],
): FileRow[] {
  const runs = inRuns(outbox, (file) => file);
  const seen = new Map<string, number>();
  return runs.flatMap((files): FileRow[] => {
    const [first] = files;
    if (!first) return [];
    if (first.kind !== 'action_plans') return files.map(outRow);
    const number = (seen.get(first.planId) ?? 0) + 1;
    seen.set(first.planId, number);
    const done =
      number === 1 ? arrived.filter((one) => one.kind === first.kind && one.planId === first.planId) : [];
    if (files.length + done.length < 2) return files.map(outRow);
    const group = groupRow(`${GROUP}${first.planId}:${number}`, first, files, done, open);
    return group.open ? [group, ...files.map(outRow)] : [group];
  });
}

function groupRow(
  id: string,
  first: TransferRow,
  files: readonly TransferRow[],
  arrived: readonly Sendable[],
  open: ReadonlySet<string>,
): GroupRow {
  const bytes = [...files, ...arrived].reduce((sum, file) => sum + file.bytes, 0);
  const title = `${files.length + arrived.length} Health Action Plans`;
  const file = { ...first, id, title, bytes };
  return { way: 'many', id, at: first.sentAt ?? first.createdAt, file, files, arrived, open: open.has(id) };
}

/** A line for a file that came from a plan. */
export function inRow(file: ReceivedRow): FileRow {
  return { way: 'in', id: file.id, at: file.receivedAt, file };
}

/** Both ways of the ledger, newest first; Health Action Plans that went to one plan in one go are one line. */
export function ledgerRows(
  sent: readonly TransferRow[],
  received: readonly ReceivedRow[],
  open: ReadonlySet<string>,
  selected: string | null,
): FileRow[] {
  const rows = [...sent.map(outRow), ...received.map(inRow)].toSorted((a, b) => b.at.localeCompare(a.at));
  return inRuns(rows, (row) => (row.way === 'out' ? row.file : null)).flatMap((run) => {
    const files = run.flatMap((row) => (row.way === 'out' ? [row.file] : []));
    const [first] = files;
    if (!first || files.length < 2) return run;
    const oldest = files.at(-1) ?? first;
    // The file that the rail is about never disappears into a closed line.
    const id = `${GROUP}sent:${oldest.id}`;
    const shows = open.has(id) || files.some((file) => file.id === selected);
    const group = groupRow(id, first, files, [], shows ? new Set([id]) : new Set());
    return group.open ? [group, ...run] : [group];
  });
}

/** Neighbors of which all are Health Action Plans for one plan, of one kind of use, together; any other line alone. */
function inRuns<Line>(lines: readonly Line[], fileOf: (line: Line) => TransferRow | null): Line[][] {
  const runs: Line[][] = [];
  let before: TransferRow | null = null;
  for (const line of lines) {
    const file = fileOf(line);
    const together =
      file?.kind === 'action_plans' &&
      before?.kind === 'action_plans' &&
      before.planId === file.planId &&
      before.usage === file.usage;
    if (together) runs.at(-1)?.push(line);
    else runs.push([line]);
    before = file;
  }
  return runs;
}

/** How the id of a line begins that stands for several files. */
const GROUP = 'haps:';

/** Whether an id is that of a line that stands for several files. */
export function isGroup(id: string): boolean {
  return id.startsWith(GROUP);
}

/** What a line is called. */
export function rowTitle(row: FileRow): string {
  return row.way === 'in' ? RECEIVED_WORDS[row.file.kind] : row.file.title;
}
