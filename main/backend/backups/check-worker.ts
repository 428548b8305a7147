import { parentPort, workerData } from 'node:worker_threads';
import { checkAfterSuddenEnd, checkDatabaseFile } from '../db/check.ts';
import { rekeyDatabaseFile } from '../db/rekey.ts';

interface Work {
  readonly path: string;
  readonly key: Uint8Array;
  readonly newKey?: Uint8Array;
  readonly look: 'whole' | 'sudden_end' | 'rekey';
}

// Reading or writing every page of a large database takes seconds; here it holds nobody up.
const { path, key, newKey, look } = workerData as Work;
const WORK: Readonly<Record<Work['look'], () => unknown>> = {
  whole: () => checkDatabaseFile(path, key),
  sudden_end: () => checkAfterSuddenEnd(path, key),
  rekey: () => newKey && rekeyDatabaseFile(path, key, newKey),
};
parentPort?.postMessage(WORK[look]());
