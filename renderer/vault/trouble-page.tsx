import { IconDatabaseExclamation, IconKeyOff, IconVersions } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { VaultStatus } from '#shared/vault/contract.ts';
import { Button } from '../components/button.tsx';
import entry from './entry-screen.module.css';
import { EntryScreen } from './entry-screen.tsx';
import { KeyFileCopies, useKeyFileCopies } from './key-file-copies.tsx';
import { RestorePage } from './other-ways.tsx';
import { StartFreshPage } from './start-fresh-page.tsx';
import styles from './trouble-page.module.css';

/** What can be wrong with the files of a workspace. A wrong passphrase is none of these and never looks like them. */
export type TroubleKind = 'damaged' | 'key_file_missing' | 'newer';

const PAGES: Readonly<
  Record<
    TroubleKind,
    {
      readonly icon: ReactNode;
      readonly title: string;
      readonly what: string;
      readonly steps: (folder: string) => readonly string[];
    }
  >
> = {
  damaged: {
    icon: <IconDatabaseExclamation size={22} stroke={1.75} aria-hidden />,
    title: 'The data file is damaged',
    what: 'Your passphrase is right. The file that holds the data does not read back the way it was written, or it belongs to another key file. Hearth stopped before changing anything.',
    steps: (folder) => [
      `Close Hearth and copy the folder “${folder}” to another disk, as it is.`,
      'Restore the newest backup: the folder “backups” inside it, or the stick you took one on.',
      'Unlock with the passphrase of the day it was made.',
    ],
  },
  key_file_missing: {
    icon: <IconKeyOff size={22} stroke={1.75} aria-hidden />,
    title: 'The key file is missing or damaged',
    what: 'The data is still here and still encrypted. The small file that your passphrase opens, vault.json, is missing or cannot be read. This has nothing to do with the passphrase.',
    steps: (folder) => [
      `If somebody moved vault.json out of the folder “${folder}”, put it back and look again.`,
      'Else use a copy of it, the newest first. Passphrases and the recovery code are those of that day.',
      'If there is no copy, restore a backup: it holds one.',
    ],
  },
  newer: {
    icon: <IconVersions size={22} stroke={1.75} aria-hidden />,
    title: 'This data needs a newer Hearth',
    what: 'Your passphrase is right. The workspace was last opened with a newer version of Hearth, and this version would not understand all of it. Nothing was changed.',
    steps: () => ['Install the newest version of Hearth.', 'Open it and unlock with the same passphrase.'],
  },
};

/** A workspace that cannot be opened as it is. Says what is safe and what to do; nothing here deletes a file. */
export function TroublePage({ kind, status }: { readonly kind: TroubleKind; readonly status: VaultStatus }) {
  const page = PAGES[kind];
  const [way, setWay] = useState<'restore' | 'fresh' | null>(null);
  const copies = useKeyFileCopies(kind === 'key_file_missing');
  const back = () => setWay(null);
  if (way === 'restore') return <RestorePage version={status.version} onBack={back} />;
  if (way === 'fresh')
    return <StartFreshPage folderName={status.folderName} version={status.version} onBack={back} />;
  return (
    <EntryScreen title={page.title} subtitle={status.agencyName ?? undefined} version={status.version}>
      <div className={styles.what} data-trouble={kind}>
        {page.icon}
        <p>{page.what}</p>
      </div>
      <ol className={styles.steps}>
        {page.steps(status.folderName).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {kind === 'newer' ? (
        <LookAgain ember />
      ) : (
        <>
          <KeyFileCopies copies={copies} />
          <Button
            variant={copies.length === 0 ? 'ember' : 'default'}
            {...(copies.length === 0 ? { keys: 'Ctrl+Enter' } : {})}
            onClick={() => setWay('restore')}
          >
            Restore a backup
          </Button>
          <LookAgain />
          <div className={entry.links}>
            <Button variant="link" size="sm" onClick={() => setWay('fresh')}>
              None of this works
            </Button>
          </div>
        </>
      )}
    </EntryScreen>
  );
}

function LookAgain({ ember = false }: { readonly ember?: boolean }) {
  const client = useQueryClient();
  return (
    <Button
      variant={ember ? 'ember' : 'default'}
      onClick={() => void client.resetQueries()}
      {...(ember ? { keys: 'Ctrl+Enter' } : {})}
    >
      Look again
    </Button>
  );
}
