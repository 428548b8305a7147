import type { RosterCounts, RowKind } from '#shared/roster/contract.ts';
import { Kbd } from '../components/kbd.tsx';
import styles from './roster.module.css';
import { KINDS } from './words.tsx';

/** The counts of a comparison; each jumps to its rows. */
export function JumpChips({
  counts,
  onJump,
}: {
  readonly counts: RosterCounts;
  readonly onJump: (kind: RowKind) => void;
}) {
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that jump, not the fields of a form */}
      <div className={styles.chips} role="group" aria-label="Jump to">
        {KINDS.map(({ kind, label, icon: KindIcon }, index) => (
          <button
            key={kind}
            type="button"
            className={styles.chip}
            aria-disabled={counts[kind] === 0 || undefined}
            aria-keyshortcuts={`Alt+${index + 1}`}
            onClick={() => counts[kind] > 0 && onJump(kind)}
          >
            <KindIcon size={16} stroke={1.75} aria-hidden />
            {label}
            <span className={styles.chipCount}>{counts[kind].toLocaleString('en-US')}</span>
          </button>
        ))}
      </div>
      <span className={styles.jump}>
        jump <Kbd keys="Alt+1" /> – <Kbd keys={String(KINDS.length)} />
      </span>
    </>
  );
}
