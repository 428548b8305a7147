import type { ReceivedRow, TransferRow } from '#shared/transfers/contract.ts';
import { RECEIVED_WORDS } from '#shared/transfers/kinds.ts';
import type { Sendable } from './sending.ts';

/** Health Action Plans that wait for one plan, as one line that opens; `file` is their sum. */
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
  const runs: TransferRow[][] = [];
  for (const file of outbox) {
    const last = runs.at(-1);
    const [before] = last ?? [];
    const together = before?.kind === 'action_plans' && before.planId === file.planId;
    if (last && together && before.kind === file.kind && before.usage === file.usage) last.push(file);
    else runs.push([file]);
  }
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
    const group = groupRow(`haps:${first.planId}:${number}`, first, files, done, open);
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
  return { way: 'many', id, at: first.createdAt, file, files, arrived, open: open.has(id) };
}

/** A line for a file that came from a plan. */
export function inRow(file: ReceivedRow): FileRow {
  return { way: 'in', id: file.id, at: file.receivedAt, file };
}

/** Both ways of the ledger, newest first. */
export function ledgerRows(sent: readonly TransferRow[], received: readonly ReceivedRow[]): FileRow[] {
  return [...sent.map(outRow), ...received.map(inRow)].toSorted((a, b) => b.at.localeCompare(a.at));
}

/** What a line is called. */
export function rowTitle(row: FileRow): string {
  return row.way === 'in' ? RECEIVED_WORDS[row.file.kind] : row.file.title;
}
