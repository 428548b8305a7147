import { IconDatabaseExclamation, IconKeyOff, IconVersions } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { VaultStatus } from '#shared/vault/contract.ts';
import { Button } from '../components/button.tsx';
import { EntryScreen } from './entry-screen.tsx';
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
      'Put back the newest copy of that folder, from before today.',
      'Open Hearth again and unlock with the same passphrase.',
    ],
  },
  key_file_missing: {
    icon: <IconKeyOff size={22} stroke={1.75} aria-hidden />,
    title: 'The key file is not there',
    what: 'The data is still here and still encrypted. The small file that your passphrase opens, vault.json, is missing or cannot be read. This has nothing to do with the passphrase.',
    steps: (folder) => [
      `Look in the folder “${folder}” for vault.previous.json, and rename a copy of it to vault.json.`,
      'If it is not there, take vault.json from the newest copy of that folder.',
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
  const client = useQueryClient();
  const page = PAGES[kind];
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
      <Button variant="ember" onClick={() => void client.resetQueries()} keys="Ctrl+Enter">
        Look again
      </Button>
    </EntryScreen>
  );
}
