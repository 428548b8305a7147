import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '../..');

/**
 * Bundles the process that is killed, and gives its file: a thousand starts from one file cost a fifth of a thousand
 * starts from the sources. The code is the same; what is packaged beside the app stays outside here too.
 */
export async function bundleWorker(): Promise<string> {
  const outDir = join(ROOT, 'tests', '.results', `soak-${process.pid}`);
  rmSync(outDir, { recursive: true, force: true });
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: Object.keys(dependencies) },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      minify: false,
      rollupOptions: {
        input: {
          worker: join(import.meta.dirname, 'worker.ts'),
          'check-worker': join(ROOT, 'main/backend/backups/check-worker.ts'),
          'line-worker': join(ROOT, 'main/backend/transfers/line/line-worker.ts'),
        },
        output: { format: 'esm', entryFileNames: '[name].js' },
      },
    },
  });
  return join(outDir, 'worker.js');
}
