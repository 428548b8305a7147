import { createPublicKey } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import {
  DEFAULT_POLICY,
  type PolicyState,
  pathsIn,
  policyFileSchema,
  SAFEST_POLICY,
  toPolicy,
} from '#shared/policy/policy.ts';

const MAX_BYTES = 65_536;

/** Where whoever looks after the computer puts the policy file: a folder that only administrators can write. */
export function policyPath(): string {
  if (process.platform === 'win32') {
    return join(process.env.ProgramFiles ?? 'C:\\Program Files', 'Hearth', 'policy.json');
  }
  if (process.platform === 'darwin') return '/Library/Application Support/Hearth/policy.json';
  return '/etc/hearth/policy.json';
}

/**
 * Reads the policy file.
 *
 * A file that is there and cannot be used (not an administrator's, writable by others, not what the schema says)
 * gives the safest values and the sentence that every screen shows.
 *
 * @param owners user ids whose file is believed, besides the administrator's; for tests and unpackaged builds.
 */
export function readPolicy(path: string = policyPath(), owners: readonly number[] = []): PolicyState {
  let text: string | null;
  try {
    text = readTrusted(path, [0, ...owners]);
  } catch (error) {
    return refused(path, error instanceof Untrusted ? error.message : 'it cannot be read');
  }
  if (text === null) {
    return { source: 'none', path, policy: DEFAULT_POLICY, setByFile: [], problem: null };
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return refused(path, 'it is not JSON');
  }
  const result = policyFileSchema.safeParse(parsed);
  if (!result.success) {
    const [issue] = result.error.issues;
    const where = issue?.path.join('.') || (issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : '');
    return refused(path, where ? `“${where}” does not fit` : 'its content does not fit');
  }
  const { escrowPublicKey } = result.data;
  if (escrowPublicKey && !isX25519(escrowPublicKey)) {
    return refused(path, '“escrowPublicKey” is not an X25519 public key');
  }
  return {
    source: 'file',
    path,
    policy: toPolicy(result.data),
    setByFile: pathsIn(result.data),
    problem: null,
  };
}

class Untrusted extends Error {}

function refused(path: string, why: string): PolicyState {
  return {
    source: 'refused',
    path,
    policy: SAFEST_POLICY,
    setByFile: [],
    problem: `The policy file of this computer is not used: ${why}. Until it is, the strictest rules hold and nothing is sent.`,
  };
}

/**
 * Opens the file once and looks at what was opened, so that nothing can be swapped between the look and the reading.
 *
 * @returns `null` when there is no file.
 */
function readTrusted(path: string, owners: readonly number[]): string | null {
  // SECURITY: a link could point to anything, and a pipe would make the start wait for ever.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  let file: number;
  try {
    file = openSync(path, flags);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    if (code === 'ELOOP') throw new Untrusted('it is a link');
    throw error;
  }
  try {
    const facts = fstatSync(file);
    if (!facts.isFile()) throw new Untrusted('it is not a file');
    if (facts.size > MAX_BYTES) throw new Untrusted('it is too large');
    if (process.platform === 'win32') refuseWhenWritable(path);
    else {
      // SECURITY: only an administrator's rules are rules.
      if (!owners.includes(facts.uid)) throw new Untrusted('it does not belong to the administrator');
      if ((facts.mode & 0o022) !== 0) throw new Untrusted('others than the administrator can change it');
    }
    const bytes = Buffer.alloc(facts.size);
    let length = 0;
    while (length < bytes.length) {
      const got = readSync(file, bytes, length, bytes.length - length, length);
      if (got === 0) break;
      length += got;
    }
    return bytes.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}

/**
 * SECURITY: Node cannot read an owner on Windows; a file under Program Files that this user cannot open for writing
 * is an administrator's.
 */
function refuseWhenWritable(path: string): void {
  let file: number;
  try {
    file = openSync(path, 'r+');
  } catch {
    return;
  }
  closeSync(file);
  throw new Untrusted('others than the administrator can change it');
}

function isX25519(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyType === 'x25519';
  } catch {
    return false;
  }
}
