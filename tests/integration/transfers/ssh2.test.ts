import { KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeLoginKey } from '#main/backend/plans/ssh-keys.ts';
import { connect } from '#main/backend/transfers/line/connect.ts';
import { startSshd } from '../../fixtures/sshd.ts';

// Two things that make uploads fast live in ssh2's own fields. Without them all works, only slower, so nothing else
// would say that a new version of it has them elsewhere.
test('ssh2 still keeps its cipher keys and the server’s largest write where Hearth looks for them', async () => {
  const sshd = await startSshd();
  const key = makeLoginKey('ssh2');
  await sshd.authorize(key.publicKey);
  const { host, port, user, fingerprint } = sshd;
  const target = { host, port, user, secret: { kind: 'key', ...key }, pinned: fingerprint } as const;
  const { client, sftp } = await connect(target, () => undefined, new AbortController().signal);
  try {
    const inside = client as unknown as { _protocol: Record<'_cipher' | '_decipher', object> };
    expect(inside._protocol._cipher).toMatchObject({ _encKey: expect.any(KeyObject) });
    expect(inside._protocol._decipher).toMatchObject({ _decipherKey: expect.any(KeyObject) });
    // OpenSSH names its limits; 32 KB would be ssh2's guess for a server that does not.
    expect((sftp as unknown as { _maxWriteLen: number })._maxWriteLen).toBeGreaterThan(200_000);
  } finally {
    client.end();
    await sshd.stop();
  }
});
