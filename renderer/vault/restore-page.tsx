import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { dateInWords } from '#shared/dates.ts';
import { orpc } from '../api.ts';
import { Button } from '../components/button.tsx';
import { localToday, timeOfDay } from '../components/date-text.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf } from '../components/error-of.ts';
import { Pairs } from '../components/rail.tsx';
import { Segmented } from '../components/segmented.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './entry-screen.module.css';
import { EntryScreen } from './entry-screen.tsx';
import { PassphraseField } from './passphrase-field.tsx';
import { PersonSelect } from './person-select.tsx';

type Way = 'passphrase' | 'code';

/**
 * Puts a backup in the place of the workspace: choose its folder, prove who you are, see what it held.
 *
 * Nothing is changed before the backup was opened and read back; what was there is moved aside, never deleted.
 */
export function RestorePage({ version, onBack }: { readonly version: string; readonly onBack: () => void }) {
  const client = useQueryClient();
  const [way, setWay] = useState<Way>('passphrase');
  const [person, setPerson] = useState<string | null>(null);
  const [secret, setSecret] = useState('');
  const choose = useMutation({ ...orpc.vault.chooseBackup.mutationOptions(), meta: { saves: false } });
  const restore = useMutation({ ...orpc.vault.restoreBackup.mutationOptions(), meta: { saves: false } });
  const backup = choose.data;
  const userId = person ?? backup?.users[0]?.id ?? null;

  if (restore.data) {
    return (
      <EntryScreen title="The backup is in place" version={version}>
        <p>
          {restore.data.members === 1
            ? '1 member is'
            : `${restore.data.members.toLocaleString('en-US')} members are`}{' '}
          in it.{' '}
          {restore.data.movedAside
            ? `What was here before lies in the folder “${restore.data.movedAside}” beside it.`
            : ''}
        </p>
        <Button variant="ember" size="lg" wide keys="Ctrl+Enter" onClick={() => void client.resetQueries()}>
          Go to unlock
        </Button>
      </EntryScreen>
    );
  }

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (restore.isPending || !userId || secret === '') return;
    restore.mutate(
      { proof: way === 'code' ? { code: secret } : { userId, passphrase: secret } },
      { onError: () => setSecret('') },
    );
  };
  return (
    <EntryScreen
      title="Restore a backup"
      subtitle="Nothing is changed until it was read back whole"
      version={version}
    >
      {backup ? (
        <form className={styles.form} onSubmit={submit}>
          <Pairs
            rows={[
              { label: 'Agency', value: backup.agencyName },
              {
                label: 'Made',
                value: `${dateInWords(backup.takenAt.slice(0, 10), localToday())}, ${timeOfDay(backup.takenAt)}`,
              },
              { label: 'Size', value: `${(backup.bytes / 1_000_000).toFixed(1)} MB` },
            ]}
          />
          <Segmented<Way>
            label="Open it with"
            choices={[
              { value: 'passphrase', label: 'Passphrase' },
              { value: 'code', label: 'Recovery code' },
            ]}
            value={way}
            onChange={(next) => {
              setWay(next);
              setSecret('');
            }}
          />
          {way === 'passphrase' ? (
            <>
              <PersonSelect users={backup.users} value={userId} onChange={setPerson} />
              <PassphraseField value={secret} onChange={setSecret} error={sentenceOf(restore.error)} />
            </>
          ) : (
            <TextField
              label="Recovery code"
              help="nine groups of four"
              mono
              big
              value={secret}
              onChange={setSecret}
              error={sentenceOf(restore.error)}
            />
          )}
          {restore.error && !sentenceOf(restore.error) && <ErrorLine error={restore.error} />}
          <Button variant="ember" size="lg" wide type="submit" keys="Enter" busy={restore.isPending}>
            {restore.isPending ? 'Reading it back' : 'Restore this backup'}
          </Button>
        </form>
      ) : (
        <>
          <p>
            A backup is a folder named hearth- and its date, with three files in it. It may lie on a stick.
          </p>
          {choose.error && <ErrorLine error={choose.error} />}
          <Button
            variant="ember"
            size="lg"
            wide
            keys="Ctrl+Enter"
            busy={choose.isPending}
            onClick={() => choose.mutate({})}
          >
            Choose its folder
          </Button>
        </>
      )}
      <div className={styles.links}>
        <Button variant="link" size="sm" onClick={onBack}>
          Back
        </Button>
        {backup && (
          <Button variant="link" size="sm" onClick={() => choose.mutate({})}>
            Another backup
          </Button>
        )}
      </div>
    </EntryScreen>
  );
}

/** The sentence that belongs under the field; anything else gets a line of its own. */
function sentenceOf(error: unknown): string | null {
  if (!error) return null;
  const { code, message } = errorOf(error);
  return ['WRONG_PASSPHRASE', 'WAIT', 'VALIDATION'].includes(code) ? message : null;
}
