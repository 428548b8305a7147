import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { OPENED_HOURS } from '#shared/assignments/access.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { DateField } from '../components/date-field.tsx';
import { timeOfDay } from '../components/date-text.ts';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import { TextArea, TextField } from '../components/text-field.tsx';
import styles from './assignments.module.css';

const EMPTY = { cin: '', lastName: '', birthDate: null as string | null, reason: '' };

/** What is still missing before the chart can be asked for, in words. */
function missing(draft: typeof EMPTY): string | null {
  const named = draft.cin.trim() !== '' || (draft.lastName.trim() !== '' && draft.birthDate !== null);
  if (!named) return 'The CIN, or last name and birthday, are missing';
  return draft.reason.trim() === '' ? 'The reason is missing' : null;
}

/** Opens a chart outside the own caseload for some hours, with a reason that the audit keeps. */
export function OpenChartDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const go = useGo();
  const today = useToday();
  const [draft, setDraft] = useKept('OpenChartDialog.draft', EMPTY);
  const change = (part: Partial<typeof EMPTY>) => setDraft((before) => ({ ...before, ...part }));
  const open = useMutation({ ...orpc.assignments.openChart.mutationOptions(), meta: { saves: false } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing(draft)) return;
    const { cin, lastName, birthDate, reason } = draft;
    open.mutate(
      { member: cin.trim() ? { cin } : { lastName, birthDate: birthDate ?? '' }, reason },
      {
        onSuccess: async ({ memberId, until }) => {
          await client.invalidateQueries();
          showToast({ text: `Open to you until ${timeOfDay(until)}. The audit has your reason.` });
          onClose();
          go(`/members/${memberId}`);
        },
      },
    );
  };
  const known = ['member.cin', 'member.lastName', 'member.birthDate', 'reason'];
  return (
    <Dialog title="Whose chart do you need, and why?" opened onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label="CIN"
          help="8 digits and a letter"
          optional
          mono
          value={draft.cin}
          onChange={(cin) => change({ cin })}
          error={fieldError(open.error, 'member.cin')}
          data-autofocus
        />
        <TextField
          label="Last name"
          help="exactly, when you have no CIN"
          optional
          value={draft.lastName}
          onChange={(lastName) => change({ lastName })}
          error={fieldError(open.error, 'member.lastName')}
        />
        <DateField
          label="Birthday"
          optional
          value={draft.birthDate}
          onChange={(birthDate) => change({ birthDate })}
          error={fieldError(open.error, 'member.birthDate')}
          today={today}
          max={today}
        />
        <TextArea
          label="Why you need it"
          help="stands in the audit"
          rows={2}
          value={draft.reason}
          onChange={(reason) => change({ reason })}
          error={fieldError(open.error, 'reason')}
        />
        <p className={styles.text}>
          The chart is open to you alone, for {OPENED_HOURS} hours. Administrators and auditors see that you
          opened it, and why.
        </p>
        {open.error && !known.includes(errorOf(open.error).detail.field ?? '') && (
          <ErrorLine error={open.error} />
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Not now</Button>
          <Button variant="ember" type="submit" busy={open.isPending} disabledReason={missing(draft)}>
            Open the chart
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
