import { parentPort, workerData } from 'node:worker_threads';
import { checkDatabaseFile } from '../db/open.ts';

// Reading every page of a large database takes seconds; here it holds nobody up.
const { path, key } = workerData as { path: string; key: Uint8Array };
parentPort?.postMessage(checkDatabaseFile(path, key));
