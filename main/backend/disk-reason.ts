const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full.',
  EDQUOT: 'The disk is full.',
  EACCES: 'This folder cannot be written to.',
  EPERM: 'This folder cannot be written to.',
  EROFS: 'This disk cannot be written to.',
  ENOENT: 'The folder is gone.',
  ENOTDIR: 'The folder is gone.',
  EBUSY: 'The file is open in another program.',
  ENAMETOOLONG: 'The name is too long.',
};

/** Why a file could not be written, as a sentence; `null` when the disk is not the reason. */
export function diskReason(error: unknown): string | null {
  return REASONS[(error as NodeJS.ErrnoException | null)?.code ?? ''] ?? null;
}
