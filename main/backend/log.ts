import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { recordIncident } from './incidents/record.ts';

const MAX_BYTES = 1_000_000;

/** The only fields a log line may have: none of them can hold what a person typed. */
interface LogFields {
  readonly incidentId?: string;
  readonly procedure?: string;
  readonly errorName?: string;
  readonly errorCode?: string;
  readonly frames?: readonly string[];
  readonly milliseconds?: number;
  readonly count?: number;
}

export interface Log {
  write(event: string, fields?: LogFields): void;
  /** Records an unexpected failure without its message, which may repeat data; returns nothing the page must not see. */
  incident(incidentId: string, procedure: string, error: unknown): void;
  /** Records that something happened which should not have, in a few fixed words. */
  happened(what: string): void;
}

/** Where an error came from: function and file names only, no message. */
function framesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || !error.stack) return [];
  return error.stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?[^()\s]*[\\/]([^\\/()\s]+)\)?$/, '($1)'));
}

/**
 * The local log: JSON lines in the workspace's `logs` folder, rotated once at 1 MB.
 *
 * SECURITY: allow-listed fields only, no free text, no error messages: a record's content cannot get here.
 */
export function createLog(folder: string): Log {
  const directory = join(folder, 'logs');
  const path = join(directory, 'hearth.log');
  const write = (event: string, fields: LogFields = {}) => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (existsSync(path) && statSync(path).size > MAX_BYTES)
      renameSync(path, join(directory, 'hearth.1.log'));
    appendFileSync(path, `${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`, {
      mode: 0o600,
    });
  };
  return {
    write,
    incident: (incidentId, procedure, error) => {
      const code = (error as { code?: unknown } | null)?.code;
      const errorCode = typeof code === 'string' && /^[A-Z_0-9]{2,40}$/.test(code) ? code : null;
      const errorName = error instanceof Error ? error.constructor.name : typeof error;
      write('incident', {
        incidentId,
        procedure,
        errorName,
        ...(errorCode ? { errorCode } : {}),
        frames: framesOf(error),
      });
      recordIncident(directory, {
        id: incidentId,
        at: new Date().toISOString(),
        what: 'unexpected failure',
        where: procedure,
        error: [errorName, errorCode].filter(Boolean).join(' ').slice(0, 80),
      });
    },
    happened: (what) => {
      const id = newId();
      write(what, { incidentId: id });
      recordIncident(directory, { id, at: new Date().toISOString(), what, where: null, error: null });
    },
  };
}

/** A log that keeps nothing, for a backend that has no workspace folder yet. */
export const SILENT_LOG: Log = { write: () => {}, incident: () => {}, happened: () => {} };
