interface AuditPacketTable {
  id: string;
  member_id: string;
  purpose: string;
  file_name: string;
  pages: number;
  bytes: number;
  sha256: string;
  /** The manifest that stands in the file, JSON. */
  manifest: string;
  created_at: string;
  created_by: string;
}

/** Tables of audit packets. */
export interface PacketsTables {
  audit_packet: AuditPacketTable;
}
