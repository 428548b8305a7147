import type { ReactNode } from 'react';

/** How a cell is drawn in the row the keys are on. */
export interface CellState {
  readonly selected: boolean;
}

/** One column of a list. */
export interface Column<Row> {
  readonly key: string;
  readonly header: ReactNode;
  /** A CSS grid track: `180px`, `minmax(120px, 1fr)`. */
  readonly width: string;
  /** `end` for numbers and actions. */
  readonly align?: 'end';
  /** Marks the column the rows are ordered by. */
  readonly sorted?: 'ascending' | 'descending';
  readonly cell: (row: Row, state: CellState) => ReactNode;
}

/** Rows under one header; a list without groups is one group without a header. */
export interface RowGroup<Row> {
  readonly key: string;
  /** A `GroupHeader`. */
  readonly header?: ReactNode;
  readonly rows: readonly Row[];
}

/** A key that acts on the row the keys are on. */
export interface RowKey<Row> {
  readonly keys: string;
  /** What it does, as `?` and the footer say it. */
  readonly label: string;
  readonly run: (row: Row) => unknown;
}

/** What a list needs. */
export interface ListTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly groups: readonly RowGroup<Row>[];
  readonly rowKey: (row: Row) => string;
  /** The accessible name of a row: starts with the person. */
  readonly rowName: (row: Row) => string;
  /** 38 for one line, 46 for two, 58 for queues. */
  readonly rowHeight?: number;
  /** Leaves out the line with the column names (it stays for screen readers). */
  readonly headless?: boolean;
  /** The row the keys are on; give it together with `onSelect` to keep it outside. */
  readonly selected?: string | null;
  readonly onSelect?: (key: string, row: Row) => void;
  /** A row to scroll to and to put the keys on, for jumps from outside the list. */
  readonly reveal?: string | null;
  /** Enter or a double click. */
  readonly onOpen?: (row: Row) => void;
  /** Space. */
  readonly onPeek?: (row: Row) => void;
  readonly rowKeys?: readonly RowKey<Row>[];
  /** Rows chosen with x; give both to show check boxes. */
  readonly checked?: ReadonlySet<string>;
  readonly onChecked?: (keys: ReadonlySet<string>) => void;
  /** Takes the focus when its rows first appear; for the main list of a page. */
  readonly autoFocus?: boolean;
  /** False for a second list of a page: then its keys work only while the focus is in it. */
  readonly primary?: boolean;
  /** Called when the last rows come near, to load more. */
  readonly onEnd?: () => void;
  /** How many rows there are in all, when not all are loaded. */
  readonly total?: number;
}

/** One drawn line: a group's header or a row. */
export type ListItem<Row> =
  | { readonly type: 'group'; readonly key: string; readonly header: ReactNode }
  | { readonly type: 'row'; readonly key: string; readonly row: Row; readonly index: number };

/** Puts groups and rows into one line-up. */
export function lineUp<Row>(
  groups: readonly RowGroup<Row>[],
  rowKey: (row: Row) => string,
): readonly ListItem<Row>[] {
  const items: ListItem<Row>[] = [];
  let index = 0;
  for (const group of groups) {
    if (group.header) items.push({ type: 'group', key: `group:${group.key}`, header: group.header });
    for (const row of group.rows) {
      items.push({ type: 'row', key: rowKey(row), row, index });
      index += 1;
    }
  }
  return items;
}
