import { basename } from 'node:path';
import { AsyncIteratorClass } from '@orpc/client';
import type { ShellClient } from './context.ts';

/** What answers for the key store of the computer where there is no window. */
export const NO_DEVICE_KEYS = {
  deviceKeys: async () => ({ problem: 'Only the window of Hearth keeps a key on this computer.' }),
  keepDeviceKey: async () => {},
  readDeviceKey: async () => null,
  forgetDeviceKey: async () => {},
} satisfies Partial<ShellClient>;

/** A shell without a screen: its dialogs are answered with the given paths, or put away. */
export function headlessShell(open?: string, save?: string): ShellClient {
  const grant = (path: string | undefined) => (path ? { path, name: basename(path) } : null);
  return {
    openFile: async () => grant(open),
    openFolder: async () => grant(open),
    saveFile: async () => grant(save),
    notify: async () => {},
    lockWarnings: async () => noWarnings(),
    copied: async () => {},
    opened: async () => {},
    typing: async () => {},
    ...NO_DEVICE_KEYS,
    lock: async () => {},
  };
}

/** No idle lock is coming: nobody sits in front of this shell. */
export function noWarnings(): AsyncIteratorClass<{ seconds: number | null }, unknown, void> {
  return new AsyncIteratorClass<{ seconds: number | null }, unknown, void>(
    async () => ({ done: true, value: undefined }),
    async () => {},
  );
}
