import { useMutation } from '@tanstack/react-query';
import type { Note } from '#shared/notes/contract.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { StateIcon } from '../components/tag.tsx';
import { TextArea, TextField } from '../components/text-field.tsx';
import { CosignField } from './cosign-field.tsx';
import styles from './notes-tab.module.css';

type Form = 'addendum' | 'strike' | 'cosign' | null;

/** "Nov 18, 2026, 10:32 AM" of an instant, in this computer's time. */
function momentWords(at: string): string {
  return new Date(at).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short' });
}

/** What was added to a signed note, and what may still be done with it; the note itself never changes. */
export function NoteAfter({ note }: { readonly note: Note }) {
  const { user } = useSession();
  const [form, setForm] = useKept<Form>('NoteAfter.form', null, note.id);
  const { addenda, strike, cosign } = note.after;
  const close = () => setForm(null);
  const sign = useMutation(
    orpc.notes.cosign.mutationOptions({ onSuccess: () => showToast({ text: 'Signed as well.' }) }),
  );
  const writes = CARE_TEAM.includes(user.role) && !strike;
  const leads = ['clinical_lead', 'administrator'].includes(user.role);
  const mine = note.author === user.name;
  const waits = cosign && !cosign.signedAt;
  return (
    <div className={styles.after}>
      {addenda.map((one) => (
        <p key={one.id} className={styles.addendum}>
          {one.text}
          <span className={styles.facts}>
            Added by {one.by}, {momentWords(one.at)}
          </span>
        </p>
      ))}
      {strike && (
        <p className={styles.struck}>
          <StateIcon state="held" />
          Struck by {strike.by}, {momentWords(strike.at)}: {strike.reason}
        </p>
      )}
      {cosign && (
        <p className={styles.facts}>
          {cosign.signedAt
            ? `Signed as well by ${cosign.signedBy}, ${momentWords(cosign.signedAt)}`
            : `Waits for the signature of ${cosign.askedOf}`}
        </p>
      )}
      {writes && form === null && (
        <div className={styles.actions}>
          {waits && !mine && (leads || cosign.askedOf === user.name) && (
            <Button size="sm" busy={sign.isPending} onClick={() => sign.mutate({ id: note.id })}>
              Sign as well
            </Button>
          )}
          <Button size="sm" onClick={() => setForm('addendum')}>
            Add to this note
          </Button>
          {!cosign?.signedAt && (
            <Button size="sm" onClick={() => setForm('cosign')}>
              Ask for a second signature
            </Button>
          )}
          {(mine || leads) && (
            <Button size="sm" onClick={() => setForm('strike')}>
              Strike
            </Button>
          )}
        </div>
      )}
      {sign.error && <ErrorLine error={sign.error} safe="The note is as before." />}
      {form === 'addendum' && <AddendumForm id={note.id} onClose={close} />}
      {form === 'strike' && <StrikeForm id={note.id} onClose={close} />}
      {form === 'cosign' && <CosignForm note={note} onClose={close} />}
    </div>
  );
}

function AddendumForm({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const [text, setText] = useKept('AddendumForm.text', '', id);
  const add = useMutation(orpc.notes.addendum.mutationOptions({ onSuccess: onClose }));
  return (
    <div className={styles.form}>
      <TextArea label="What is added" value={text} onChange={setText} rows={3} autoFocus />
      {add.error && <ErrorLine error={add.error} safe="The note is as before." />}
      <div className={styles.actions}>
        <Button
          size="sm"
          busy={add.isPending}
          disabledReason={text.trim() === '' ? 'Nothing written yet' : null}
          onClick={() => add.mutate({ id, text })}
        >
          Sign what is added
        </Button>
        <Button size="sm" onClick={onClose}>
          Leave it
        </Button>
      </div>
    </div>
  );
}

function StrikeForm({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const [reason, setReason] = useKept('StrikeForm.reason', '', id);
  const strike = useMutation(
    orpc.notes.strike.mutationOptions({
      onSuccess: ({ line }) => {
        showToast({ text: `Struck. ${line}` });
        onClose();
      },
    }),
  );
  return (
    <div className={styles.form}>
      <TextField
        label="Why it does not hold"
        help="stays with the note for good"
        value={reason}
        onChange={setReason}
        autoFocus
      />
      {strike.error && <ErrorLine error={strike.error} safe="The note is as before." />}
      <div className={styles.actions}>
        <Button
          size="sm"
          busy={strike.isPending}
          disabledReason={reason.trim() === '' ? 'No reason written yet' : null}
          onClick={() => strike.mutate({ id, reason })}
        >
          Strike this note
        </Button>
        <Button size="sm" onClick={onClose}>
          Leave it
        </Button>
      </div>
    </div>
  );
}

function CosignForm({ note, onClose }: { readonly note: Note; readonly onClose: () => void }) {
  const [of, setOf] = useKept<string | null>('CosignForm.of', null, note.id);
  const ask = useMutation(
    orpc.notes.askCosign.mutationOptions({
      onSuccess: () => {
        showToast({ text: 'Asked. The line waits for the second signature.' });
        onClose();
      },
    }),
  );
  return (
    <div className={styles.form}>
      <CosignField value={of} onChange={setOf} but={note.author} />
      {ask.error && <ErrorLine error={ask.error} safe="The note is as before." />}
      <div className={styles.actions}>
        <Button
          size="sm"
          busy={ask.isPending}
          disabledReason={of === null ? 'Nobody chosen yet' : null}
          onClick={() => of && ask.mutate({ id: note.id, of })}
        >
          Ask
        </Button>
        <Button size="sm" onClick={onClose}>
          Leave it
        </Button>
      </div>
    </div>
  );
}
