import { createSecretKey } from 'node:crypto';
import type { Client } from 'ssh2';

/**
 * Gives a connection's ciphers their keys in the form in which Node wants them, each time new ones were agreed on.
 *
 * ssh2 hands over the bytes of a key with every packet, and making a key of them takes as long as a third of the
 * encryption. Nothing else changes: where ssh2 keeps its keys in another way, it goes on as it does.
 */
export function keepCipherKeysReady(client: Client): void {
  client.on('handshake', () => {
    const { _protocol: protocol } = client as unknown as { _protocol?: Record<string, unknown> };
    makeReady(protocol?._cipher, '_encKey');
    makeReady(protocol?._decipher, '_decipherKey');
  });
}

function makeReady(cipher: unknown, field: string): void {
  if (typeof cipher !== 'object' || cipher === null) return;
  const kept = cipher as Record<string, unknown>;
  const key = kept[field];
  if (key instanceof Uint8Array) kept[field] = createSecretKey(key);
}
