import { IconNotes, IconShieldLock } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { VaultStatus } from '#shared/vault/contract.ts';
import { orpc } from '../api.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf } from '../components/error-of.ts';
import { Notice } from '../components/notice.tsx';
import styles from './entry-screen.module.css';
import { EntryFact, EntryScreen } from './entry-screen.tsx';
import { lockWords, waitWords } from './lock-words.ts';
import { RecoveryPage, RestorePage } from './other-ways.tsx';
import { PassphraseField } from './passphrase-field.tsx';
import { PersonSelect } from './person-select.tsx';
import { type TroubleKind, TroublePage } from './trouble-page.tsx';
import { useCountdown } from './use-countdown.ts';

const TROUBLES: Readonly<Record<string, TroubleKind>> = {
  WORKSPACE_DAMAGED: 'damaged',
  KEY_FILE_MISSING: 'key_file_missing',
  NEWER_DATA: 'newer',
};

/** Get back in: agency, why it locked, person, passphrase. No member data at all. */
export function UnlockPage({ status }: { readonly status: VaultStatus }) {
  const [way, setWay] = useState<'passphrase' | 'code' | 'backup'>('passphrase');
  const back = () => setWay('passphrase');
  const [userId, setUserId] = useState<string | null>(
    () => status.users.find((user) => user.id === status.lastUserId)?.id ?? status.users[0]?.id ?? null,
  );
  if (way === 'code') return <RecoveryPage status={status} userId={userId} onBack={back} />;
  if (way === 'backup') return <RestorePage version={status.version} onBack={back} />;
  return <UnlockForm status={status} userId={userId} onUser={setUserId} onOtherWay={setWay} />;
}

function UnlockForm({
  status,
  userId,
  onUser,
  onOtherWay,
}: {
  readonly status: VaultStatus;
  readonly userId: string | null;
  readonly onUser: (id: string) => void;
  readonly onOtherWay: (way: 'code' | 'backup') => void;
}) {
  const client = useQueryClient();
  const [passphrase, setPassphrase] = useState('');
  const [wrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { left, start } = useCountdown(status.waitSeconds);
  const unlock = useMutation({ ...orpc.vault.unlock.mutationOptions(), meta: { saves: false } });
  const busyWith = useBusyWith(unlock.isPending);

  // Typing goes straight to the passphrase, wherever the focus is.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const free = document.activeElement === null || document.activeElement === document.body;
      if (free && event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey)
        field.current?.focus();
    };
    document.addEventListener('keydown', onKeyDown, true);
    field.current?.focus();
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, []);

  const failed = unlock.error ? errorOf(unlock.error) : null;
  const trouble = failed ? TROUBLES[failed.code] : undefined;
  if (trouble) return <TroublePage kind={trouble} status={status} />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!userId || left > 0 || unlock.isPending || passphrase === '') {
      field.current?.focus();
      return;
    }
    unlock.mutate(
      { userId, passphrase },
      {
        onSuccess: async () => {
          await client.invalidateQueries();
        },
        onError: (error) => {
          const shown = errorOf(error);
          setWrong(shown.code === 'WRONG_PASSPHRASE');
          if (shown.detail.waitSeconds) start(shown.detail.waitSeconds);
          setPassphrase('');
          field.current?.focus();
        },
      },
    );
  };

  const sentence =
    wrong || left > 0
      ? `${wrong ? 'That passphrase does not open this workspace. ' : ''}${
          left > 0 ? `Next try in ${waitWords(left)}.` : 'You can try again now.'
        }`
      : null;
  const other = failed && !['WRONG_PASSPHRASE', 'WAIT'].includes(failed.code) ? unlock.error : null;

  return (
    <EntryScreen
      title={status.agencyName ?? 'Hearth'}
      subtitle={lockWords(status.lockedBecause, status.lockedAt)}
      version={status.version}
      facts={
        <>
          {status.wasTyping && userId === status.lastUserId && (
            <EntryFact icon={<IconNotes size={15} stroke={1.75} aria-hidden />}>
              You were writing. It is where you left it, to the last letter.
            </EntryFact>
          )}
          <EntryFact icon={<IconShieldLock size={15} stroke={1.75} aria-hidden />}>
            Everything here is encrypted on this computer. Without{' '}
            {status.deviceUsers.length > 0 ? 'this computer’s key, ' : ''}the passphrase or the printed
            recovery code nobody can open it, and we cannot either.
          </EntryFact>
        </>
      }
    >
      <form className={styles.form} onSubmit={submit}>
        <PersonSelect
          users={status.users}
          value={userId}
          onChange={(id) => {
            onUser(id);
            field.current?.focus();
          }}
        />
        <div>
          <PassphraseField ref={field} value={passphrase} onChange={setPassphrase} error={sentence} />
          <p className="visually-hidden" aria-live="polite">
            {wrong ? 'That passphrase does not open this workspace.' : ''}
          </p>
        </div>
        {other && <ErrorLine error={other} />}
        {busyWith && <Notice>{busyWith}</Notice>}
        <Button
          variant="ember"
          size="lg"
          wide
          type="submit"
          keys="Enter"
          busy={unlock.isPending}
          disabledReason={left > 0 ? `Next try in ${waitWords(left)}` : null}
        >
          {unlock.isPending ? 'Unlocking' : 'Unlock'}
        </Button>
      </form>
      {userId && status.deviceUsers.includes(userId) && (
        <DeviceButton key={userId} userId={userId} onFailed={() => field.current?.focus()} />
      )}
      <div className={styles.links}>
        <Button variant="link" size="sm" onClick={() => onOtherWay('code')}>
          Use the recovery code
        </Button>
        <Button variant="link" size="sm" onClick={() => onOtherWay('backup')}>
          Restore a backup
        </Button>
      </div>
    </EntryScreen>
  );
}

/** The computer asked already who is there, so its key may do; whatever is wrong with it, the passphrase is next. */
function DeviceButton({ userId, onFailed }: { readonly userId: string; readonly onFailed: () => void }) {
  const client = useQueryClient();
  const open = useMutation({
    ...orpc.vault.unlockOnDevice.mutationOptions({
      onSuccess: () => client.invalidateQueries(),
      onError: onFailed,
    }),
    meta: { saves: false },
  });
  if (open.error) return <Notice>{errorOf(open.error).message}</Notice>;
  return (
    <Button wide busy={open.isPending} onClick={() => open.mutate({ userId })}>
      Open without the passphrase
    </Button>
  );
}

const BUSY_WITH: Readonly<Record<NonNullable<VaultStatus['opening']>, string>> = {
  check:
    'Hearth was not closed last time, so every page of the data is read back first. This can take some seconds.',
  backup: 'This version changes how the data is laid out, so a backup is made and read back first.',
};

/** What an unlock takes so long for, asked while it runs. */
function useBusyWith(unlocking: boolean): string | null {
  const status = useQuery({
    ...orpc.vault.status.queryOptions({ input: {} }),
    enabled: unlocking,
    refetchInterval: 400,
  });
  const opening = unlocking ? status.data?.opening : null;
  return opening ? BUSY_WITH[opening] : null;
}
