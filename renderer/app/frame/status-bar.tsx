import { IconDatabaseExport, IconTransfer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { dateInWords } from '#shared/dates.ts';
import { orpc } from '../../api.ts';
import { timeOfDay } from '../../components/date-text.ts';
import { SavedMark } from '../../components/saved-mark.tsx';
import { SendingMark } from '../../transfers/sending-mark.tsx';
import { useRules } from '../../vault/use-rules.ts';
import { useSaved } from '../saved.ts';
import { useToday } from '../today.ts';
import styles from './status-bar.module.css';

/** When the last backup was read back; one that is overdue says so in its colour and in words. */
function BackupAge() {
  const today = useToday();
  const status = useQuery({ ...orpc.backups.status.queryOptions({ input: {} }), refetchInterval: 60_000 });
  if (!status.data) return null;
  const { lastGoodAt, overdue } = status.data;
  const when = lastGoodAt && `${dateInWords(lastGoodAt.slice(0, 10), today)} ${timeOfDay(lastGoodAt)}`;
  return (
    <span className={styles.item} data-overdue={overdue || undefined}>
      <IconDatabaseExport size={14} stroke={1.75} aria-hidden />
      {when ? `Backup checked ${when}` : 'No backup yet'}
    </span>
  );
}

/** Saved time, where the data lives, files waiting, when it locks: in plain words, always there, never read out. */
export function StatusBar() {
  const saved = useSaved();
  const { idleMinutes } = useRules();
  const counts = useQuery(orpc.tasks.navCounts.queryOptions({ input: {} }));
  const waiting = counts.data?.transfers ?? 0;
  return (
    <div className={styles.bar}>
      <SavedMark at={saved.at} failed={saved.failed} />
      <span>On this computer, encrypted</span>
      <span className={styles.right}>
        <SendingMark className={styles.item} />
        {waiting > 0 && (
          <span className={styles.item}>
            <IconTransfer size={14} stroke={1.75} aria-hidden />
            {waiting === 1 ? '1 file waiting' : `${waiting} files waiting`}
          </span>
        )}
        <BackupAge />
        <span>Locks after {idleMinutes} min</span>
      </span>
    </div>
  );
}
