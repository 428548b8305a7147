import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type AttemptMethod, METHOD_WORDS, modeOf } from '#shared/outreach/attempt.ts';
import { codeText } from '#shared/programs/pack.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { ConfirmWithPlan } from '../components/confirm-with-plan.tsx';
import styles from './outreach.module.css';

/** What the attempt will be sent as, and why; a letter or an e-mail says that it is logged only. */
export function AttemptCode({
  memberId,
  method,
  minutes,
  today,
}: {
  readonly memberId: string;
  readonly method: AttemptMethod;
  readonly minutes: number;
  readonly today: string;
}) {
  const { user } = useSession();
  const mode = modeOf(method);
  const query = useQuery({
    ...orpc.notes.code.queryOptions({
      input: { memberId, serviceOn: today, mode: mode ?? 'phone', minutes, staffId: user.id },
    }),
    enabled: mode !== null,
    placeholderData: keepPreviousData,
  });
  if (mode === null) {
    return (
      <section className={styles.code} aria-label="Code line">
        <span>Logged only</span>
        <p>No code table speaks about {METHOD_WORDS[method].toLowerCase()}, so nothing is billed.</p>
      </section>
    );
  }
  const line = query.data;
  if (!line) return null;
  const { tag } = line;
  return (
    <section className={styles.code} aria-label="Code line">
      <span>
        {tag.code ? (
          <span className={styles.codeText}>{codeText(tag.code, tag.modifiers)}</span>
        ) : (
          'Not billable'
        )}
        {tag.code && <span className={styles.units}>1 attempt</span>}
      </span>
      <div>
        <p>
          {tag.explanation.map((part) =>
            part.fact ? (
              <strong key={part.text}>{part.text}</strong>
            ) : (
              <span key={part.text}>{part.text}</span>
            ),
          )}{' '}
          {tag.counterfactual}
        </p>
        {line.heldUntil && <p className={styles.origin}>{line.heldUntil}</p>}
        {line.confirmWithPlan && <ConfirmWithPlan />}
      </div>
    </section>
  );
}
