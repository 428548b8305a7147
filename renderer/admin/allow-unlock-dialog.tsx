import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Staff } from '#shared/users/contract.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { fieldError } from '../components/error-of.ts';
import { CheckField, TextField } from '../components/text-field.tsx';
import { useRules } from '../vault/use-rules.ts';
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
  const { minPassphrase } = useRules();
  const [passphrase, setPassphrase] = useState('');
  const [typedByThem, setTypedByThem] = useState(false);
  const allow = useMutation({ ...orpc.users.allowUnlock.mutationOptions(), meta: { saves: false } });
  const close = () => {
    setPassphrase('');
    setTypedByThem(false);
    allow.reset();
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!person) return;
    allow.mutate(
      { userId: person.id, passphrase, typedByThem },
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
          help={`at least ${minPassphrase} characters`}
          value={passphrase}
          onChange={setPassphrase}
          error={fieldError(allow.error, 'passphrase')}
          data-autofocus
        />
        <TypedByThem checked={typedByThem} onChange={setTypedByThem} />
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
              passphrase.length < minPassphrase ? `${minPassphrase} characters are needed` : null
            }
          >
            Set passphrase
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Whether the person chose the passphrase themselves; otherwise it only lasts until their next unlock. */
export function TypedByThem({
  checked,
  onChange,
}: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <CheckField
      label="They typed it themselves, and nobody else knows it. Otherwise they choose another when they unlock."
      checked={checked}
      onChange={onChange}
    />
  );
}
