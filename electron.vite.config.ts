import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Three builds: the shell with the backend beside it, the preload, the page.
 *
 * Targets are the oldest runtime Hearth runs on (Electron 33: Node 20.18, Chrome 130). Packages that stand in
 * `dependencies` stay outside the bundle, because some are native.
 */
export default defineConfig({
  main: {
    // Its module form declares a `require` of its own, which the bundle has already; the other form does not.
    resolve: { alias: { fflate: resolve('node_modules/fflate/lib/node.cjs') } },
    build: {
      target: 'node20',
      outDir: 'out/main',
      sourcemap: true,
      rollupOptions: {
        input: {
          index: 'main/index.ts',
          backend: 'main/backend/index.ts',
          'check-worker': 'main/backend/backups/check-worker.ts',
          'line-worker': 'main/backend/transfers/line/line-worker.ts',
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      outDir: 'out/preload',
      rollupOptions: {
        input: { preload: 'main/preload.ts' },
        // SECURITY: a sandboxed preload is CommonJS and may require nothing but 'electron'.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    // SECURITY: the shell replaces this word with a fresh nonce in every answer.
    html: { cspNonce: '__CSP_NONCE__' },
    plugins: [react()],
    // Development: the page lives at app://hearth, so it has to be told where changes are announced.
    server: {
      port: 5173,
      strictPort: true,
      hmr: { protocol: 'ws', host: 'localhost', clientPort: 5173 },
    },
    build: {
      target: 'chrome130',
      // Half the bytes for the first window to parse; the source stays in the repository.
      minify: true,
      outDir: 'out/renderer',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: resolve('renderer/index.html') },
    },
  },
});
