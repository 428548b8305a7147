// biome-ignore-all lint/a11y/useSemanticElements: a row of a grid drawn with divs so that it can be virtual
import type { CSSProperties, ReactNode } from 'react';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import styles from './list-table.module.css';
import type { Column, ListItem } from './list-types.ts';

interface ListRowProps<Row> {
  readonly item: Extract<ListItem<Row>, { type: 'row' }>;
  readonly columns: readonly Column<Row>[];
  readonly name: string;
  readonly selected: boolean;
  readonly checked: boolean | undefined;
  readonly height: number;
  readonly style: CSSProperties | undefined;
  readonly measure: ((element: HTMLElement | null) => void) | undefined;
  readonly lineIndex: number | undefined;
  readonly onSelect: () => void;
  readonly onOpen: ((row: Row) => void) | undefined;
  readonly onCheck: () => void;
}

/** One row of a list. */
export function ListRow<Row>(props: ListRowProps<Row>) {
  const { item, columns, selected, checked } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys, see use-list-keys.ts
    <div
      role="row"
      ref={props.measure}
      data-row={item.key}
      data-index={props.lineIndex}
      data-selected={selected || undefined}
      aria-rowindex={item.index + 1}
      aria-selected={checked ?? selected}
      aria-label={props.name}
      tabIndex={selected ? 0 : -1}
      className={cx(styles.row, (selected || checked) && styles.selected)}
      style={{ minBlockSize: props.height, ...props.style }}
      onFocus={({ target, currentTarget }) => {
        // A click lands on a cell; the keys, and the ring that shows where they are, belong to the row.
        if (target.getAttribute('role') === 'gridcell') currentTarget.focus({ preventScroll: true });
        if (!selected) props.onSelect();
      }}
      onClick={() => !selected && props.onSelect()}
      onDoubleClick={() => props.onOpen?.(item.row)}
    >
      {checked !== undefined && (
        <div role="gridcell" tabIndex={-1} className={styles.check}>
          <input
            type="checkbox"
            tabIndex={-1}
            checked={checked}
            aria-label={`Select ${props.name}`}
            onChange={props.onCheck}
          />
        </div>
      )}
      {columns.map((column) => (
        <div
          key={column.key}
          role="gridcell"
          tabIndex={-1}
          className={cx(styles.cell, column.align === 'end' && styles.end)}
        >
          {column.cell(item.row, { selected })}
        </div>
      ))}
    </div>
  );
}

/**
 * The action at the right of a row: a word, and in the selected row a button.
 *
 * Its accessible name includes the person ("Open HAP, Anahit Willowmarsh"). `ember` makes the selected row's
 * button the page's next step.
 */
export function RowAction({
  label,
  person,
  selected,
  ember = false,
  onRun,
}: {
  readonly label: string;
  readonly person: string;
  readonly selected: boolean;
  readonly ember?: boolean;
  readonly onRun: () => void;
}) {
  const name = `${label}, ${person}`;
  if (selected) {
    return (
      <Button
        size="sm"
        variant={ember ? 'ember' : 'default'}
        keys="Enter"
        tabIndex={-1}
        aria-label={name}
        onClick={onRun}
      >
        {label}
      </Button>
    );
  }
  return (
    <button type="button" tabIndex={-1} className={styles.word} aria-label={name} onClick={onRun}>
      {label}
    </button>
  );
}

/** A name in a row: bold, cut with … when long, the full one as tooltip. A second line explains the first. */
export function RowName({
  name,
  second,
  lang,
}: {
  readonly name: string;
  readonly second?: ReactNode;
  readonly lang?: string;
}) {
  return (
    <span className={styles.twoLines}>
      <span className={styles.name} title={name} lang={lang}>
        {name}
      </span>
      {second && <span className={styles.second}>{second}</span>}
    </span>
  );
}

/** Two lines of a row: the second explains the first; the selected row shows the second in full. */
export function RowText({
  text,
  second,
  full = false,
}: {
  readonly text: ReactNode;
  readonly second?: ReactNode;
  readonly full?: boolean;
}) {
  return (
    <span className={styles.twoLines}>
      <span className={styles.text}>{text}</span>
      {second && <span className={cx(styles.second, full && styles.full)}>{second}</span>}
    </span>
  );
}
