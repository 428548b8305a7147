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

/** Tables of the search over notes and tasks; triggers fill them. */
export interface SearchTables {
  note_search: NoteSearchTable;
  task_search: TaskSearchTable;
}
