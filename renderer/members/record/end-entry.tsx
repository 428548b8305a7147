import { useMutation } from '@tanstack/react-query';
import { ENTRY_FORMS } from '#shared/members/entry-kinds.ts';
import type { RecordEntry } from '#shared/members/record-contract.ts';
import { orpc } from '../../api.ts';
import { showToast } from '../../app/toast/toast.ts';
import { useKept } from '../../app/unfinished.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { fieldError } from '../../components/error-of.ts';
import { TextField } from '../../components/text-field.tsx';
import styles from './record.module.css';

interface Asked {
  readonly memberId: string;
  readonly entry: RecordEntry;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks as of which day an entry no longer holds. */
export function EndEntry({ memberId, entry, today, onClose, onDone }: Asked & { readonly today: string }) {
  const form = ENTRY_FORMS[entry.kind];
  const [on, setOn] = useKept<string | null>('EndEntry.on', today, entry.seriesId);
  const [reason, setReason] = useKept('EndEntry.reason', '', entry.seriesId);
  const end = useMutation(orpc.members.endEntry.mutationOptions());
  return (
    <form
      className={styles.ask}
      noValidate
      aria-label={`${form.end}, ${entry.title}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (!on || end.isPending) return;
        end.mutate(
          { memberId, seriesId: entry.seriesId, kind: entry.kind, on, reason: reason.trim() },
          {
            onSuccess: () => {
              showToast({ text: `${form.end}: ${entry.title}.` });
              onDone();
            },
          },
        );
      }}
    >
      <DateField
        label={form.to ?? 'Until'}
        value={on}
        onChange={setOn}
        today={today}
        max={today}
        error={fieldError(end.error, 'on')}
      />
      <TextField label="Why" optional value={reason} maxLength={200} onChange={setReason} />
      {end.error && !fieldError(end.error, 'on') ? <ErrorLine error={end.error} /> : null}
      <div className={styles.buttons}>
        <Button size="sm" onClick={onClose}>
          Keep it
        </Button>
        <Button size="sm" type="submit" busy={end.isPending}>
          {form.end}
        </Button>
      </div>
    </form>
  );
}

/** Asks why an entry was made by mistake; it is struck, never erased. */
export function StrikeEntry({ memberId, entry, onClose, onDone }: Asked) {
  const [reason, setReason] = useKept('StrikeEntry.reason', '', entry.seriesId);
  const strike = useMutation(orpc.members.strikeEntry.mutationOptions());
  return (
    <form
      className={styles.ask}
      noValidate
      aria-label={`Entered by mistake, ${entry.title}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (strike.isPending) return;
        strike.mutate(
          { memberId, seriesId: entry.seriesId, reason },
          {
            onSuccess: () => {
              showToast({ text: `Struck ${entry.title}. It stays in the history.` });
              onDone();
            },
          },
        );
      }}
    >
      <TextField
        label="Why it was a mistake"
        value={reason}
        maxLength={200}
        onChange={setReason}
        error={fieldError(strike.error, 'reason')}
      />
      {strike.error && !fieldError(strike.error, 'reason') ? <ErrorLine error={strike.error} /> : null}
      <div className={styles.buttons}>
        <Button size="sm" onClick={onClose}>
          Keep it
        </Button>
        <Button size="sm" type="submit" busy={strike.isPending}>
          Strike it
        </Button>
      </div>
    </form>
  );
}
