import { basename } from 'node:path';
import type { ShellClient } from './context.ts';

/** A shell without a screen: its dialogs are answered with the given paths, or put away. */
export function headlessShell(open?: string, save?: string): ShellClient {
  const grant = (path: string | undefined) => (path ? { path, name: basename(path) } : null);
  return {
    openFile: async () => grant(open),
    openFolder: async () => grant(open),
    saveFile: async () => grant(save),
    notify: async () => {},
    opened: async () => {},
    lock: async () => {},
  };
}
