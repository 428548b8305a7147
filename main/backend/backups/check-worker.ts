import { parentPort, workerData } from 'node:worker_threads';
import { checkAfterSuddenEnd, checkDatabaseFile } from '../db/check.ts';

// Reading every page of a large database takes seconds; here it holds nobody up.
const { path, key, look } = workerData as { path: string; key: Uint8Array; look: 'whole' | 'sudden_end' };
parentPort?.postMessage(look === 'whole' ? checkDatabaseFile(path, key) : checkAfterSuddenEnd(path, key));
