import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What is used of Electron's safeStorage; versions differ in which half they have. */
export interface KeyStore {
  isEncryptionAvailable?(): boolean;
  encryptString?(text: string): Buffer;
  decryptString?(encrypted: Buffer): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(encrypted: Buffer): Promise<{ readonly result: string }>;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
}

/** Keeps small secrets in the profile of this computer's user, encrypted with a key that the system looks after. */
export interface DeviceKeys {
  problem(): Promise<string | null>;
  keep(name: string, text: string): Promise<void>;
  read(name: string): Promise<{ readonly text: string } | null>;
  forget(name: string): Promise<void>;
}

/** SECURITY: without a key store Linux encrypts with a password that everybody knows: as good as not at all. */
const UNSAFE = ['basic_text', 'unknown'];

/**
 * Device keys in a folder of the profile, never of the workspace: who copies the workspace gets none of them.
 *
 * @param store Electron's safeStorage, or in tests one that is
 */
export function deviceKeys(store: KeyStore, folder: string, platform: NodeJS.Platform): DeviceKeys {
  const path = (name: string) => join(folder, `${name}.key`);
  const problem = async () => {
    try {
      if (platform === 'linux' && UNSAFE.includes(store.getSelectedStorageBackend?.() ?? 'unknown')) {
        return 'This computer has no key store, such as GNOME Keyring or KWallet, that could keep a key safely.';
      }
      const available = store.isAsyncEncryptionAvailable
        ? await store.isAsyncEncryptionAvailable()
        : (store.isEncryptionAvailable?.() ?? false);
      return available ? null : 'The key store of this computer is not available right now.';
    } catch {
      return 'The key store of this computer does not answer.';
    }
  };
  const encrypt = async (text: string) =>
    store.encryptStringAsync ? store.encryptStringAsync(text) : store.encryptString?.(text);
  const decrypt = async (encrypted: Buffer) =>
    store.decryptStringAsync
      ? (await store.decryptStringAsync(encrypted)).result
      : store.decryptString?.(encrypted);
  return {
    problem,
    keep: async (name, text) => {
      const why = await problem();
      if (why) throw new Error(why);
      const encrypted = await encrypt(text);
      if (!encrypted) throw new Error('Nothing was encrypted.');
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(path(name), encrypted, { mode: 0o600 });
    },
    read: async (name) => {
      if (await problem()) return null;
      try {
        const text = await decrypt(await readFile(path(name)));
        return text === undefined ? null : { text };
      } catch {
        // Missing, cut short, or encrypted for somebody else: the passphrase still opens the workspace.
        return null;
      }
    },
    forget: (name) => rm(path(name), { force: true }),
  };
}
