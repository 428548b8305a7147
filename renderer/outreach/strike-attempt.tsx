import { useMutation } from '@tanstack/react-query';
import type { Attempt } from '#shared/outreach/contract.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import { TextField } from '../components/text-field.tsx';
import styles from './outreach.module.css';

/** Takes an attempt that was logged by mistake out of the count, with the reason; it stays on file, struck. */
export function StrikeAttempt({
  memberId,
  attempt,
}: {
  readonly memberId: string;
  readonly attempt: Attempt;
}) {
  const { user } = useSession();
  const [open, setOpen] = useKept('StrikeAttempt.open', false, attempt.id);
  if (attempt.strike || !CARE_TEAM.includes(user.role)) return null;
  if (open) return <StrikeForm memberId={memberId} attempt={attempt} onClose={() => setOpen(false)} />;
  return (
    <Button variant="link" size="sm" aria-label={`Strike ${attempt.title}`} onClick={() => setOpen(true)}>
      Strike
    </Button>
  );
}

function StrikeForm({
  memberId,
  attempt,
  onClose,
}: {
  readonly memberId: string;
  readonly attempt: Attempt;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useKept('StrikeForm.reason', '', attempt.id);
  const strike = useMutation(
    orpc.outreach.strike.mutationOptions({
      onSuccess: ({ attempts, line }) => {
        const count = attempts === 1 ? '1 attempt counts' : `${attempts} attempts count`;
        showToast({ text: `Struck. ${count}. ${line}` });
        onClose();
      },
    }),
  );
  return (
    <form
      className={styles.strike}
      aria-label={`Strike ${attempt.title}`}
      onSubmit={(event) => {
        event.preventDefault();
        strike.mutate({ memberId, attemptId: attempt.id, reason });
      }}
    >
      <TextField
        label="Why it does not hold"
        value={reason}
        onChange={setReason}
        error={fieldError(strike.error, 'reason')}
        autoFocus
      />
      {strike.error && !errorOf(strike.error).detail.field ? (
        <ErrorLine error={strike.error} safe="The attempt is as before." />
      ) : null}
      <div className={styles.buttons}>
        <Button size="sm" onClick={onClose}>
          Leave it
        </Button>
        <Button
          size="sm"
          type="submit"
          busy={strike.isPending}
          disabledReason={reason.trim() === '' ? 'No reason written yet' : null}
        >
          Strike this attempt
        </Button>
      </div>
    </form>
  );
}
