import { capsOf } from '../app/keyboard/combo.ts';
import styles from './kbd.module.css';

/**
 * Draws a key where it works: `Ctrl+Enter`, `n`, `g o` (two caps).
 *
 * Hidden from screen readers unless `read` is set: on a button the key travels as `aria-keyshortcuts`.
 */
export function Kbd({ keys, read = false }: { readonly keys: string; readonly read?: boolean }) {
  return (
    <span className={styles.group} aria-hidden={read ? undefined : true} data-kbd>
      {capsOf(keys).map((cap) => (
        <kbd key={cap} className={styles.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
