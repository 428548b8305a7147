import { Worker } from 'node:worker_threads';
import type { FileCheck } from '../db/open.ts';

/** The worker lies beside this file, as source in development and as its own bundle in the app. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './check-worker.ts' : './check-worker.js',
  import.meta.url,
);

/** Reads a database file back whole, in a thread of its own. */
export function checkFile(path: string, key: Uint8Array): Promise<FileCheck> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: { path, key: Uint8Array.from(key) } });
    worker.once('message', (result: FileCheck) => {
      resolve(result);
      void worker.terminate();
    });
    worker.once('error', reject);
  });
}
