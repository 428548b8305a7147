/**
 * Every way a procedure can fail, as one closed union.
 *
 * Expected failures carry a sentence a coordinator can act on and, where there is one, the field to fix.
 * Everything else becomes `INTERNAL` with an incident id; its details stay in the local log.
 */
export const ERROR_CODES = [
  'VALIDATION',
  'NOT_FOUND',
  'FORBIDDEN',
  'OUTSIDE_CASELOAD',
  'LOCKED',
  'CONFLICT',
  'WRONG_PASSPHRASE',
  'WAIT',
  'NO_WORKSPACE',
  'WORKSPACE_DAMAGED',
  'KEY_FILE_MISSING',
  'WORKSPACE_IN_USE',
  'NEWER_DATA',
  'FILE_UNREADABLE',
  'CANCELLED',
  'HELD',
  'HOST_KEY_UNKNOWN',
  'HOST_KEY_CHANGED',
  'TRANSFER_FAILED',
  'TOO_LARGE',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What travels with an error besides its sentence: never a path, SQL, stack or key. */
export interface ErrorDetail {
  /** The input field to put the focus in, as a dotted path of the procedure's input. */
  readonly field?: string | undefined;
  /** Seconds until the same call may be tried again (`WAIT`). */
  readonly waitSeconds?: number | undefined;
  /** Quiet id under which the local log holds the details (`INTERNAL`). */
  readonly incidentId?: string | undefined;
  /** Facts the screen needs to explain itself, for example both fingerprints of a changed host key. */
  readonly facts?: Readonly<Record<string, string | number>> | undefined;
}

/** An expected failure: the message is shown to the user as it stands. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.detail = detail;
  }
}

/** Tells whether a text is one of our error codes. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && (ERROR_CODES as readonly string[]).includes(value);
}

/** Marks a branch that the types say cannot be reached. */
export function assertNever(value: never): never {
  throw new Error(`Unreachable: ${String(value)}`);
}
