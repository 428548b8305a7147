import { dirname, join } from 'node:path';
import { EventPublisher } from '@orpc/server';
import { app, type BrowserWindow, ipcMain, session } from 'electron';
import type { LockReason } from '#shared/shell/contract.ts';
import { type BackendProcess, startBackend } from './backend-process.ts';
import { clearCopied } from './clipboard.ts';
import { hardenSession } from './hardening.ts';
import { SYSTEM } from './lock-triggers.ts';
import { type LockWatch, watchForLock } from './lock-watch.ts';
import { isTrustedSender } from './origin.ts';
import { currentPolicy, policyArguments } from './policy.ts';
import { serveApp } from './protocol.ts';
import { shellRouter } from './shell-procedures.ts';
import { openWindow } from './window.ts';
import { workspaceFolder } from './workspace-folder.ts';

/** Where the built files of the shell are; the preload and the page lie beside that folder. */
const OUT_FOLDER = import.meta.dirname;

/** SECURITY: the development server is only believed in an unpackaged build. */
function developmentServer(): string | null {
  return app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);
}

/** Opens the window and the backend, and ties locking to both: they end and start again together. */
export function runHearth(): void {
  // SECURITY: no name with `persist:`, so cookies, cache and storage live in memory only.
  const pageSession = session.fromPartition('hearth', { cache: false });
  hardenSession(pageSession, developmentServer());
  serveApp(pageSession, join(dirname(OUT_FOLDER), 'renderer'), developmentServer());

  let window: BrowserWindow | null = null;
  let backend: BackendProcess;
  let open = false;
  let watch: LockWatch | null = null;
  let locking = false;
  let typing = false;
  let idleMinutes = currentPolicy().policy.idleMinutes;
  const warnings = new EventPublisher<{ warning: { seconds: number | null } }>();

  const show = (bounds: Electron.Rectangle | null) => {
    const fresh = openWindow({
      session: pageSession,
      preloadFolder: join(dirname(OUT_FOLDER), 'preload'),
      devTools: !app.isPackaged,
      bounds,
    });
    fresh.webContents.on('input-event', () => watch?.used());
    fresh.once('closed', () => {
      if (window === fresh) window = null;
    });
    window = fresh;
  };
  const start = (because: LockReason | null) => {
    open = false;
    // Read together with the backend's, so that the words on screen and the lock go by the same file.
    idleMinutes = currentPolicy().policy.idleMinutes;
    backend = startBackend({
      outFolder: OUT_FOLDER,
      workspace: workspaceFolder(),
      version: app.getVersion(),
      lockedBecause: because,
      wasTyping: typing,
      extra: policyArguments(),
      procedures: shellRouter({
        window: () => window,
        lock: (reason) => void lock(reason),
        opened: () => {
          open = true;
        },
        typing: (now) => {
          typing = now;
        },
        warnings: (signal) => warnings.subscribe('warning', { signal }),
      }),
    });
    typing = false;
    backend.onUnexpectedExit(() => void restart(null));
  };
  const restart = async (because: LockReason | null) => {
    if (locking) return;
    locking = true;
    await Promise.all([backend.end().catch(() => {}), clearCopied().catch(() => {})]);
    start(because);
    // SECURITY: the old page's memory goes with its window.
    const old = window;
    show(old?.isDestroyed() === false ? old.getBounds() : null);
    old?.destroy();
    await pageSession.clearStorageData();
    locking = false;
  };
  const lock = async (because: LockReason) => {
    if (open) await restart(because);
  };

  ipcMain.on('hearth:connect', (event) => {
    const [port] = event.ports;
    const facts = { senderId: event.sender.id, frame: event.senderFrame };
    // SECURITY: a port from anyone but our own main frame is closed and never answered.
    if (!port || !isTrustedSender(facts, window?.webContents.id ?? null)) return port?.close();
    backend.connect(port);
  });
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => {
    if (!locking) app.quit();
  });
  let ended = false;
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void Promise.allSettled([backend.end(), clearCopied()]).finally(() => {
      ended = true;
      app.quit();
    });
  });

  show(null);
  start(null);
  watch = watchForLock(
    {
      lock: (because) => void lock(because),
      warn: (seconds) => {
        if (open) warnings.publish('warning', { seconds });
      },
      idleMinutes: () => idleMinutes,
    },
    SYSTEM,
  );
}
