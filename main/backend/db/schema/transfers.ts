import type { Generated } from 'kysely';

interface TransferTable {
  id: string;
  plan_id: string;
  kind: string;
  source_id: string;
  title: string;
  file_name: string;
  usage: string;
  bytes: number;
  sha256: string;
  state: string;
  attempts: number;
  server_path: string | null;
  host_key: string | null;
  remote_bytes: number | null;
  steps: string;
  problem: string | null;
  sent_at: string | null;
  sent_by: string | null;
  answered_at: Generated<string | null>;
  next_try_at: Generated<string | null>;
  paused: Generated<number>;
  file_id: Generated<string | null>;
  position: Generated<number>;
  content_removed_at: Generated<string | null>;
  created_at: string;
  created_by: string;
}

interface TransferContentTable {
  transfer_id: string;
  content: Uint8Array;
}

interface TransferMemberTable {
  transfer_id: string;
  member_id: string;
}

interface ReceivedTable {
  id: string;
  plan_id: string;
  kind: string;
  file_name: string;
  server_path: string | null;
  host_key: string | null;
  bytes: number;
  sha256: string;
  content: Uint8Array;
  state: string;
  sentence: string;
  facts: string;
  transfer_id: string | null;
  received_at: string;
  received_by: string;
  settled_at: string | null;
  settled_by: string | null;
  file_id: Generated<string | null>;
  content_removed_at: Generated<string | null>;
}

interface ReceivedFromTable {
  plan_id: string;
  server_path: string;
  size: number;
  modified: number;
  received_id: string;
  cleared: string;
  seen_at: string;
}

interface TransferFileTable {
  id: string;
  /** Null until the last piece is kept. */
  bytes: number | null;
  sha256: string | null;
  created_at: string;
  created_by: string;
}

interface TransferFilePieceTable {
  file_id: string;
  number: number;
  content: Uint8Array;
}

interface TransferSendingTable {
  id: string;
  transfer_id: string;
  sent_at: string;
  sent_by: string;
  server_path: string | null;
  host_key: string | null;
  answered_at: string | null;
  reason: string;
  created_at: string;
  created_by: string;
}

/** Tables of files sent and received. */
export interface TransfersTables {
  transfer: TransferTable;
  transfer_content: TransferContentTable;
  transfer_member: TransferMemberTable;
  received: ReceivedTable;
  received_from: ReceivedFromTable;
  transfer_file: TransferFileTable;
  transfer_file_piece: TransferFilePieceTable;
  transfer_sending: TransferSendingTable;
}
