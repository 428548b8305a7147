interface DocumentTable {
  id: string;
  member_id: string;
  name: string;
  title: string;
  category: string;
  media: string;
  bytes: number;
  sha256: string;
  document_on: string | null;
  state: string;
  retired_at: string | null;
  retired_by: string | null;
  retired_reason: string | null;
  created_at: string;
  created_by: string;
}

interface DocumentChunkTable {
  document_id: string;
  seq: number;
  content: Uint8Array;
}

/** Tables of the documents on charts; the content lies in chunks beside its facts. */
export interface DocumentsTables {
  document: DocumentTable;
  document_chunk: DocumentChunkTable;
}
