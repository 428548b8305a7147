import { IconSearch } from '@tabler/icons-react';
import type { Ref } from 'react';
import { Kbd } from './kbd.tsx';
import styles from './search-field.module.css';

/** "Find in list": filters as you type; `/` jumps here, Escape empties it, ↓ goes to the list. */
export function SearchField({
  label = 'Find in list',
  value,
  onChange,
  onLeave,
  ref,
  keys = '/',
}: {
  readonly label?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** ↓ or Enter: the focus should go to the first row. */
  readonly onLeave?: () => void;
  readonly ref?: Ref<HTMLInputElement>;
  readonly keys?: string;
}) {
  return (
    <div className={styles.wrap}>
      <IconSearch size={15} stroke={1.75} aria-hidden />
      <input
        ref={ref}
        type="search"
        className={styles.input}
        aria-label={label}
        aria-keyshortcuts={keys}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value) {
            event.preventDefault();
            event.stopPropagation();
            onChange('');
          } else if ((event.key === 'ArrowDown' || event.key === 'Enter') && !event.ctrlKey && onLeave) {
            event.preventDefault();
            onLeave();
          }
        }}
      />
      {!value && (
        <span className={styles.key}>
          <Kbd keys={keys} />
        </span>
      )}
    </div>
  );
}
