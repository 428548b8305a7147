import { IconDatabaseExclamation, IconKeyOff, IconVersions } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { VaultStatus } from '#shared/vault/contract.ts';
import { Button } from '../components/button.tsx';
import { EntryScreen } from './entry-screen.tsx';
import { RestorePage } from './other-ways.tsx';
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
    what: 'Your passphrase is right. The file that holds the data does not read back the way it was written, so Hearth stopped before changing anything.',
    steps: (folder) => [
      `Close Hearth and copy the folder “${folder}” to another disk, as it is.`,
      'Restore the newest backup: the folder “backups” inside it, or the stick you took one on.',
      'Unlock with the passphrase of the day it was made.',
    ],
  },
  key_file_missing: {
    icon: <IconKeyOff size={22} stroke={1.75} aria-hidden />,
    title: 'The key file is not there',
    what: 'The data is still here and still encrypted. The small file that your passphrase opens, vault.json, is missing or cannot be read. This has nothing to do with the passphrase.',
    steps: (folder) => [
      `Look in the folder “${folder}” for vault.previous.json, and rename a copy of it to vault.json.`,
      'If it is not there, restore the newest backup, which holds one.',
      'Do not start a new workspace in this folder: the data could then never be opened.',
    ],
  },
  newer: {
    icon: <IconVersions size={22} stroke={1.75} aria-hidden />,
    title: 'This data needs a newer Hearth',
    what: 'Your passphrase is right. The workspace was last opened with a newer version of Hearth, and this version would not understand all of it. Nothing was changed.',
    steps: () => ['Install the newest version of Hearth.', 'Open it and unlock with the same passphrase.'],
  },
};

/** A workspace that cannot be opened as it is. Says what is safe and what to do; nothing here changes a file. */
export function TroublePage({ kind, status }: { readonly kind: TroubleKind; readonly status: VaultStatus }) {
  const page = PAGES[kind];
  const [restoring, setRestoring] = useState(false);
  if (restoring) return <RestorePage version={status.version} onBack={() => setRestoring(false)} />;
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
          <Button variant="ember" keys="Ctrl+Enter" onClick={() => setRestoring(true)}>
            Restore a backup
          </Button>
          <LookAgain />
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
