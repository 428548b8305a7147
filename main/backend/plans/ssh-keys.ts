import { createHash } from 'node:crypto';
import ssh2 from 'ssh2';

/** A key pair for logging in to a plan's server. */
export interface LoginKey {
  /** OpenSSH private key; lives only in the encrypted database. */
  readonly privateKey: string;
  /** One `ssh-ed25519 AAAA… comment` or `ssh-rsa AAAA… comment` line, to be sent to the plan. */
  readonly publicKey: string;
}

/**
 * Makes an ed25519 key pair for one plan's login.
 *
 * @param comment ends the public line, so that the plan's staff can see whose key it is; plain ASCII.
 */
export function makeLoginKey(comment: string): LoginKey {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519', { comment: plainComment(comment) });
    const key = { privateKey: pair.private, publicKey: pair.public.trim() };
    // ssh2 drops the zeros at the front of a public half: one key in 256 comes out so that nobody can read it.
    if (canLogInWith(key)) return key;
  }
}

/** Whether the private half of a login key can be read, with its passphrase where it has one. */
export function canLogInWith(key: {
  readonly privateKey: string;
  readonly passphrase?: string | undefined;
}): boolean {
  return !(ssh2.utils.parseKey(key.privateKey, key.passphrase) instanceof Error);
}

/** Beyond 2030, and what plans that still ask for RSA take. */
const RSA_BITS = 4096;

/**
 * Makes an RSA key pair for a plan whose server takes no ed25519 keys; about a second, beside everything else.
 *
 * @param comment as in `makeLoginKey`
 */
export function makeRsaLoginKey(comment: string): Promise<LoginKey> {
  return new Promise((resolve, reject) => {
    const options = { bits: RSA_BITS, comment: plainComment(comment) };
    ssh2.utils.generateKeyPair('rsa', options, (error, pair) => {
      if (error) reject(error);
      else resolve({ privateKey: pair.private, publicKey: pair.public.trim() });
    });
  });
}

function plainComment(comment: string): string {
  return comment.replaceAll(/[^\x21-\x7e]+/g, '-').slice(0, 100);
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
