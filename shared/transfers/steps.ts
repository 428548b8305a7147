/** The steps of a transfer, in their order. */
export const TRANSFER_STEPS = [
  'reach',
  'host_key',
  'login',
  'name',
  'upload',
  'size',
  'rename',
  'ledger',
] as const;

export type TransferStepName = (typeof TRANSFER_STEPS)[number];

/** The steps a connection test goes through. */
export const TEST_STEPS = [
  'find',
  'reach',
  'host_key',
  'login',
  'folder',
  'write',
  'move',
  'remove',
] as const;

export type TestStepName = (typeof TEST_STEPS)[number];

/** What a step is called before it has happened. */
export const STEP_WORDS: Readonly<Record<TransferStepName | TestStepName, string>> = {
  reach: 'Reach the server',
  host_key: 'Compare the host key',
  login: 'Log in',
  name: 'See that the name is not taken',
  upload: 'Upload under a temporary name',
  size: 'Check size on the server',
  rename: 'Rename, so the plan can see it',
  ledger: 'Write to the ledger',
  find: 'Find the server by its name',
  folder: 'Look into the folder',
  write: 'Write an empty file there',
  move: 'Rename it',
  remove: 'Delete it again',
};

/** The folder on the plan's server for a file, by what the file is: a test or one that counts. */
export function folderFor(
  sftp: { readonly inboundFolder: string; readonly testFolder: string | null },
  usage: 'T' | 'P',
): string {
  return usage === 'T' && sftp.testFolder !== null ? sftp.testFolder : sftp.inboundFolder;
}

/** Joins a server folder and a file name with exactly one slash. */
export function serverPath(folder: string, fileName: string): string {
  const trimmed = folder.replace(/\/+$/, '');
  if (trimmed === '') return folder.startsWith('/') ? `/${fileName}` : fileName;
  return `${trimmed}/${fileName}`;
}

/**
 * The name a file has on the server until it is complete.
 *
 * Always the same for the same file, so that the next try replaces what a broken one left behind.
 */
export function temporaryName(fileName: string): string {
  return `${fileName}.part`;
}
