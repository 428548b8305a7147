import { useMutation } from '@tanstack/react-query';
import type { Authorization } from '#shared/action-plans/authorizations.ts';
import {
  AUTHORITY_WORDS,
  type Authority,
  authoritiesFor,
  type NewShare,
  RECIPIENT_KINDS,
  RECIPIENT_WORDS,
  type RecipientKind,
  SHARE_WAY_WORDS,
  SHARE_WAYS,
} from '#shared/action-plans/papers.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { DateField } from '../components/date-field.tsx';
import { shortDateWithYear } from '../components/date-text.ts';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './papers.module.css';

/** Records to whom a signed version was given, how, and by what authority. */
export function ShareDialog({
  planId,
  version,
  memberName,
  authorizations,
  substanceUse,
  today,
  opened,
  onClose,
}: {
  readonly planId: string;
  readonly version: number;
  readonly memberName: string;
  /** Those in force today. */
  readonly authorizations: readonly Authorization[];
  /** The version names substance use, which needs an authorization that says so. */
  readonly substanceUse: boolean;
  readonly today: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const [kind, setKind] = useKept<RecipientKind>('ShareDialog.kind', 'provider');
  const [share, setShare] = useKept<Omit<NewShare, 'id' | 'recipientKind'>>('ShareDialog.share', {
    recipient: '',
    how: 'fax',
    sharedOn: today,
    authority: 'treatment',
    authorityDetail: '',
    authorizationId: null,
  });
  const set = (change: Partial<typeof share>) => setShare((before) => ({ ...before, ...change }));
  const save = useMutation(
    orpc.actionPlans.share.mutationOptions({
      onSuccess: () => {
        showToast({ text: `Recorded: shared with ${share.recipient}.` });
        onClose();
      },
    }),
  );
  const choose = (value: string | null) => {
    const next = RECIPIENT_KINDS.find((one) => one === value) ?? 'provider';
    setKind(next);
    set({
      authority: authoritiesFor(next)[0] ?? 'member_authorization',
      recipient: next === 'member' ? memberName : '',
    });
  };
  return (
    <Dialog title={`Share version ${version}`} opened={opened} onClose={onClose} size={520}>
      <div className={styles.form}>
        <SelectField
          label="With"
          choices={RECIPIENT_KINDS.map((value) => ({ value, label: RECIPIENT_WORDS[value] }))}
          value={kind}
          onChange={choose}
        />
        <TextField
          label="Name"
          value={share.recipient}
          maxLength={200}
          onChange={(recipient) => set({ recipient })}
        />
        <SelectField
          label="How"
          choices={SHARE_WAYS.map((value) => ({ value, label: SHARE_WAY_WORDS[value] }))}
          value={share.how}
          onChange={(value) => set({ how: SHARE_WAYS.find((one) => one === value) ?? 'fax' })}
        />
        <DateField
          label="On"
          value={share.sharedOn}
          today={today}
          max={today}
          onChange={(value) => set({ sharedOn: value ?? today })}
        />
        <SelectField
          label="By what authority"
          choices={authoritiesFor(kind).map((value) => ({ value, label: AUTHORITY_WORDS[value] }))}
          value={share.authority}
          onChange={(value) => set({ authority: (value ?? 'treatment') as Authority })}
        />
        {share.authority === 'law' && (
          <TextField
            label="Which law or order"
            value={share.authorityDetail}
            maxLength={200}
            onChange={(authorityDetail) => set({ authorityDetail })}
          />
        )}
        {share.authority === 'member_authorization' && (
          <SelectField
            label="Which authorization"
            help="the signed ones in force"
            choices={authorizations.map((one) => ({
              value: one.id,
              label: `${one.recipient}, signed ${shortDateWithYear(one.signedOn)}`,
            }))}
            value={share.authorizationId}
            emptyText="None is in force. Record one first."
            onChange={(authorizationId) => {
              const chosen = authorizations.find(({ id }) => id === authorizationId);
              set({ authorizationId, ...(chosen ? { recipient: chosen.recipient } : {}) });
            }}
          />
        )}
        {substanceUse && kind !== 'member' && (
          <p className={styles.quiet}>
            This version speaks of substance use. The authorization has to name substance use treatment.
          </p>
        )}
        {save.error && <ErrorLine error={save.error} />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            busy={save.isPending}
            onClick={() => save.mutate({ ...share, id: planId, recipientKind: kind })}
          >
            Record
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
