import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { showToast } from '../../app/toast/toast.ts';
import { useKept } from '../../app/unfinished.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { errorOf, fieldError } from '../../components/error-of.ts';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import styles from '../record/record.module.css';

const TRANSFER = 'transfer';

/** Ends service with a reason of the program's pack, or hands the member to another agency. */
export function EndProgram({
  memberId,
  memberName,
  reasons,
  today,
  onClose,
}: {
  readonly memberId: string;
  readonly memberName: string;
  readonly reasons: readonly { readonly id: string; readonly label: string; readonly code: string | null }[];
  readonly today: string;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useKept<string | null>('EndProgram.reason', null);
  const [to, setTo] = useKept('EndProgram.to', '');
  const [on, setOn] = useKept<string | null>('EndProgram.on', today);
  const [note, setNote] = useKept('EndProgram.note', '');
  const [asked, setAsked] = useState(false);
  const end = useMutation(orpc.members.endProgram.mutationOptions());
  const transfer = useMutation(orpc.members.transferOut.mutationOptions());
  const error = end.error ?? transfer.error;
  const done = {
    onSuccess: () => {
      showToast({ text: `Ended service for ${memberName}. The chart stays readable.` });
      onClose();
    },
  };
  return (
    <form
      className={styles.formBox}
      noValidate
      aria-label="End or transfer"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (!on || !reason || end.isPending || transfer.isPending) return;
        if (reason === TRANSFER) transfer.mutate({ id: memberId, to, on, note }, done);
        else end.mutate({ id: memberId, reasonId: reason, on, note }, done);
      }}
    >
      <SelectField
        label="Why service ends"
        choices={[
          ...reasons.map(({ id, label, code }) => ({
            value: id,
            label: code ? `${label} (code ${code}, confirm with plan)` : label,
          })),
          { value: TRANSFER, label: 'Transferred to another agency' },
        ]}
        value={reason}
        onChange={setReason}
        error={fieldError(error, 'reasonId') ?? (asked && !reason ? 'Choose the reason.' : null)}
      />
      {reason === TRANSFER && (
        <TextField
          label="Agency"
          value={to}
          maxLength={200}
          onChange={setTo}
          error={fieldError(error, 'to')}
        />
      )}
      <DateField
        label="Last day"
        value={on}
        onChange={setOn}
        today={today}
        max={today}
        error={fieldError(error, 'on')}
      />
      <TextField label="Note" optional value={note} maxLength={200} onChange={setNote} />
      {error && !errorOf(error).detail.field ? (
        <ErrorLine error={error} safe="The member is as before." />
      ) : null}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" keys="Enter" busy={end.isPending || transfer.isPending}>
          End service
        </Button>
      </div>
    </form>
  );
}
