import { readFile, stat } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';
import type { PacketCheck } from '#shared/packets/contract.ts';
import { changedSince } from '../action-plans/plan-papers.ts';
import type { CallContext } from '../context.ts';
import { checkParts } from './check.ts';
import { findManifest, sha256Of } from './manifest.ts';
import { findPacketOf, type StoredPacket } from './store.ts';

const MOST_BYTES = 512 * 1024 * 1024;

/** Asks for a file and says whether it is the packet that was written, and which part is not. */
export async function verifyPacket(context: CallContext): Promise<PacketCheck | null> {
  const source = await context.shell.openFile({
    title: 'Choose the audit packet to verify',
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (source === null) return null;
  const bytes = await read(source.path, source.name);
  const sha256 = sha256Of(bytes);
  const inside = findManifest(bytes)?.manifest ?? null;
  const known = await findPacketOf(context.db, { sha256, id: inside?.id ?? null, bytes: bytes.byteLength });
  const stored =
    known.find(({ packet }) => packet.sha256 === sha256) ??
    known.find(({ packet }) => packet.id === inside?.id) ??
    known.find(({ manifest }) => checkParts(bytes, manifest).some(({ state }) => state === 'same'));
  if (stored) return ours(context, source.name, { bytes, sha256, stored });
  if (inside === null) {
    return {
      fileName: source.name,
      outcome: 'no_packet',
      sentences: [`${source.name} is no audit packet, or its list of parts is gone.`],
      parts: [],
      packet: null,
    };
  }
  const parts = checkParts(bytes, inside);
  const changed = parts.filter(({ state }) => state === 'changed');
  return {
    fileName: source.name,
    outcome: changed.length > 0 ? 'changed' : 'not_ours',
    sentences: [
      ...changedSentence(changed),
      `This packet was made by ${inside.agency}, not in this workspace.`,
      ...(changed.length > 0
        ? []
        : ['Its parts fit the list inside it. Only the workspace that made it can prove the list itself.']),
    ],
    parts: [...parts],
    packet: null,
  };
}

async function ours(
  context: CallContext,
  fileName: string,
  file: { readonly bytes: Uint8Array; readonly sha256: string; readonly stored: StoredPacket },
): Promise<PacketCheck> {
  const { packet, manifest } = file.stored;
  const parts = checkParts(file.bytes, manifest);
  const same = file.sha256 === packet.sha256;
  const record = await changedSince(context, packet.memberId, manifest.plans);
  context.about({
    memberId: packet.memberId,
    entityId: packet.id,
    detail: { unchanged: same, recordUnchanged: record.length === 0 },
  });
  return {
    fileName,
    outcome: same ? 'unchanged' : 'changed',
    sentences: [
      ...(same
        ? ['Unchanged. Every byte is what was written.']
        : changedSentence(parts.filter(({ state }) => state === 'changed'))),
      ...record.map((sentence) => `In the workspace: ${sentence}`),
    ],
    parts: [...parts],
    packet,
  };
}

function changedSentence(changed: readonly { readonly title: string }[]): string[] {
  if (changed.length === 0) return [];
  const names = changed.slice(0, 3).map(({ title }) => title);
  const more = changed.length > names.length ? ` and ${changed.length - names.length} more` : '';
  const parts = changed.length === 1 ? 'One part is' : `${changed.length} parts are`;
  return [`Changed. ${parts} not what was written: ${names.join('; ')}${more}.`];
}

async function read(path: string, name: string): Promise<Uint8Array> {
  const there = await stat(path).catch(() => null);
  if (!there?.isFile())
    throw new AppError('FILE_UNREADABLE', `${name} cannot be read. Choose the file again.`);
  if (there.size > MOST_BYTES) throw new AppError('FILE_UNREADABLE', `${name} is too large for a packet.`);
  return readFile(path).catch(() => {
    throw new AppError('FILE_UNREADABLE', `${name} cannot be read. Choose the file again.`);
  });
}
