import { type ErrorCode, type ErrorDetail, isErrorCode } from '#shared/errors.ts';

/** A failed call as a screen needs it. */
export interface ShownError {
  readonly code: ErrorCode;
  /** What happened, as it may be shown. */
  readonly message: string;
  readonly detail: ErrorDetail;
}

/**
 * Reads a failed call: our code, the sentence and its detail travel in the transport's error.
 *
 * Anything else (the port closed, a bug in the page) becomes `INTERNAL` with a calm sentence.
 */
export function errorOf(error: unknown): ShownError {
  const record = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const data = (typeof record.data === 'object' && record.data !== null ? record.data : {}) as Record<
    string,
    unknown
  >;
  const code = isErrorCode(record.code) ? record.code : isErrorCode(data.code) ? data.code : 'INTERNAL';
  const known = isErrorCode(record.code) || isErrorCode(data.code);
  const message =
    known && typeof record.message === 'string' && record.message
      ? record.message
      : 'Hearth could not finish this. What was saved before is safe.';
  const detail = (record.detail ?? data.detail ?? data) as ErrorDetail;
  return { code, message, detail };
}

/** The sentence for one field of a failed call, or null when the failure is about something else. */
export function fieldError(error: unknown, field: string): string | null {
  if (!error) return null;
  const shown = errorOf(error);
  return shown.detail.field === field ? shown.message : null;
}
