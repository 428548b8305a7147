/** Whether the database could not grow because this computer's disk is full; nothing of the write was kept. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return code === 'SQLITE_FULL' || /database or disk is full/i.test(error.message);
}

/** What a person can do about it. */
export const DISK_FULL =
  'The disk of this computer is full. What was saved before is safe. Make room on it, then do this again.';
