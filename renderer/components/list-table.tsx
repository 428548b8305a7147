// biome-ignore-all lint/a11y/useSemanticElements: a grid with one tab stop, drawn with divs so that its rows can be virtual
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { ListRow } from './list-row.tsx';
import styles from './list-table.module.css';
import { type ListItem, type ListTableProps, lineUp } from './list-types.ts';
import { usePageScroll } from './page-scroll.ts';
import { useListKeys } from './use-list-keys.ts';

const VIRTUAL_FROM = 80;
const GROUP_HEIGHT = 31;

/**
 * A list of rows with one tab stop: j/k and arrows move, Enter opens, Space peeks, x selects.
 *
 * Rows may stand in groups with headers. From 80 lines on only the visible ones are drawn; the page's scrolling
 * element (see `Page`) carries them.
 */
export function ListTable<Row>(props: ListTableProps<Row>) {
  const { columns, groups, rowKey, rowHeight = 38, primary = true, checked, onChecked, onEnd } = props;
  const list = useRef<HTMLDivElement>(null);
  const scroll = usePageScroll();
  const items = useMemo(() => lineUp(groups, rowKey), [groups, rowKey]);
  const rows = useMemo(() => items.filter((item) => item.type === 'row'), [items]);

  const [own, setOwn] = useState<string | null>(null);
  const wantedKey = props.selected !== undefined ? props.selected : own;
  const lastIndex = useRef(0);
  const found = rows.findIndex((item) => item.key === wantedKey);
  // When the row is gone (signed, done), the keys stay at its place.
  const at = found >= 0 ? found : Math.min(lastIndex.current, Math.max(0, rows.length - 1));
  const current = rows[at];
  useEffect(() => {
    lastIndex.current = at;
  }, [at]);

  const virtual = items.length >= VIRTUAL_FROM;
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const scroller = scroll?.current;
    if (!scroller || !list.current || !virtual) return;
    setMargin(
      list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop,
    );
  }, [scroll, virtual]);
  const virtualizer = useVirtualizer({
    count: items.length,
    enabled: virtual,
    getScrollElement: () => scroll?.current ?? null,
    estimateSize: (index) => (items[index]?.type === 'group' ? GROUP_HEIGHT : rowHeight),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 12,
    scrollMargin: margin,
    scrollPaddingStart: props.headless ? 0 : 34,
  });

  const focusWanted = useRef(false);
  const select = (item: Extract<ListItem<Row>, { type: 'row' }>, focus: boolean) => {
    setOwn(item.key);
    props.onSelect?.(item.key, item.row);
    if (!focus) return;
    focusWanted.current = true;
    if (virtual) virtualizer.scrollToIndex(items.indexOf(item));
  };
  const moveTo = (index: number) => {
    const item = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (item) select(item, true);
  };

  const { reveal } = props;
  useLayoutEffect(() => {
    const index = reveal ? items.findIndex((item) => item.key === reveal) : -1;
    if (index < 0) return;
    focusWanted.current = true;
    if (virtual) virtualizer.scrollToIndex(index, { align: 'center' });
  }, [reveal, items, virtual, virtualizer]);

  const currentKey = current?.key;
  useEffect(() => {
    // A row that is gone keeps its place; tell the owner which row the rail should now be about.
    if (current && current.key !== wantedKey) props.onSelect?.(current.key, current.row);
  }, [current, wantedKey, props.onSelect]);

  const started = useRef(false);
  useEffect(() => {
    if (started.current || rows.length === 0 || !props.autoFocus) return;
    started.current = true;
    const active = document.activeElement;
    if (active === null || active === document.body || active.closest('[data-region="navigation"]')) {
      list.current?.querySelector<HTMLElement>(`[data-row][tabindex="0"]`)?.focus({ preventScroll: true });
    }
  }, [rows.length, props.autoFocus]);

  useLayoutEffect(() => {
    if (!focusWanted.current || currentKey === undefined) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(currentKey)}"]`);
    if (!row) return;
    focusWanted.current = false;
    row.focus({ preventScroll: virtual });
    if (!virtual) row.scrollIntoView({ block: 'nearest' });
  });

  const check = (keys: readonly string[], on?: boolean) => {
    if (!checked || !onChecked) return;
    const next = new Set(checked);
    for (const key of keys) {
      if (on ?? !next.has(key)) next.add(key);
      else next.delete(key);
    }
    onChecked(next);
  };

  useListKeys({
    list,
    primary,
    count: rows.length,
    at,
    current: current?.row,
    moveTo,
    onOpen: props.onOpen,
    onPeek: props.onPeek,
    onCheck: checked && currentKey !== undefined ? () => check([currentKey]) : undefined,
    onCheckRange: checked
      ? (step) => {
          const next = rows[at + step];
          check(
            [currentKey, next?.key].filter((key) => key !== undefined),
            true,
          );
          moveTo(at + step);
        }
      : undefined,
    rowKeys: props.rowKeys ?? [],
  });

  const drawn = virtual ? virtualizer.getVirtualItems() : null;
  const lastDrawn = drawn?.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onEnd && drawn && lastDrawn >= items.length - 20) onEnd();
  }, [onEnd, drawn, lastDrawn, items.length]);

  const template = {
    '--columns': [checked ? '24px' : '', ...columns.map((column) => column.width)].join(' '),
  } as CSSProperties;

  const line = (
    item: ListItem<Row>,
    style?: CSSProperties,
    measure?: (element: HTMLElement | null) => void,
    index?: number,
  ) =>
    item.type === 'group' ? (
      <div
        key={item.key}
        role="row"
        tabIndex={-1}
        className={styles.group}
        style={style}
        ref={measure}
        data-index={index}
      >
        <div role="rowheader" tabIndex={-1} className={styles.groupCell} aria-colspan={columns.length}>
          {item.header}
        </div>
      </div>
    ) : (
      <ListRow
        key={item.key}
        item={item}
        columns={columns}
        name={props.rowName(item.row)}
        selected={item.key === currentKey}
        checked={checked?.has(item.key)}
        height={rowHeight}
        style={style}
        measure={measure}
        lineIndex={index}
        onSelect={() => select(item, false)}
        onOpen={props.onOpen}
        onCheck={() => check([item.key])}
      />
    );

  return (
    <div
      ref={list}
      role="grid"
      data-list
      aria-label={props.label}
      aria-rowcount={props.total ?? rows.length}
      aria-multiselectable={checked ? true : undefined}
      className={styles.list}
      style={template}
    >
      <div role="row" tabIndex={-1} className={props.headless ? 'visually-hidden' : styles.head}>
        {checked && (
          <span role="columnheader" tabIndex={-1}>
            <span className="visually-hidden">Selected</span>
          </span>
        )}
        {columns.map((column) => (
          <span
            key={column.key}
            role="columnheader"
            tabIndex={-1}
            aria-sort={column.sorted}
            className={column.align === 'end' ? styles.end : undefined}
            data-sorted={column.sorted}
          >
            {column.header}
          </span>
        ))}
      </div>
      {drawn ? (
        <div role="rowgroup" className={styles.virtual} style={{ blockSize: virtualizer.getTotalSize() }}>
          {drawn.map((entry) => {
            const item = items[entry.index];
            return item
              ? line(
                  item,
                  {
                    position: 'absolute',
                    insetInline: 0,
                    transform: `translateY(${entry.start - margin}px)`,
                  },
                  virtualizer.measureElement,
                  entry.index,
                )
              : null;
          })}
        </div>
      ) : (
        <div role="rowgroup">{items.map((item) => line(item))}</div>
      )}
    </div>
  );
}
