import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoSession } from './demo-session.ts';
import type { DemoSftpServer } from './sftp-server.ts';

/** A file that was built, sent and saved. */
export interface SentFile {
  readonly fileName: string;
  readonly lines: number;
  readonly claims: number;
  readonly bytes: number;
  /** SHA-256 of the file the server holds, hexadecimal. */
  readonly uploadedSha256: string;
  /** SHA-256 of the copy saved through the save dialog. */
  readonly localSha256: string;
}

/**
 * Builds the plan's file from the lines that are ready, sends it and saves a copy, as the billing lead does.
 *
 * The server's fingerprint is compared with what the plan said before it is confirmed.
 */
export async function buildAndSend(
  session: DemoSession,
  options: { readonly planId: string; readonly server: DemoSftpServer; readonly saveTo: string },
): Promise<SentFile> {
  const billing = session.as('sol');
  const { batches } = await billing.encounters.build({ planIds: [options.planId] });
  const [batch] = batches;
  if (batch === undefined) throw new Error('No line was ready to be built.');
  await confirmServer(session, options);
  const { outbox } = await billing.transfers.list({});
  const transfer = outbox.find(({ fileName }) => fileName === batch.fileName);
  if (transfer === undefined) throw new Error(`${batch.fileName} is not in the outbox.`);
  for await (const event of await billing.transfers.send({ id: transfer.id })) {
    if (event.state === 'failed') throw new Error(event.sentence);
  }
  const copy = join(options.saveTo, batch.fileName);
  session.willSave(copy);
  await billing.encounters.saveFile({ id: batch.id });
  return {
    fileName: batch.fileName,
    lines: batch.lines,
    claims: batch.claims,
    bytes: batch.bytes,
    uploadedSha256: await sha256(join(options.server.root, 'inbound', batch.fileName)),
    localSha256: await sha256(copy),
  };
}

async function confirmServer(
  session: DemoSession,
  { planId, server }: { readonly planId: string; readonly server: DemoSftpServer },
): Promise<void> {
  const billing = session.as('sol');
  const { hostKey } = await billing.plans.get({ id: planId });
  if (hostKey === null) await billing.plans.confirmHostKey({ id: planId, fingerprint: server.fingerprint });
}

/** The server of a play ends with it: from here on the plan's profile names one that nobody has. */
export async function leaveServerBehind(session: DemoSession, planId: string): Promise<void> {
  const administrator = session.as('lena');
  const { id, name, shortName, profile } = await administrator.plans.get({ id: planId });
  if (profile.sftp === null) return;
  const sftp = { ...profile.sftp, host: 'sftp.sunpoppy.example', port: 22, user: 'larkmeadow' };
  await administrator.plans.save({ id, name, shortName, profile: { ...profile, sftp } });
}

async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
