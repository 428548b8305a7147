import type { FormNode } from '#shared/assessments/compile.ts';
import { nodeWords } from '#shared/assessments/compile.ts';
import { answerWords } from '#shared/assessments/values.ts';
import { Button } from '../components/button.tsx';
import { QuestionField } from './question-field.tsx';
import { Because, QuestionMatrix } from './question-matrix.tsx';
import type { Block } from './questions.ts';
import { blocksOf, labelOf } from './questions.ts';
import { useRunnerControls } from './runner-context.ts';
import { SafetyNotice } from './safety-notice.tsx';
import styles from './section-blocks.module.css';
import { Stretch } from './stretch.tsx';

/** Blocks drawn together; those far from the screen keep their room and are drawn when they come near. */
const STRETCH = 40;

/** Everything a section asks now, and the safety prompts whose question has closed since. */
export function SectionBlocks({ section }: { readonly section: FormNode }) {
  const { runner, current } = useRunnerControls();
  const { form, compiled, store, view } = runner;
  const closed = form.safety.filter((rule) => store.raised[rule.id] && !view.open.has(rule.linkId));
  const blocks = blocksOf(view, section);
  const stretches = Array.from({ length: Math.ceil(blocks.length / STRETCH) }, (_, index) =>
    blocks.slice(index * STRETCH, (index + 1) * STRETCH),
  );
  return (
    <>
      {stretches.map((stretch, index) => (
        <Stretch
          key={stretch[0]?.key}
          drawn={index === 0 || stretch.some((block) => holds(block, current))}
          count={stretch.length}
        >
          {stretch.map((block) => (
            <OneBlock key={block.key} block={block} section={section} />
          ))}
        </Stretch>
      ))}
      {closed.map((rule) => {
        const node = compiled.byLinkId.get(rule.linkId);
        return node ? <SafetyNotice key={rule.id} node={node} /> : null;
      })}
    </>
  );
}

function holds(block: Block, linkId: string | null): boolean {
  return block.kind === 'matrix'
    ? block.rows.some((row) => row.node.linkId === linkId)
    : block.line.node.linkId === linkId;
}

function OneBlock({ block, section }: { readonly block: Block; readonly section: FormNode }) {
  const { runner, locked } = useRunnerControls();
  if (block.kind === 'matrix') {
    return (
      <QuestionMatrix
        label={section.item.text ?? nodeWords(section)}
        choices={block.choices}
        rows={block.rows}
      />
    );
  }
  const { node, kind } = block.line;
  const { linkId } = node;
  switch (block.line.kind) {
    case 'question':
      return <QuestionField node={node} />;
    case 'because':
      return <Because text={block.line.text} />;
    case 'occurrence':
      return (
        <div className={styles.occurrence}>
          <h3 className={styles.heading}>{block.line.text}</h3>
          {!locked && (node.path.at(-1) ?? 0) >= (node.repeat?.least ?? 1) && (
            <Button
              variant="quiet"
              size="sm"
              aria-label={`Remove ${block.line.text}`}
              onClick={() => runner.change({ linkId, occurrence: 'remove' })}
            >
              Remove
            </Button>
          )}
        </div>
      );
    case 'add':
      return locked ? null : (
        <div className={styles.add}>
          <Button size="sm" onClick={() => runner.change({ linkId, occurrence: 'add' })}>
            {block.line.text}
          </Button>
        </div>
      );
    case 'protected': {
      const kept = runner.view.skipped.get(linkId)?.kept ?? [];
      return (
        <p className={styles.protected} aria-disabled>
          {labelOf(node)} {kept.map(answerWords).join(', ')}
          <span className={styles.text}>{block.line.text}</span>
        </p>
      );
    }
    default:
      return kind === 'heading' ? (
        <h3 className={styles.heading}>{block.line.text}</h3>
      ) : (
        <p className={styles.text}>{block.line.text}</p>
      );
  }
}
