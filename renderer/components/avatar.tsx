import styles from './avatar.module.css';
import { Tip } from './tip.tsx';

/** The initials of a name: first letter of the first and of the last word, credentials left out. */
export function initialsOf(name: string): string {
  const words = (name.split(',')[0] ?? '').trim().split(/\s+/).filter(Boolean);
  const first = words[0]?.[0] ?? '';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

/** A person of the team as initials; the full name is its tooltip and accessible name. */
export function Avatar({ name, size = 20 }: { readonly name: string; readonly size?: 20 | 24 }) {
  return (
    <Tip text={name}>
      <span className={styles.avatar} data-size={size} role="img" aria-label={name}>
        {initialsOf(name)}
      </span>
    </Tip>
  );
}
