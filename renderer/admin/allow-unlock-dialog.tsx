import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Staff } from '#shared/users/contract.ts';
import { MIN_PASSPHRASE } from '#shared/vault/passphrase.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { fieldError } from '../components/error-of.ts';
import { TextField } from '../components/text-field.tsx';
import styles from './users-page.module.css';

/** Gives a member of staff the first passphrase of their own. */
export function AllowUnlockDialog({
  person,
  onClose,
}: {
  readonly person: Staff | null;
  readonly onClose: () => void;
}) {
  const client = useQueryClient();
  const [passphrase, setPassphrase] = useState('');
  const allow = useMutation({ ...orpc.users.allowUnlock.mutationOptions(), meta: { saves: false } });
  const close = () => {
    setPassphrase('');
    allow.reset();
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!person) return;
    allow.mutate(
      { userId: person.id, passphrase },
      {
        onSuccess: async () => {
          showToast({ text: `${person.name} can unlock now.` });
          await client.invalidateQueries();
          close();
        },
      },
    );
  };
  return (
    <Dialog
      title={`Which passphrase opens the workspace for ${person?.name ?? 'them'}?`}
      opened={person !== null}
      onClose={close}
    >
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label="First passphrase"
          help={`at least ${MIN_PASSPHRASE} characters`}
          value={passphrase}
          onChange={setPassphrase}
          error={fieldError(allow.error, 'passphrase')}
          data-autofocus
        />
        <p className={styles.text}>
          It is shown while you type, so that you can tell it to them. Write it nowhere.
        </p>
        {allow.error && !fieldError(allow.error, 'passphrase') && <ErrorLine error={allow.error} />}
        <div className={styles.buttons}>
          <Button onClick={close}>Not now</Button>
          <Button
            variant="ember"
            type="submit"
            busy={allow.isPending}
            disabledReason={
              passphrase.length < MIN_PASSPHRASE ? `${MIN_PASSPHRASE} characters are needed` : null
            }
          >
            Set passphrase
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
