import { useMutation } from '@tanstack/react-query';
import { dateInWords } from '#shared/dates.ts';
import type { OutreachCard } from '#shared/outreach/contract.ts';
import { api, orpc } from '../api.ts';
import { queryClient } from '../app/query-client.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './outreach.module.css';

/** More days for a member who is hard to find; the reason stays on file. */
export function ExtendForm({
  card,
  today,
  onClose,
}: {
  readonly card: OutreachCard;
  readonly today: string;
  readonly onClose: () => void;
}) {
  const [days, setDays] = useKept('ExtendForm.days', '30', card.memberId);
  const [reason, setReason] = useKept(
    'ExtendForm.reason',
    card.homeless ? 'No fixed place to find' : '',
    card.memberId,
  );
  const extend = useMutation(
    orpc.outreach.extend.mutationOptions({
      onSuccess: ({ until }) => {
        showToast({ text: `Extended until ${dateInWords(until, today)}.` });
        onClose();
      },
    }),
  );
  const elsewhere = extend.error && !errorOf(extend.error).detail.field ? extend.error : null;
  return (
    <form
      className={styles.inline}
      aria-label="Extend the window"
      onSubmit={(event) => {
        event.preventDefault();
        extend.mutate({ memberId: card.memberId, days: Number(days), reason });
      }}
    >
      <div className={styles.fields}>
        <TextField
          label="More days"
          inputMode="numeric"
          data-autofocus
          value={days}
          onChange={(value) => setDays(value.replace(/\D/g, '').slice(0, 3))}
          error={fieldError(extend.error, 'days')}
        />
        <TextField
          label="Reason"
          value={reason}
          onChange={setReason}
          error={fieldError(extend.error, 'reason')}
        />
      </div>
      {elsewhere ? <ErrorLine error={elsewhere} /> : null}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" busy={extend.isPending}>
          Extend
        </Button>
      </div>
    </form>
  );
}

/** Ends outreach with a reason the program knows; it can be opened again. */
export function CloseForm({ card, onClose }: { readonly card: OutreachCard; readonly onClose: () => void }) {
  const [reasonId, setReasonId] = useKept<string | null>(
    'CloseForm.reasonId',
    card.left === 0 ? 'no_connection' : null,
    card.memberId,
  );
  const [note, setNote] = useKept('CloseForm.note', '', card.memberId);
  const close = useMutation(
    orpc.outreach.close.mutationOptions({
      onSuccess: () => {
        const undo = async () => {
          await api.outreach.reopen({ memberId: card.memberId });
          await queryClient.invalidateQueries();
        };
        showToast({ text: `Closed outreach to ${card.name}.`, undo });
        onClose();
      },
    }),
  );
  return (
    <form
      className={styles.inline}
      aria-label="Close outreach"
      onSubmit={(event) => {
        event.preventDefault();
        if (reasonId) close.mutate({ memberId: card.memberId, reasonId, note });
      }}
    >
      <div className={styles.fields}>
        <SelectField
          label="Reason"
          choices={card.reasons.map(({ id, label }) => ({ value: id, label }))}
          value={reasonId}
          onChange={setReasonId}
        />
        <TextField label="In a few words" optional value={note} onChange={setNote} />
      </div>
      {close.error ? <ErrorLine error={close.error} safe="The outreach is as before." /> : null}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          busy={close.isPending}
          disabledReason={reasonId ? null : 'Choose the reason first.'}
        >
          Close outreach
        </Button>
      </div>
    </form>
  );
}
