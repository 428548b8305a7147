import { useEffect, useId, useState } from 'react';
import type { CodeLine, NoteCheck } from '#shared/notes/contract.ts';
import { codeText } from '#shared/programs/pack.ts';
import { sentenceText } from '#shared/programs/tag-service.ts';
import { countUnits } from '#shared/programs/units.ts';
import { announce } from '../app/announce.tsx';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { ConfirmWithPlan } from '../components/confirm-with-plan.tsx';
import { Kbd } from '../components/kbd.tsx';
import { Tag } from '../components/tag.tsx';
import styles from './code-line.module.css';

/** The code and its units as one phrase, for the head of the line and for screen readers. */
function headWords(line: CodeLine): string {
  const { tag } = line;
  return tag.code ? `${codeText(tag.code, tag.modifiers)}, ${countUnits(tag.units)}` : 'Not billable';
}

/** What the note will be sent as, why, what would change it, and the checks; it answers while you type. */
export function CodeLineCard({
  line,
  onCheck,
  onRule,
}: {
  readonly line: CodeLine;
  /** Opens what a check is about. */
  readonly onCheck: (check: NoteCheck) => void;
  /** Opens the rule; left out for roles that cannot. */
  readonly onRule?: (() => void) | undefined;
}) {
  const [open, setOpen] = useState(true);
  const body = useId();
  const { tag } = line;
  const head = headWords(line);
  const why = `${sentenceText(tag.explanation)} ${tag.counterfactual ?? ''}`;

  // Said once the typing has rested, and only when it says something new.
  useEffect(() => {
    const timer = setTimeout(() => announce(line.heldUntil ? `${head}. ${line.heldUntil}` : head), 1000);
    return () => clearTimeout(timer);
  }, [head, line.heldUntil]);

  useKeys(
    [
      {
        keys: 'Alt+W',
        label: 'Why this code',
        group: 'screen',
        inFields: true,
        run: () => {
          setOpen(true);
          announce(why);
        },
      },
    ],
    { layer: 'panel' },
  );

  return (
    <section className={styles.card} aria-label="Code line">
      <header className={styles.head}>
        {tag.code && (
          <>
            <span className={styles.code}>{codeText(tag.code, tag.modifiers)}</span>
            <span className={styles.units}>{countUnits(tag.units)}</span>
          </>
        )}
        {tag.billable ? (
          <Tag state={line.heldUntil ? 'held' : 'done'}>
            {line.heldUntil ? 'Will be held' : 'Billable'}, {line.program}, {line.planName}
          </Tag>
        ) : (
          <Tag state="neutral">Not billable</Tag>
        )}
        {line.confirmWithPlan && <ConfirmWithPlan what={head} {...(onRule ? { onOpen: onRule } : {})} />}
        <button
          type="button"
          className={styles.why}
          aria-expanded={open}
          aria-controls={body}
          aria-keyshortcuts="Alt+W"
          onClick={() => setOpen((now) => !now)}
        >
          why <Kbd keys="Alt+W" />
        </button>
      </header>
      <div id={body} className={styles.body} hidden={!open}>
        <p className={styles.sentence}>
          {tag.explanation.map((part) =>
            part.fact ? (
              <strong key={part.text}>{part.text}</strong>
            ) : (
              <span key={part.text}>{part.text}</span>
            ),
          )}{' '}
          {tag.counterfactual && <span className={styles.otherwise}>{tag.counterfactual}</span>}
        </p>
        {line.heldUntil && <p className={styles.held}>{line.heldUntil}</p>}
        <ul className={styles.checks}>
          {line.checks.map((check) => (
            <li key={check.key}>
              {isOpenable(check) ? (
                <button type="button" className={styles.check} onClick={() => onCheck(check)}>
                  <Tag state={check.state}>{check.text}</Tag>
                </button>
              ) : (
                <Tag state={check.state}>{check.text}</Tag>
              )}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** Checks that lead somewhere: to the field, or to the other note. */
function isOpenable(check: NoteCheck): boolean {
  return check.noteId !== null || check.key === 'diagnosis' || check.key === 'place';
}
