import { useMutation } from '@tanstack/react-query';
import type { Authorization, NewAuthorization } from '#shared/action-plans/authorizations.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { DateField } from '../components/date-field.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { CheckField, TextField } from '../components/text-field.tsx';
import styles from './papers.module.css';

/** Records what a signed authorization to disclose says. */
export function AuthorizationDialog({
  memberId,
  memberName,
  today,
  opened,
  onClose,
}: {
  readonly memberId: string;
  readonly memberName: string;
  readonly today: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const [form, setForm] = useKept<Omit<NewAuthorization, 'memberId'>>('AuthorizationDialog.form', {
    recipient: '',
    information: 'Health Action Plan',
    purpose: '',
    signedOn: today,
    signedBy: memberName,
    representativeRight: '',
    expiresOn: null,
    expiresEvent: '',
    substanceUse: false,
    sensitive: false,
    keptWhere: '',
  });
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const save = useMutation(
    orpc.actionPlans.addAuthorization.mutationOptions({
      onSuccess: () => {
        showToast({ text: `Recorded: ${form.recipient} may get it.` });
        onClose();
      },
    }),
  );
  const line = (key: 'recipient' | 'information' | 'purpose' | 'signedBy' | 'keptWhere', label: string) => (
    <TextField label={label} value={form[key]} maxLength={200} onChange={(value) => set({ [key]: value })} />
  );
  return (
    <Dialog title="Record a signed authorization" opened={opened} onClose={onClose} size={520}>
      <div className={styles.form}>
        {line('recipient', 'Who may get it')}
        {line('information', 'What may be shared')}
        {line('purpose', 'What for')}
        {line('signedBy', 'Signed by')}
        {form.signedBy.trim() !== memberName && (
          <TextField
            label="By what right they sign"
            value={form.representativeRight}
            maxLength={200}
            onChange={(representativeRight) => set({ representativeRight })}
          />
        )}
        <DateField
          label="Signed on"
          value={form.signedOn}
          today={today}
          max={today}
          onChange={(value) => set({ signedOn: value ?? today })}
        />
        <DateField
          label="It ends on"
          value={form.expiresOn}
          today={today}
          onChange={(expiresOn) => set({ expiresOn })}
        />
        <TextField
          label="Or with an event"
          optional
          value={form.expiresEvent}
          maxLength={200}
          onChange={(expiresEvent) => set({ expiresEvent })}
        />
        <CheckField
          label="It names substance use treatment"
          checked={form.substanceUse}
          onChange={(substanceUse) => set({ substanceUse })}
        />
        <CheckField
          label="It names sensitive services"
          checked={form.sensitive}
          onChange={(sensitive) => set({ sensitive })}
        />
        {line('keptWhere', 'Where the signed form is kept')}
        {save.error && <ErrorLine error={save.error} />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            busy={save.isPending}
            onClick={() => save.mutate({ ...form, memberId })}
          >
            Record
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Ends an authorization on the member's word. */
export function WithdrawDialog({
  authorization,
  today,
  onClose,
}: {
  readonly authorization: Authorization;
  readonly today: string;
  readonly onClose: () => void;
}) {
  const [on, setOn] = useKept('WithdrawDialog.on', today, authorization.id);
  const [how, setHow] = useKept('WithdrawDialog.how', '', authorization.id);
  const save = useMutation(
    orpc.actionPlans.withdrawAuthorization.mutationOptions({
      onSuccess: () => {
        showToast({ text: `Withdrawn. Nothing more goes to ${authorization.recipient} under it.` });
        onClose();
      },
    }),
  );
  return (
    <Dialog title={`Withdraw the authorization for ${authorization.recipient}`} opened onClose={onClose}>
      <div className={styles.form}>
        <p className={styles.quiet}>What was shared before stays on record. Both are kept for 10 years.</p>
        <DateField
          label="Withdrawn on"
          value={on}
          today={today}
          max={today}
          onChange={(value) => setOn(value ?? today)}
        />
        <TextField label="How the member withdrew it" value={how} maxLength={200} onChange={setHow} />
        {save.error && <ErrorLine error={save.error} />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            busy={save.isPending}
            onClick={() => save.mutate({ id: authorization.id, on, how })}
          >
            Withdraw
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
