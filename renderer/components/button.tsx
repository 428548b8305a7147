import type { ComponentPropsWithRef, ReactNode } from 'react';
import styles from './button.module.css';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';
import { Tip } from './tip.tsx';

/** Properties of a button, besides those of the native one. */
export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'disabled'> {
  /** `ember` fills exactly one button per screen, the next step; `quiet` has no edge; `link` is ember text. */
  readonly variant?: 'default' | 'ember' | 'quiet' | 'link';
  readonly size?: 'md' | 'sm' | 'lg';
  readonly icon?: ReactNode;
  /** The key that presses it, drawn at its right and announced as `aria-keyshortcuts`. */
  readonly keys?: string;
  /** Why it cannot be pressed now, in a few words; the button stays focusable and says it. */
  readonly disabledReason?: string | null | undefined;
  /** Shown while its work runs; the button keeps its words and cannot be pressed twice. */
  readonly busy?: boolean;
  readonly wide?: boolean;
}

/** A button with a verb on it. The ember one is pressed by Ctrl+Enter from anywhere on its screen. */
export function Button({
  variant = 'default',
  size = 'md',
  icon,
  keys,
  disabledReason,
  busy = false,
  wide = false,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const off = Boolean(disabledReason) || busy;
  const button = (
    <button
      {...rest}
      type={type}
      data-ember={variant === 'ember' ? true : undefined}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      aria-keyshortcuts={keys && !keys.includes(' ') ? ariaKeys(keys) : undefined}
      className={cx(
        styles.button,
        styles[variant],
        styles[size],
        off && styles.off,
        wide && styles.wide,
        className,
      )}
      onClick={(event) => {
        if (off) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon}
      <span>{children}</span>
      {keys && <Kbd keys={keys} />}
    </button>
  );
  return disabledReason ? <Tip text={disabledReason}>{button}</Tip> : button;
}

function ariaKeys(keys: string): string {
  return keys.replace('Ctrl', 'Control');
}
