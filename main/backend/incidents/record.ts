import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Incident, incidentSchema } from '#shared/incidents/contract.ts';

const NAME = 'incidents.jsonl';
const SHOWN = 500;

/**
 * Adds one line to the incident record; lines are never changed and never taken away.
 *
 * A file beside the log and not a table: what matters most here happens while the database cannot be opened.
 *
 * SECURITY: fixed words, names of procedures and codes only; no message of an error, which may repeat data.
 */
export function recordIncident(logFolder: string, incident: Incident): void {
  mkdirSync(logFolder, { recursive: true, mode: 0o700 });
  appendFileSync(join(logFolder, NAME), `${JSON.stringify(incident)}\n`, { mode: 0o600 });
}

/** The newest incidents first; a line that a power cut tore is left out. */
export function readIncidents(logFolder: string): Incident[] {
  const path = join(logFolder, NAME);
  if (!existsSync(path)) return [];
  const strict = z.strictObject(incidentSchema.shape);
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [strict.parse(JSON.parse(line))];
      } catch {
        return [];
      }
    })
    .slice(-SHOWN)
    .reverse();
}
