import type { Generated } from 'kysely';

interface NoteSearchTable {
  note_id: string;
  text: string;
  rowid: Generated<number>;
}

interface TaskSearchTable {
  task_id: string;
  text: string;
  rowid: Generated<number>;
}

interface DocumentSearchTable {
  document_id: string;
  text: string;
  rowid: Generated<number>;
}

/** Tables of the search over notes, tasks and documents' names; triggers fill them. */
export interface SearchTables {
  document_search: DocumentSearchTable;
  note_search: NoteSearchTable;
  task_search: TaskSearchTable;
}
