import type { ComponentPropsWithRef, ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './icon-button.module.css';
import { Tip } from './tip.tsx';

/** An icon alone, only for copy, more, close, lock and the like: always with a name, shown as its tooltip too. */
export function IconButton({
  name,
  keys,
  edged = false,
  className,
  children,
  ...rest
}: ComponentPropsWithRef<'button'> & {
  readonly name: string;
  readonly keys?: string;
  readonly edged?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Tip text={keys ? `${name} (${keys})` : name}>
      <button
        type="button"
        {...rest}
        aria-label={name}
        aria-keyshortcuts={keys?.replace('Ctrl', 'Control')}
        className={cx(styles.button, edged && styles.edged, className)}
      >
        {children}
      </button>
    </Tip>
  );
}
