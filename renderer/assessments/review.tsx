import { suggestionsOf } from '#shared/assessments/complete.ts';
import type { Assessment } from '#shared/assessments/contract.ts';
import { answerWords } from '#shared/assessments/values.ts';
import { Button } from '../components/button.tsx';
import { ConfirmWithPlan } from '../components/confirm-with-plan.tsx';
import { itemName } from './questions.ts';
import styles from './review.module.css';
import type { Runner } from './use-runner.ts';

/** The end of the form: what is left, what was put by, and whose instrument this is. */
export function Review({
  assessment,
  runner,
  onJump,
  onDiscard,
}: {
  readonly assessment: Assessment;
  readonly runner: Runner;
  readonly onJump: (linkId: string) => void;
  readonly onDiscard: (() => void) | null;
}) {
  const { missing, form } = runner;
  const skipped = assessment.completed?.skipped ?? [];
  const suggested = suggestionsOf(form, runner.scores, runner.view);
  return (
    <section className={styles.review} aria-labelledby="review-title" id="review">
      <h2 id="review-title" className={styles.title} tabIndex={-1}>
        {assessment.state === 'signed' ? 'Signed' : 'Review and sign'}
      </h2>
      {assessment.state === 'draft' &&
        (missing.length === 0 ? (
          <p>Everything is answered. Signing makes the answers final.</p>
        ) : (
          <p className={styles.missing}>
            {missing.length === 1 ? '1 answer left:' : `${missing.length} answers left:`}
            {missing.map((node) => (
              <Button key={node.linkId} variant="link" size="sm" onClick={() => onJump(node.linkId)}>
                {itemName(node)}
              </Button>
            ))}
          </p>
        ))}
      {skipped.length > 0 && (
        <div>
          <p>Answered, then not asked; not part of the record:</p>
          <ul className={styles.skipped}>
            {skipped.map((entry) => (
              <li key={entry.linkId}>
                {entry.question}: “{entry.answers.map(answerWords).join(', ')}” ({entry.because})
              </li>
            ))}
          </ul>
        </div>
      )}
      {suggested.length > 0 && (
        <div>
          <p>Suggested for the Health Action Plan; a person decides:</p>
          <ul className={styles.skipped}>
            {suggested.map(({ ruleId, problem, code, unconfirmed, because }) => (
              <li key={ruleId}>
                {problem}
                {code && `, ${code.code}`}: {because} {unconfirmed && <ConfirmWithPlan />}
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className={styles.notice}>{form.questionnaire.copyright}</p>
      {onDiscard && (
        <Button variant="quiet" size="sm" onClick={onDiscard}>
          Discard this form
        </Button>
      )}
    </section>
  );
}

/** The toast after signing. */
export function signedWords(tasks: number): string {
  if (tasks === 0) return 'Signed.';
  return `Signed. ${tasks} ${tasks === 1 ? 'task' : 'tasks'} set.`;
}
