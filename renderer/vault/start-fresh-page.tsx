import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { START_FRESH_WORDS } from '#shared/vault/contract.ts';
import { orpc } from '../api.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf } from '../components/error-of.ts';
import { TextField } from '../components/text-field.tsx';
import styles from './entry-screen.module.css';
import { EntryScreen } from './entry-screen.tsx';

/** The second page behind a trouble screen: sets the workspace aside, whole, and begins with an empty one. */
export function StartFreshPage({
  folderName,
  version,
  onBack,
}: {
  readonly folderName: string;
  readonly version: string;
  readonly onBack: () => void;
}) {
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const start = useMutation({ ...orpc.vault.startFresh.mutationOptions(), meta: { saves: false } });
  const refused =
    start.error && errorOf(start.error).code === 'VALIDATION' ? errorOf(start.error).message : null;
  if (start.data) {
    return (
      <EntryScreen title="The old workspace is set aside" version={version}>
        <p>
          All of it, its backups too, lies in the folder “{start.data.movedAside}” inside “{folderName}”.
          Nothing was deleted.
        </p>
        <Button variant="ember" size="lg" wide keys="Ctrl+Enter" onClick={() => void client.resetQueries()}>
          Set up an empty workspace
        </Button>
      </EntryScreen>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!start.isPending) start.mutate({ typed });
  };
  return (
    <EntryScreen title="Start with an empty workspace" version={version}>
      <form className={styles.form} onSubmit={submit}>
        <p>
          Only when there is no backup and no copy left to try. The data stays here, encrypted, under another
          name, and can be looked at again later. Hearth then begins without members.
        </p>
        <TextField
          label={`Type “${START_FRESH_WORDS}”`}
          value={typed}
          onChange={setTyped}
          error={refused}
          autoComplete="off"
        />
        {start.error && !refused && <ErrorLine error={start.error} />}
        <Button type="submit" busy={start.isPending}>
          Set the workspace aside
        </Button>
      </form>
      <div className={styles.links}>
        <Button variant="link" size="sm" onClick={onBack}>
          Back
        </Button>
      </div>
    </EntryScreen>
  );
}
