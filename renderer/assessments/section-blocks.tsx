import type { FormNode } from '#shared/assessments/compile.ts';
import { nodeWords } from '#shared/assessments/compile.ts';
import { QuestionField } from './question-field.tsx';
import { Because, QuestionMatrix } from './question-matrix.tsx';
import { blocksOf } from './questions.ts';
import { useRunnerControls } from './runner-context.ts';
import { SafetyNotice } from './safety-notice.tsx';
import styles from './section-blocks.module.css';

/** Everything a section asks now, and the safety prompts whose question has closed since. */
export function SectionBlocks({ section }: { readonly section: FormNode }) {
  const { runner } = useRunnerControls();
  const { form, compiled, store, view } = runner;
  const closed = form.safety.filter((rule) => store.raised[rule.id] && !view.open.has(rule.linkId));
  return (
    <>
      {blocksOf(view, section).map((block) => {
        if (block.kind === 'matrix') {
          return (
            <QuestionMatrix
              key={block.key}
              label={section.item.text ?? nodeWords(section)}
              choices={block.choices}
              rows={block.rows}
            />
          );
        }
        const { line } = block;
        if (line.kind === 'question') return <QuestionField key={block.key} node={line.node} />;
        if (line.kind === 'because') return <Because key={block.key} text={line.text} />;
        return line.kind === 'heading' ? (
          <h3 key={block.key} className={styles.heading}>
            {line.text}
          </h3>
        ) : (
          <p key={block.key} className={styles.text}>
            {line.text}
          </p>
        );
      })}
      {closed.map((rule) => {
        const node = compiled.byLinkId.get(rule.linkId);
        return node ? <SafetyNotice key={rule.id} node={node} /> : null;
      })}
    </>
  );
}
