import type { RefObject } from 'react';
import type { KeyBinding } from '../app/keyboard/registry.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import type { RowKey } from './list-types.ts';

interface ListMoves<Row> {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly primary: boolean;
  readonly count: number;
  readonly at: number;
  readonly current: Row | undefined;
  readonly moveTo: (index: number) => void;
  readonly onOpen: ((row: Row) => void) | undefined;
  readonly onPeek: ((row: Row) => void) | undefined;
  readonly onCheck: (() => void) | undefined;
  readonly onCheckRange: ((step: number) => void) | undefined;
  readonly rowKeys: readonly RowKey<Row>[];
}

const PAGE_ROWS = 10;

/**
 * The keys every list has: j k ↑ ↓ Home End PageUp PageDown, Enter, Space, x, Shift+↓, and its own.
 *
 * The main list of a page answers wherever the focus is, as long as nothing there wants the key itself.
 */
export function useListKeys<Row>(moves: ListMoves<Row>): void {
  const { list, primary, count, at, current, moveTo, onOpen, onPeek, onCheck, onCheckRange, rowKeys } = moves;

  const inList = (event: KeyboardEvent) =>
    event.target instanceof Node && Boolean(list.current?.contains(event.target));
  const onControl = (event: KeyboardEvent) =>
    event.target instanceof Element &&
    event.target.closest('button, a, input, select, [role="tab"]') !== null;
  const mayAct = (event: KeyboardEvent) => {
    if (inList(event)) return true;
    const elsewhere = event.target instanceof Element && event.target.closest('[data-list]') !== null;
    return primary && !elsewhere;
  };
  /** For letters: anywhere on the page. */
  const letter = (run: () => unknown) => (event: KeyboardEvent) => {
    if (!mayAct(event) || count === 0) return false;
    event.preventDefault();
    return run();
  };
  /** For keys that buttons and fields use themselves. */
  const plain = (run: () => unknown) => (event: KeyboardEvent) => {
    if (!mayAct(event) || count === 0 || onControl(event)) return false;
    if (!inList(event) && document.activeElement !== document.body && !isPageRoot(document.activeElement))
      return false;
    event.preventDefault();
    return run();
  };
  const withRow = (run: (row: Row) => unknown) => () => (current === undefined ? false : run(current));

  const bindings: KeyBinding[] = [
    { keys: 'j', label: 'Next row', group: 'list', run: letter(() => moveTo(at + 1)) },
    { keys: 'k', label: 'Previous row', group: 'list', run: letter(() => moveTo(at - 1)) },
    { keys: 'ArrowDown', label: 'Next row', hidden: true, inFields: false, run: plain(() => moveTo(at + 1)) },
    {
      keys: 'ArrowUp',
      label: 'Previous row',
      hidden: true,
      inFields: false,
      run: plain(() => moveTo(at - 1)),
    },
    { keys: 'Home', label: 'First row', hidden: true, inFields: false, run: plain(() => moveTo(0)) },
    { keys: 'End', label: 'Last row', hidden: true, inFields: false, run: plain(() => moveTo(count - 1)) },
    {
      keys: 'PageDown',
      label: 'Down',
      hidden: true,
      inFields: false,
      run: plain(() => moveTo(at + PAGE_ROWS)),
    },
    { keys: 'PageUp', label: 'Up', hidden: true, inFields: false, run: plain(() => moveTo(at - PAGE_ROWS)) },
    ...(onOpen
      ? [
          {
            keys: 'Enter',
            label: 'Open',
            group: 'list',
            inFields: false,
            run: plain(withRow(onOpen)),
          } as const,
        ]
      : []),
    ...(onPeek
      ? [{ keys: 'Space', label: 'Peek in the rail', group: 'list', run: plain(withRow(onPeek)) } as const]
      : []),
    ...(onCheck ? [{ keys: 'x', label: 'Select', group: 'list', run: letter(onCheck) } as const] : []),
    ...(onCheckRange
      ? ([
          {
            keys: 'Shift+ArrowDown',
            label: 'Select a range',
            group: 'list',
            inFields: false,
            run: plain(() => onCheckRange(1)),
          },
          {
            keys: 'Shift+ArrowUp',
            label: 'Select a range',
            hidden: true,
            inFields: false,
            run: plain(() => onCheckRange(-1)),
          },
        ] as const)
      : []),
    ...rowKeys.map(
      (own): KeyBinding => ({
        keys: own.keys,
        label: own.label,
        group: 'list',
        run: letter(withRow(own.run)),
      }),
    ),
  ];
  useKeys(bindings);
}

function isPageRoot(element: Element | null): boolean {
  return element instanceof HTMLElement && element.hasAttribute('data-region');
}
