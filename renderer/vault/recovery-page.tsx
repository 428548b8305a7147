import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { VaultStatus } from '#shared/vault/contract.ts';
import { orpc } from '../api.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import { TextField } from '../components/text-field.tsx';
import styles from './entry-screen.module.css';
import { EntryScreen } from './entry-screen.tsx';
import { PersonSelect } from './person-select.tsx';
import { ChoosePassphrase, usePassphraseChoice } from './set-up/choose-passphrase.tsx';
import { rememberNewCode } from './set-up/new-code.ts';
import { keepSetUpOpen } from './set-up-state.ts';

/** Opens the workspace with the printed code; a new passphrase and a new code follow. */
export function RecoveryPage({
  status,
  userId,
  onBack,
}: {
  readonly status: VaultStatus;
  readonly userId: string | null;
  readonly onBack: () => void;
}) {
  const client = useQueryClient();
  const [person, setPerson] = useState(userId);
  const [code, setCode] = useState('');
  const choice = usePassphraseChoice();
  const field = useRef<HTMLInputElement>(null);
  const recover = useMutation({ ...orpc.vault.useRecoveryCode.mutationOptions(), meta: { saves: false } });
  useEffect(() => field.current?.focus(), []);

  const codeError = recover.error
    ? (fieldError(recover.error, 'code') ??
      (errorOf(recover.error).code === 'WRONG_PASSPHRASE' ? errorOf(recover.error).message : null))
    : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!person || recover.isPending || !choice.ready()) return;
    recover.mutate(
      { userId: person, code, newPassphrase: choice.passphrase },
      {
        onSuccess: async ({ recoveryCode }) => {
          rememberNewCode(recoveryCode);
          keepSetUpOpen(true);
          await client.invalidateQueries();
        },
      },
    );
  };

  return (
    <EntryScreen
      title={status.agencyName ?? 'Hearth'}
      subtitle="Open with the printed recovery code"
      version={status.version}
    >
      <form className={styles.form} onSubmit={submit}>
        <PersonSelect users={status.users} value={person} onChange={setPerson} />
        <TextField
          ref={field}
          label="Recovery code"
          help="nine groups of four"
          mono
          big
          value={code}
          onChange={setCode}
          error={codeError}
        />
        <ChoosePassphrase choice={choice} label="New passphrase" />
        {recover.error && !codeError ? <ErrorLine error={recover.error} /> : null}
        <Button variant="ember" size="lg" wide type="submit" keys="Enter" busy={recover.isPending}>
          {recover.isPending ? 'Opening' : 'Open and change the passphrase'}
        </Button>
      </form>
      <div className={styles.links}>
        <Button variant="link" size="sm" onClick={onBack}>
          Use the passphrase
        </Button>
      </div>
    </EntryScreen>
  );
}
