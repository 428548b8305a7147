/**
 * What the second schema adds for this capability, one statement each, run in this order.
 *
 * Signed notes never change and tasks are never deleted, so the search tables only ever grow; what a task is now is
 * read from the task itself.
 */
export const STATEMENTS: readonly string[] = [
  `CREATE VIRTUAL TABLE note_search USING fts5 (
    note_id UNINDEXED, text, tokenize = "unicode61 remove_diacritics 2", prefix = '3 4', detail = none)`,
  `CREATE VIRTUAL TABLE task_search USING fts5 (
    task_id UNINDEXED, text, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3', detail = none)`,
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
