import { IconGitBranch } from '@tabler/icons-react';
import type { FormNode } from '#shared/assessments/compile.ts';
import { timeOfDay } from '../components/date-text.ts';
import styles from './question-marks.module.css';
import { useRunnerControls } from './runner-context.ts';

/** What stands under a question's words: that its answer came back, and on `w` why it is asked. */
export function Marks({ node, id }: { readonly node: FormNode; readonly id: string }) {
  const { runner, current, locked, whyOpen } = useRunnerControls();
  const item = runner.view.open.get(node.linkId);
  if (!item) return null;
  const why = whyOpen && current === node.linkId;
  return (
    <span id={id} className={styles.marks}>
      {item.restoredFrom && !locked && <span>restored from {timeOfDay(item.restoredFrom)}</span>}
      {why && (
        <span className={styles.why}>
          <IconGitBranch size={14} stroke={1.75} aria-hidden />
          {whyOf(runner.view, node)}
        </span>
      )}
    </span>
  );
}

/** Why a question is asked: its own rule, or that of what it stands in. */
export function whyOf(
  view: { readonly open: ReadonlyMap<string, { readonly because: string | null }> },
  node: FormNode,
) {
  for (let at: FormNode | null = node; at; at = at.parent) {
    const because = view.open.get(at.linkId)?.because;
    if (because) return because;
  }
  return node.required ? 'Always asked; needed before signing.' : 'Always asked; may stay blank.';
}
