import { basename, join } from 'node:path';
import { implement } from '@orpc/server';
import { app, type BrowserWindow, dialog, Notification, safeStorage } from 'electron';
import { type LockReason, shellContract } from '#shared/shell/contract.ts';
import { copied } from './clipboard.ts';
import { deviceKeys } from './device-keys.ts';

interface ShellOptions {
  readonly window: () => BrowserWindow | null;
  readonly lock: (because: LockReason) => void;
  readonly opened: () => void;
  readonly typing: (typing: boolean) => void;
  /** The warnings before an idle lock, from now on. */
  readonly warnings: (signal: AbortSignal | undefined) => AsyncGenerator<{ seconds: number | null }>;
}

/** What the backend may ask of the shell: the dialogs of the operating system and the lock. */
export function shellRouter({ window, lock, opened, typing, warnings }: ShellOptions) {
  const os = implement(shellContract);
  const keys = deviceKeys(safeStorage, join(app.getPath('userData'), 'device-keys'), process.platform);
  return os.router({
    openFile: os.openFile.handler(async ({ input }) => {
      const parent = window();
      const options: Electron.OpenDialogOptions = { ...input, properties: ['openFile', 'dontAddToRecent'] };
      const answer = parent
        ? await dialog.showOpenDialog(parent, options)
        : await dialog.showOpenDialog(options);
      return grant(answer.canceled ? undefined : answer.filePaths[0]);
    }),
    openFolder: os.openFolder.handler(async ({ input }) => {
      const parent = window();
      const options: Electron.OpenDialogOptions = {
        ...input,
        properties: ['openDirectory', 'createDirectory'],
      };
      const answer = parent
        ? await dialog.showOpenDialog(parent, options)
        : await dialog.showOpenDialog(options);
      return grant(answer.canceled ? undefined : answer.filePaths[0]);
    }),
    saveFile: os.saveFile.handler(async ({ input }) => {
      const parent = window();
      const { suggestedName, ...rest } = input;
      const options: Electron.SaveDialogOptions = {
        ...rest,
        defaultPath: suggestedName,
        properties: ['showOverwriteConfirmation', 'dontAddToRecent', 'createDirectory'],
      };
      const answer = parent
        ? await dialog.showSaveDialog(parent, options)
        : await dialog.showSaveDialog(options);
      return grant(answer.canceled ? undefined : answer.filePath);
    }),
    notify: os.notify.handler(({ input }) => {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ ...input, silent: true });
      notification.on('click', () => window()?.show());
      notification.show();
    }),
    lock: os.lock.handler(({ input }) => lock(input.because)),
    copied: os.copied.handler(({ input }) => copied(input.text)),
    deviceKeys: os.deviceKeys.handler(async () => ({ problem: await keys.problem() })),
    keepDeviceKey: os.keepDeviceKey.handler(({ input }) => keys.keep(input.name, input.text)),
    readDeviceKey: os.readDeviceKey.handler(({ input }) => keys.read(input.name)),
    forgetDeviceKey: os.forgetDeviceKey.handler(({ input }) => keys.forget(input.name)),
    typing: os.typing.handler(({ input }) => typing(input.typing)),
    opened: os.opened.handler(() => opened()),
    lockWarnings: os.lockWarnings.handler(({ signal }) => warnings(signal)),
  });
}

function grant(path: string | undefined) {
  return path ? { path, name: basename(path) } : null;
}
