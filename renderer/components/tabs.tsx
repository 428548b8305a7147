import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { cx } from './cx.ts';
import styles from './tabs.module.css';

/** One tab; `count` is quiet text at its right. */
export interface TabItem<Key extends string> {
  readonly key: Key;
  readonly label: string;
  readonly count?: ReactNode;
}

/** Gives the id of the panel that a tab shows, for `aria-controls`. */
export function tabPanelId(name: string, key: string): string {
  return `${name}-panel-${key}`;
}

/**
 * Tabs of a page: arrows move between them, `[` and `]` go to the previous and next from anywhere on the page.
 *
 * The page draws the panel itself; wrap it in `TabPanel` with the same `name`.
 */
export function Tabs<Key extends string>({
  name,
  label,
  items,
  value,
  onChange,
  keys = true,
}: {
  readonly name: string;
  readonly label: string;
  readonly items: readonly TabItem<Key>[];
  readonly value: Key;
  readonly onChange: (key: Key) => void;
  /** Whether `[` and `]` move; off for tabs inside a panel. */
  readonly keys?: boolean;
}) {
  const list = useRef<HTMLDivElement>(null);
  const at = items.findIndex((item) => item.key === value);
  const go = (step: number, focus: boolean) => {
    const index = (Math.max(0, at) + step + items.length) % items.length;
    const item = items[index];
    if (!item) return;
    onChange(item.key);
    if (focus) list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[index]?.focus();
  };
  useKeys(
    [
      { keys: '[', label: 'Previous tab', group: 'screen', run: () => go(-1, false) },
      { keys: ']', label: 'Next tab', group: 'screen', run: () => go(1, false) },
    ],
    { enabled: keys },
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && !event.altKey && !event.ctrlKey) {
      event.preventDefault();
      go(step, true);
    }
  };
  return (
    <div ref={list} role="tablist" aria-label={label} className={styles.tabs} onKeyDown={onKeyDown}>
      {items.map((item) => {
        const on = item.key === value;
        return (
          <button
            key={item.key}
            type="button"
            role="tab"
            id={`${name}-tab-${item.key}`}
            aria-selected={on}
            aria-controls={on ? tabPanelId(name, item.key) : undefined}
            tabIndex={on ? 0 : -1}
            className={cx(styles.tab, on && styles.on)}
            onClick={() => onChange(item.key)}
          >
            {item.label}
            {item.count !== undefined && item.count !== null && (
              <span className={styles.count}>{item.count}</span>
            )}
          </button>
        );
      })}
    </div>
  );
}

/** The panel of the chosen tab. */
export function TabPanel({
  name,
  tab,
  className,
  children,
}: {
  readonly name: string;
  readonly tab: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div
      role="tabpanel"
      id={tabPanelId(name, tab)}
      aria-labelledby={`${name}-tab-${tab}`}
      className={className}
    >
      {children}
    </div>
  );
}
