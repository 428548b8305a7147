import { createHmac } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { readKey } from 'openpgp';
import ssh2 from 'ssh2';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { confirmHostKey } from './login.ts';
import { getPlan } from './plans.ts';
import { fingerprintOf } from './ssh-keys.ts';
import { updatePlan, updateSecret } from './store.ts';

const MOST_BYTES = 1024 * 1024;

/** Asks for a small text file; null when the dialog was put away. */
async function chooseText(
  context: CallContext,
  title: string,
): Promise<{ name: string; text: string } | null> {
  const grant = await context.shell.openFile({ title, filters: [{ name: 'All files', extensions: ['*'] }] });
  if (!grant) return null;
  try {
    if ((await stat(grant.path)).size > MOST_BYTES) throw new Error('Too large');
    return { name: grant.name, text: await readFile(grant.path, 'utf8') };
  } catch {
    // SECURITY: the system's own message would carry the path.
    throw new AppError('FILE_UNREADABLE', `${grant.name} could not be read as a key file. Choose it again.`);
  }
}

/**
 * Takes a plan's public PGP key from a file: from now on every new file is encrypted for the plan.
 *
 * @throws AppError `FILE_UNREADABLE` for anything that is no public key
 */
export async function loadPgpKey(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ fingerprint: string; owner: string } | null> {
  const plan = await getPlan(context, input.id);
  const file = await chooseText(context, `Load the PGP key of ${plan.shortName}`);
  if (!file) return null;
  const key = await readKey({ armoredKey: file.text }).catch(() => null);
  if (!key) throw new AppError('FILE_UNREADABLE', `${file.name} is not a PGP key in text form.`);
  // SECURITY: a private half that came by mistake is not kept.
  const armored = key.toPublic().armor();
  const fingerprint = key.getFingerprint().toUpperCase();
  const [owner = 'unnamed'] = key.getUserIDs();
  await context.write(async (inside) => {
    await updatePlan(inside.db, { ...plan, profile: { ...plan.profile, pgpPublicKey: armored } });
    await inside.record('plan.pgp_key', { entityId: plan.id, detail: { fingerprint } });
  });
  return { fingerprint, owner: owner.slice(0, 200) };
}

/** The order in which a key of several is taken: the one ssh asks servers for first. */
const TYPES = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'ssh-rsa'];

/**
 * Pins the key that a known_hosts file holds for the plan's server, hashed names included.
 *
 * @throws AppError `NOT_FOUND` when the file does not know the server, `CONFLICT` while another key is pinned
 */
export async function importKnownHosts(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ fingerprint: string } | null> {
  const plan = await getPlan(context, input.id);
  const { sftp } = plan.profile;
  if (!sftp) throw new AppError('VALIDATION', `${plan.shortName} takes no files over SFTP.`);
  const file = await chooseText(context, 'Load a known_hosts file');
  if (!file) return null;
  const keys = keysOf(file.text, sftp.host, sftp.port);
  const best = TYPES.map((type) => keys.get(type)).find((key) => key !== undefined);
  if (!best) throw new AppError('NOT_FOUND', `${file.name} holds no key of ${sftp.host}.`);
  const fingerprint = fingerprintOf(Buffer.from(best, 'base64'));
  await context.write(async (inside) => {
    await confirmHostKey(inside, { id: plan.id, fingerprint });
    await inside.record('plan.known_hosts', { entityId: plan.id, detail: { fingerprint } });
  });
  return { fingerprint };
}

/** The keys of a server in a known_hosts file, by type; revoked ones and authorities are left out. */
export function keysOf(text: string, host: string, port: number): Map<string, string> {
  const names = port === 22 ? [host.toLowerCase()] : [`[${host.toLowerCase()}]:${port}`];
  const keys = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [hosts = '', type = '', key = ''] = line.trim().split(/\s+/);
    if (hosts.startsWith('#') || hosts.startsWith('@') || !TYPES.includes(type)) continue;
    if (hosts.split(',').some((pattern) => names.some((name) => sameHost(pattern, name))))
      keys.set(type, key);
  }
  return keys;
}

function sameHost(pattern: string, name: string): boolean {
  const [, kind, salt, hash] = pattern.split('|');
  if (kind !== '1' || !salt || !hash) return pattern.toLowerCase() === name;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}

/**
 * Logs in with a private key from a file (ed25519, ECDSA or RSA); its passphrase is kept beside it, encrypted.
 *
 * @throws AppError `FILE_UNREADABLE` for a file that is no private key or a passphrase that does not open it
 */
export async function loadLoginKey(
  context: CallContext,
  input: { readonly id: string; readonly passphrase: string },
): Promise<{ publicKey: string } | null> {
  const plan = await getPlan(context, input.id);
  const file = await chooseText(context, `Load the login key for ${plan.shortName}`);
  if (!file) return null;
  const parsed = ssh2.utils.parseKey(file.text, input.passphrase === '' ? undefined : input.passphrase);
  if (parsed instanceof Error || !parsed.isPrivateKey()) {
    const locked = parsed instanceof Error && /passphrase|bad decrypt|integrity/i.test(parsed.message);
    throw new AppError(
      'FILE_UNREADABLE',
      locked ? `This passphrase does not open ${file.name}.` : `${file.name} is not a private key for SSH.`,
      locked ? { field: 'passphrase' } : {},
    );
  }
  const publicKey = `${parsed.type} ${parsed.getPublicSSH().toString('base64')}`;
  await context.write(async (inside) => {
    await updateSecret(inside.db, plan.id, {
      kind: 'key',
      privateKey: file.text,
      publicKey,
      ...(input.passphrase === '' ? {} : { passphrase: input.passphrase }),
    });
    await inside.record('plan.login_key_loaded', { entityId: plan.id, detail: { type: parsed.type } });
  });
  return { publicKey };
}
