import type { Kysely } from 'kysely';
import { displayName } from '#shared/members/member.ts';
import type { Packet } from '#shared/packets/contract.ts';
import { type Manifest, manifestSchema } from '#shared/packets/manifest.ts';
import type { Database, NewRow } from '../db/schema.ts';

type Db = Kysely<Database>;

/** A packet with the manifest that was written into it. */
export interface StoredPacket {
  readonly packet: Packet;
  readonly manifest: Manifest;
}

function selectPackets(db: Db) {
  return db
    .selectFrom('audit_packet')
    .innerJoin('member', 'member.id', 'audit_packet.member_id')
    .leftJoin('user', 'user.id', 'audit_packet.created_by')
    .selectAll('audit_packet')
    .select(['member.first_name', 'member.middle_name', 'member.last_name', 'user.name as maker']);
}

type PacketRow = Awaited<ReturnType<ReturnType<typeof selectPackets>['execute']>>[number];

function toPacket(row: PacketRow): StoredPacket {
  const manifest = manifestSchema.parse(JSON.parse(row.manifest));
  return {
    manifest,
    packet: {
      id: row.id,
      memberId: row.member_id,
      memberName: displayName(row.first_name, row.middle_name, row.last_name),
      purpose: row.purpose,
      fileName: row.file_name,
      pages: row.pages,
      bytes: row.bytes,
      parts: manifest.parts.length,
      sha256: row.sha256,
      madeAt: row.created_at,
      madeBy: row.maker ?? '',
    },
  };
}

export async function insertPacket(db: Db, row: NewRow<'audit_packet'>): Promise<void> {
  await db.insertInto('audit_packet').values(row).execute();
}

/** A member's packets, newest first. */
export async function findPackets(db: Db, memberId: string): Promise<StoredPacket[]> {
  const rows = await selectPackets(db)
    .where('audit_packet.member_id', '=', memberId)
    .orderBy('audit_packet.created_at', 'desc')
    .orderBy('audit_packet.id', 'desc')
    .execute();
  return rows.map(toPacket);
}

/** The packet a file is, or was: by its hash, by the number inside, or by its length and first bytes. */
export async function findPacketOf(
  db: Db,
  file: { readonly sha256: string; readonly id: string | null; readonly bytes: number },
): Promise<readonly StoredPacket[]> {
  const rows = await selectPackets(db)
    .where((eb) =>
      eb.or([
        eb('audit_packet.sha256', '=', file.sha256),
        eb('audit_packet.bytes', '=', file.bytes),
        ...(file.id === null ? [] : [eb('audit_packet.id', '=', file.id)]),
      ]),
    )
    .orderBy('audit_packet.created_at', 'desc')
    .limit(50)
    .execute();
  return rows.map(toPacket);
}
