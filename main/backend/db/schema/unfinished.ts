interface UnfinishedTextTable {
  id: string;
  user_id: string;
  place: string;
  content: string;
  created_at: string;
  created_by: string;
}

/** Tables of what people were in the middle of typing. */
export interface UnfinishedTables {
  unfinished_text: UnfinishedTextTable;
}
