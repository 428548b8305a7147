import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FileCheck } from '../db/check.ts';

/** The worker lies beside this file as source; in the app it is a bundle of its own, beside or above this one. */
const WORKER = ['./check-worker.ts', './check-worker.js', '../check-worker.js']
  .map((name) => fileURLToPath(new URL(name, import.meta.url)))
  .find((path) => existsSync(path));

/**
 * Reads a database file back whole, in a thread of its own.
 *
 * @param look `whole` for a file that nobody uses, such as a backup; `sudden_end` before a database is opened whose
 * last run did not end well: every page, after the log beside it was brought in.
 */
export function checkFile(
  path: string,
  key: Uint8Array,
  look: 'whole' | 'sudden_end' = 'whole',
): Promise<FileCheck> {
  return inWorker({ path, key: Uint8Array.from(key), look });
}

/** Encrypts a database file that nobody is using under another key, in a thread of its own. */
export function rekeyFile(path: string, key: Uint8Array, newKey: Uint8Array): Promise<void> {
  return inWorker({ path, key: Uint8Array.from(key), newKey: Uint8Array.from(newKey), look: 'rekey' });
}

function inWorker<Result>(workerData: object): Promise<Result> {
  return new Promise((resolve, reject) => {
    if (!WORKER) throw new Error('The worker that checks backups is missing.');
    const worker = new Worker(WORKER, { workerData });
    worker.once('message', (result: Result) => {
      resolve(result);
      void worker.terminate();
    });
    worker.once('error', reject);
  });
}
