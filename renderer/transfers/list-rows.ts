import type { ReceivedRow, TransferRow } from '#shared/transfers/contract.ts';
import { RECEIVED_WORDS } from '#shared/transfers/kinds.ts';

/** A file on its way out or in, as one line of the list. */
export type FileRow =
  | { readonly way: 'out'; readonly id: string; readonly at: string; readonly file: TransferRow }
  | { readonly way: 'in'; readonly id: string; readonly at: string; readonly file: ReceivedRow };

/** A line for a file that goes to a plan. */
export function outRow(file: TransferRow): FileRow {
  return { way: 'out', id: file.id, at: file.sentAt ?? file.createdAt, file };
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
  return row.way === 'out' ? row.file.title : RECEIVED_WORDS[row.file.kind];
}
