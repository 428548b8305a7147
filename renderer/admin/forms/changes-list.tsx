import type { FormChange } from '#shared/assessments/design/diff-forms.ts';
import { Tag } from '../../components/tag.tsx';
import styles from './changes-list.module.css';

const KINDS = { added: 'New', removed: 'Taken out', changed: 'Changed' } as const;

/** What differs between two versions, item by item; underlined is new, struck is gone. */
export function ChangesList({
  changes,
  same,
}: {
  readonly changes: readonly FormChange[];
  /** Said when there is nothing to list. */
  readonly same: string;
}) {
  if (changes.length === 0) return <p>{same}</p>;
  return (
    <ul className={styles.list}>
      {changes.map((change) => (
        <li key={`${change.kind} ${change.linkId} ${change.name}`} className={styles.change}>
          <span className={styles.head}>
            <Tag state={change.kind === 'removed' ? 'held' : 'neutral'}>{KINDS[change.kind]}</Tag>
            <span className={styles.name}>
              {change.kind === 'removed' ? <del>{change.name}</del> : change.name}
            </span>
          </span>
          {change.kind !== 'removed' &&
            change.lines.map(({ what, before, after }) => (
              <span key={what} className={styles.line}>
                <span className={styles.what}>{what}</span>
                <span>
                  {before !== null && <del>{before}</del>} {after !== null && <ins>{after}</ins>}
                </span>
              </span>
            ))}
        </li>
      ))}
    </ul>
  );
}
