import { createHash } from 'node:crypto';
import ssh2 from 'ssh2';

/** A key pair for logging in to a plan's server. */
export interface LoginKey {
  /** OpenSSH private key; lives only in the encrypted database. */
  readonly privateKey: string;
  /** One `ssh-ed25519 AAAA… comment` line, to be sent to the plan. */
  readonly publicKey: string;
}

/**
 * Makes an ed25519 key pair for one plan's login.
 *
 * @param comment ends the public line, so that the plan's staff can see whose key it is; plain ASCII.
 */
export function makeLoginKey(comment: string): LoginKey {
  const safe = comment.replaceAll(/[^\x21-\x7e]+/g, '-').slice(0, 100);
  const pair = ssh2.utils.generateKeyPairSync('ed25519', { comment: safe });
  return { privateKey: pair.private, publicKey: pair.public.trim() };
}

/** The fingerprint of a public host key as OpenSSH prints it: `SHA256:` and 43 characters of base64. */
export function fingerprintOf(publicKeyBlob: Uint8Array): string {
  const digest = createHash('sha256').update(publicKeyBlob).digest('base64').replace(/=+$/, '');
  return `SHA256:${digest}`;
}

/** The fingerprint of the public half of an OpenSSH private key. */
export function fingerprintOfPrivateKey(privateKey: string): string {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return fingerprintOf(key.getPublicSSH());
}
