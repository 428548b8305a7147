import type { BackendHost } from '../context.ts';
import { backupsFolder, listBackups, tidyBackups } from './folder.ts';
import { makeBackup } from './make.ts';

const HOUR = 3_600_000;
/** A new daily backup is due when the newest one is this old. */
const DAILY_HOURS = 20;

/** Tells whether today's backup is still to be made. */
export function isBackupDue(folder: string, now: Date): boolean {
  const [newest] = listBackups(folder);
  return !newest || now.getTime() - Date.parse(newest.takenAt) > DAILY_HOURS * HOUR;
}

/** Makes the daily backup while a workspace is open: soon after it was opened, then looked at every hour. */
export function startBackupSchedule(host: BackendHost): { stop(): void } {
  let running = false;
  const look = async () => {
    const { session } = host;
    if (!session || running || !isBackupDue(session.workspace.folder, host.clock())) return;
    running = true;
    try {
      const made = makeBackup({
        workspace: session.workspace,
        into: backupsFolder(session.workspace.folder),
        reason: 'daily',
        version: host.version,
        now: host.clock(),
      });
      for await (const event of made) if (event.step === 'done') host.log.write('backup made');
      tidyBackups(session.workspace.folder);
    } catch (error) {
      host.log.incident('backup', 'backups.daily', error);
    } finally {
      running = false;
    }
  };
  // Checked every minute, so that the first one follows the unlock without slowing it down.
  const timer = setInterval(() => void look(), 60_000);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
