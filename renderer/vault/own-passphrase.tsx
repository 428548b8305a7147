import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { VaultStatus } from '#shared/vault/contract.ts';
import { orpc } from '../api.ts';
import { lockNow } from '../app/lock.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import styles from './entry-screen.module.css';
import { EntryScreen } from './entry-screen.tsx';
import { waitWords } from './lock-words.ts';
import { PassphraseField } from './passphrase-field.tsx';
import { ChoosePassphrase, usePassphraseChoice } from './set-up/choose-passphrase.tsx';
import { useCountdown } from './use-countdown.ts';

/** The passphrase one has, and the one that takes its place, typed twice. */
function OwnPassphraseForm({
  buttons,
  onChanged,
}: {
  readonly buttons: (busy: boolean, disabledReason: string | null) => ReactNode;
  readonly onChanged: () => void;
}) {
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const choice = usePassphraseChoice();
  const field = useRef<HTMLInputElement>(null);
  const { left, start } = useCountdown(0);
  const change = useMutation({ ...orpc.vault.changePassphrase.mutationOptions(), meta: { saves: false } });
  useEffect(() => field.current?.focus(), []);

  const currentError = fieldError(change.error, 'current');
  const nextError = fieldError(change.error, 'next');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (left > 0 || change.isPending || current === '' || !choice.ready()) return;
    change.mutate(
      { current, next: choice.passphrase },
      {
        onSuccess: async () => {
          onChanged();
          await client.invalidateQueries();
        },
        onError: (error) => {
          const { waitSeconds } = errorOf(error).detail;
          if (waitSeconds) start(waitSeconds);
          if (!fieldError(error, 'next')) field.current?.focus();
        },
      },
    );
  };
  const wait = left > 0 ? `Next try in ${waitWords(left)}` : null;
  return (
    <form className={styles.form} onSubmit={submit}>
      <PassphraseField
        ref={field}
        label="Passphrase you have now"
        value={current}
        onChange={setCurrent}
        error={currentError}
      />
      <ChoosePassphrase
        choice={nextError ? { ...choice, problem: nextError } : choice}
        label="New passphrase"
      />
      {change.error && !currentError && !nextError ? <ErrorLine error={change.error} /> : null}
      {buttons(change.isPending, wait ?? (current === '' ? 'The passphrase you have now is missing' : null))}
    </form>
  );
}

/** A new passphrase of one's own, from the menu of the person. */
export function OwnPassphraseDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Dialog title="Which passphrase do you want from now on?" opened={opened} onClose={onClose}>
      <OwnPassphraseForm
        onChanged={() => {
          showToast({ text: 'Your passphrase is changed. The old one opens nothing.' });
          onClose();
        }}
        buttons={(busy, disabledReason) => (
          <div className={styles.buttons}>
            <Button onClick={onClose}>Not now</Button>
            <Button variant="ember" type="submit" busy={busy} disabledReason={disabledReason}>
              Change passphrase
            </Button>
          </div>
        )}
      />
    </Dialog>
  );
}

/** Stands before the workspace while somebody else knows the passphrase that opened it. */
export function OwnPassphrasePage({ status }: { readonly status: VaultStatus }) {
  return (
    <EntryScreen
      title={status.agencyName ?? 'Hearth'}
      subtitle={`${status.user?.name ?? 'You'}: choose a passphrase that only you know. The one you typed was told to you.`}
      version={status.version}
    >
      <OwnPassphraseForm
        onChanged={() => {}}
        buttons={(busy, disabledReason) => (
          <Button
            variant="ember"
            size="lg"
            wide
            type="submit"
            keys="Enter"
            busy={busy}
            disabledReason={disabledReason}
          >
            {busy ? 'Changing' : 'Change it and open'}
          </Button>
        )}
      />
      <div className={styles.links}>
        <Button variant="link" size="sm" onClick={() => void lockNow()}>
          Lock instead
        </Button>
      </div>
    </EntryScreen>
  );
}
