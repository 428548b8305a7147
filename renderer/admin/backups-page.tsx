import { IconDatabaseExport, IconUsb } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Backup, BackupEvent } from '#shared/backups/contract.ts';
import { api, orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { Button } from '../components/button.tsx';
import { timeOfDay } from '../components/date-text.ts';
import { DateWord } from '../components/date-word.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf } from '../components/error-of.ts';
import { ListTable } from '../components/list-table.tsx';
import { Notice } from '../components/notice.tsx';
import { Page, PageFooter } from '../components/page.tsx';
import { Progress } from '../components/progress.tsx';
import { Rail, RailSection } from '../components/rail.tsx';
import { Tag } from '../components/tag.tsx';
import styles from './users-page.module.css';

const REASONS: Readonly<Record<Backup['reason'], string>> = {
  daily: 'every day',
  manual: 'by hand',
  before_update: 'before an update',
};

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The encrypted copies of the workspace: made every day, read back each time, and taken along on a stick. */
export function BackupsPage() {
  const client = useQueryClient();
  const today = useToday();
  const list = useQuery(orpc.backups.list.queryOptions({ input: {} }));
  const status = useQuery(orpc.backups.status.queryOptions({ input: {} }));
  const [event, setEvent] = useState<BackupEvent | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [checks, setChecks] = useState<Readonly<Record<string, readonly string[]>>>({});

  const make = async (start: () => ReturnType<typeof api.backups.make>) => {
    setProblem(null);
    try {
      for await (const next of await start()) setEvent(next);
      showToast({ text: 'Backup made and read back.' });
    } catch (error) {
      if (errorOf(error).code !== 'CANCELLED') setProblem(error);
    } finally {
      setEvent(null);
      await client.invalidateQueries({ queryKey: orpc.backups.key() });
    }
  };
  const check = async ({ name }: Backup) => {
    const found = await api.backups
      .check({ name })
      .catch((error: unknown) => ({ problems: [errorOf(error).message] }));
    setChecks((before) => ({ ...before, [name]: found.problems }));
  };
  const rows = list.data ?? [];
  return (
    <Page
      title="Backups"
      subtitle="Encrypted, and read back before they count"
      flush
      rail={
        <Rail label="About backups">
          <RailSection title="What a backup opens with">
            <p className={styles.text}>
              Any passphrase of the day it was made, or the printed recovery code of that day, on any
              computer.
            </p>
          </RailSection>
          <RailSection title="What is kept">
            <p className={styles.text}>
              The last 7 days, then one a week for 4 weeks and one a month for 6 months. Those made by hand
              stay until you delete them.
            </p>
          </RailSection>
        </Rail>
      }
      actions={
        <>
          <Button
            icon={<IconUsb size={16} stroke={1.75} aria-hidden />}
            disabledReason={event ? 'A backup is being made' : null}
            onClick={() => void make(() => api.backups.makeElsewhere())}
          >
            To another folder
          </Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            icon={<IconDatabaseExport size={16} stroke={1.75} aria-hidden />}
            busy={event !== null}
            onClick={() => void make(() => api.backups.make())}
          >
            Back up now
          </Button>
        </>
      }
      footer={
        <PageFooter
          keys={[
            { keys: 'j k', label: 'move' },
            { keys: 'Enter', label: 'read back' },
          ]}
          right={`${rows.length} of ${rows.length}`}
        />
      }
    >
      {event && <Progress label="Backup" text={event.sentence} share={event.step === 'copy' ? 0.3 : 0.7} />}
      {problem !== null && <ErrorLine error={problem} />}
      {status.data?.overdue && rows.length > 0 && (
        <Notice state="due">The last good backup is older than two days. Make one now.</Notice>
      )}
      {list.error && <ErrorLine error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && (
        <EmptyState
          fact="No backup yet."
          next="Hearth makes the first one by itself about a minute after it was unlocked."
        />
      )}
      {rows.length > 0 && (
        <ListTable
          label="Backups"
          autoFocus
          rowKey={(row) => row.name}
          rowName={(row) => `Backup of ${row.takenAt}`}
          onOpen={(row) => void check(row)}
          groups={[{ key: 'all', rows }]}
          columns={[
            {
              key: 'at',
              header: 'Made',
              width: 'minmax(140px, 1fr)',
              cell: (row) => (
                <strong>
                  <DateWord date={row.takenAt.slice(0, 10)} today={today} />, {timeOfDay(row.takenAt)}
                </strong>
              ),
            },
            { key: 'why', header: 'Why', width: '104px', cell: (row) => REASONS[row.reason] },
            { key: 'size', header: 'Size', width: '68px', align: 'end', cell: (row) => size(row.bytes) },
            {
              key: 'state',
              header: 'State',
              width: 'minmax(140px, 1fr)',
              cell: (row) => <BackupState problems={checks[row.name]} />,
            },
            {
              key: 'act',
              header: 'Action',
              width: '84px',
              align: 'end',
              cell: (row) => (
                <Button variant="link" size="sm" onClick={() => void check(row)}>
                  Read back
                </Button>
              ),
            },
          ]}
        />
      )}
    </Page>
  );
}

function BackupState({ problems }: { readonly problems: readonly string[] | undefined }) {
  if (!problems) return <Tag state="done">whole when made</Tag>;
  return problems.length === 0 ? (
    <Tag state="done">read back just now</Tag>
  ) : (
    <Tag state="urgent">{problems[0] ?? 'not whole'}</Tag>
  );
}
