/** Everything that can go wrong between Hearth and a plan's server, as one closed list. */
export type SftpFailureKind =
  | 'no_such_server'
  | 'refused'
  | 'no_answer'
  | 'not_ssh'
  | 'old_encryption'
  | 'host_key_unknown'
  | 'host_key_changed'
  | 'login_key_unreadable'
  | 'login_refused'
  | 'no_sftp'
  | 'line_dropped'
  | 'folder_missing'
  | 'permission_denied'
  | 'no_room'
  | 'server_failure'
  | 'name_taken'
  | 'size_differs'
  | 'content_differs'
  | 'rename_refused'
  | 'delete_refused'
  | 'maybe_arrived'
  | 'unsure'
  | 'end_of_file'
  | 'too_large'
  | 'changing'
  | 'cancelled';

/** A failure on the way to a plan's server; `explainFailure` turns it into a sentence for a person. */
export class SftpFailure extends Error {
  readonly kind: SftpFailureKind;
  /** The key the server showed, for the two host key failures. */
  readonly fingerprint: string | null;

  constructor(
    kind: SftpFailureKind,
    options: { readonly fingerprint?: string; readonly cause?: unknown } = {},
  ) {
    super(kind, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SftpFailure';
    this.kind = kind;
    this.fingerprint = options.fingerprint ?? null;
  }
}

/** SFTP version 3 status codes, as `error.code` carries them. */
const END_OF_FILE = 1;
const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;
const FAILURE = 4;
const OP_UNSUPPORTED = 8;

/** Sorts a status the server answered with; null when the error is no answer but a broken line. */
export function statusFailure(error: unknown): SftpFailure | null {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code !== 'number') return null;
  if (code === END_OF_FILE) return new SftpFailure('end_of_file', { cause: error });
  if (code === NO_SUCH_FILE) return new SftpFailure('folder_missing', { cause: error });
  if (code === PERMISSION_DENIED) return new SftpFailure('permission_denied', { cause: error });
  // Servers say "no room" only in words: OpenSSH answers a full disk with a bare "Failure".
  if (typeof message === 'string' && /\bspace\b|quota|disk full/i.test(message)) {
    return new SftpFailure('no_room', { cause: error });
  }
  if (code === FAILURE || code === OP_UNSUPPORTED) return new SftpFailure('server_failure', { cause: error });
  return new SftpFailure('server_failure', { cause: error });
}
