import { IconArrowBarToRight } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from './icon-button.tsx';
import styles from './panel.module.css';

/**
 * The inside of a side panel: header, scrolling body, pinned part, footer with the buttons.
 *
 * The first element with `data-autofocus` takes the focus when it opens, else the first field.
 */
export function Panel({
  title,
  subtitle,
  right,
  pinned,
  footer,
  onClose,
  children,
}: {
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** At the right of the header: the timer. */
  readonly right?: ReactNode;
  /** Stays in sight above the footer: the code line. */
  readonly pinned?: ReactNode;
  readonly footer?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const target =
      panel.current?.querySelector<HTMLElement>('[data-autofocus]') ??
      panel.current?.querySelector<HTMLElement>('[role="radio"][tabindex="0"], input, textarea, select');
    (target ?? panel.current)?.focus();
  }, []);
  return (
    <div ref={panel} className={styles.panel} tabIndex={-1}>
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        {subtitle && <p className={styles.subtitle}>{subtitle}</p>}
        <span className={styles.right}>
          {right}
          <IconButton name="Put away, kept under In progress" keys="Esc" onClick={onClose}>
            <IconArrowBarToRight size={17} stroke={1.75} aria-hidden />
          </IconButton>
        </span>
      </header>
      <div className={styles.body}>{children}</div>
      {pinned && <div className={styles.pinned}>{pinned}</div>}
      {footer && <footer className={styles.footer}>{footer}</footer>}
    </div>
  );
}
