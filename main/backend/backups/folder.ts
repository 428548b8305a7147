import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Backup } from '#shared/backups/contract.ts';
import { readManifest } from './manifest.ts';

/** How many daily backups stay, and of the older ones one a week and one a month. */
const KEEP = { days: 7, weeks: 4, months: 6 } as const;
/** A folder with this ending is still being written; it is not a backup. */
export const UNFINISHED = '.unfinished';

/** The workspace's own folder of backups. */
export function backupsFolder(workspaceFolder: string): string {
  return join(workspaceFolder, 'backups');
}

/** The finished backups, newest first; what does not read as one is left out and left alone. */
export function listBackups(workspaceFolder: string): Backup[] {
  const folder = backupsFolder(workspaceFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.endsWith(UNFINISHED))
    .flatMap((name) => {
      const manifest = readManifest(join(folder, name));
      if (!manifest) return [];
      const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0);
      return [{ name, takenAt: manifest.takenAt, bytes, reason: manifest.reason }];
    })
    .sort((a, b) => (a.takenAt < b.takenAt ? 1 : -1));
}

/** The daily backups that the schedule no longer needs; those made by hand or before an update always stay. */
export function findSuperfluous(backups: readonly Backup[]): readonly Backup[] {
  const daily = backups.filter(({ reason }) => reason === 'daily');
  const kept = new Set(daily.slice(0, KEEP.days));
  keepOnePer(daily, kept, KEEP.weeks, ({ takenAt }) => String(Math.floor(Date.parse(takenAt) / 604_800_000)));
  keepOnePer(daily, kept, KEEP.months, ({ takenAt }) => takenAt.slice(0, 7));
  return daily.filter((backup) => !kept.has(backup));
}

/** Keeps the newest of each of the last `count` periods. */
function keepOnePer(
  backups: readonly Backup[],
  kept: Set<Backup>,
  count: number,
  periodOf: (backup: Backup) => string,
): void {
  const seen = new Set<string>();
  for (const backup of backups) {
    const period = periodOf(backup);
    if (seen.has(period)) continue;
    seen.add(period);
    if (seen.size <= count) kept.add(backup);
  }
}

/** Removes what the schedule no longer needs, and half-made folders of an earlier run. */
export function tidyBackups(workspaceFolder: string): void {
  const folder = backupsFolder(workspaceFolder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const { name } of findSuperfluous(listBackups(workspaceFolder))) {
    rmSync(join(folder, name), { recursive: true });
  }
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith(UNFINISHED))) {
    rmSync(join(folder, name), { recursive: true });
  }
}
