/**
 * What the second schema adds for this capability, one statement each, run in this order.
 *
 * Signed notes never change and tasks are never deleted, so their search tables only ever grow; what a task is now is
 * read from the task itself.
 */
export const STATEMENTS: readonly string[] = [
  `CREATE VIRTUAL TABLE note_search USING fts5 (
    note_id UNINDEXED, text, tokenize = "unicode61 remove_diacritics 2", prefix = '3 4', detail = none)`,
  `CREATE VIRTUAL TABLE task_search USING fts5 (
    task_id UNINDEXED, text, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3', detail = none)`,
  `CREATE VIRTUAL TABLE document_search USING fts5 (
    document_id UNINDEXED, text, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3', detail = none)`,
  `CREATE TRIGGER document_search_added AFTER INSERT ON document
    BEGIN INSERT INTO document_search (document_id, text) VALUES (NEW.id, NEW.title || ' ' || NEW.name); END`,
  `CREATE TRIGGER document_search_renamed AFTER UPDATE OF title ON document WHEN NEW.title IS NOT OLD.title
    BEGIN
      DELETE FROM document_search WHERE document_id = NEW.id;
      INSERT INTO document_search (document_id, text) VALUES (NEW.id, NEW.title || ' ' || NEW.name);
    END`,
  "CREATE VIRTUAL TABLE document_term USING fts5vocab (document_search, 'row')",
  // The words that stand in notes and tasks, for those that are typed with a slip.
  "CREATE VIRTUAL TABLE note_term USING fts5vocab (note_search, 'row')",
  "CREATE VIRTUAL TABLE task_term USING fts5vocab (task_search, 'row')",
  `INSERT INTO note_search (note_id, text) SELECT id, search_text FROM note WHERE state = 'signed' ORDER BY service_on`,
  'INSERT INTO task_search (task_id, text) SELECT id, title FROM task ORDER BY created_at',
  `CREATE TRIGGER note_search_signed AFTER UPDATE OF state ON note WHEN NEW.state = 'signed'
    BEGIN INSERT INTO note_search (note_id, text) VALUES (NEW.id, NEW.search_text); END`,
  `CREATE TRIGGER note_search_added AFTER INSERT ON note WHEN NEW.state = 'signed'
    BEGIN INSERT INTO note_search (note_id, text) VALUES (NEW.id, NEW.search_text); END`,
  `CREATE TRIGGER task_search_added AFTER INSERT ON task
    BEGIN INSERT INTO task_search (task_id, text) VALUES (NEW.id, NEW.title); END`,
  `CREATE TRIGGER task_search_renamed AFTER UPDATE OF title ON task WHEN NEW.title IS NOT OLD.title
    BEGIN INSERT INTO task_search (task_id, text) VALUES (NEW.id, NEW.title); END`,
];
