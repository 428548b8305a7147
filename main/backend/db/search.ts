import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { nearlyMatches } from '#shared/members/search.ts';
import type { Database } from './schema.ts';

// Full-text search is the one thing SQLite and PostgreSQL do differently enough to need a helper: all of it is here.

/** Members are found by this line: names, CIN, ids, phone, birthday. */
export interface SearchLine {
  readonly memberId: string;
  readonly text: string;
}

const CHUNK = 400;

/** Writes or rewrites the search lines of members. */
export async function indexForSearch(db: Kysely<Database>, lines: readonly SearchLine[]): Promise<void> {
  for (let start = 0; start < lines.length; start += CHUNK) {
    const chunk = lines.slice(start, start + CHUNK);
    await db
      .deleteFrom('member_search')
      .where(
        'member_id',
        'in',
        chunk.map((line) => line.memberId),
      )
      .execute();
    await addToSearch(db, chunk);
  }
}

/** Adds search lines of members that have none yet; saves the look-up that rewriting needs. */
export async function addToSearch(db: Kysely<Database>, lines: readonly SearchLine[]): Promise<void> {
  for (let start = 0; start < lines.length; start += CHUNK) {
    const chunk = lines.slice(start, start + CHUNK);
    await db
      .insertInto('member_search')
      .values(chunk.map((line) => ({ member_id: line.memberId, text: line.text })))
      .execute();
  }
}

/** Something to look for: one word, or several spellings of which one is enough. */
export type SearchTerm = string | readonly string[];

/** The query of full-text search: every word, or one that begins with it. */
function matchQuery(terms: readonly SearchTerm[]): string {
  const one = (word: string) => `"${word.replaceAll('"', '')}"*`;
  return terms
    .map((term) => (typeof term === 'string' ? one(term) : `(${term.map(one).join(' OR ')})`))
    .join(' AND ');
}

/** The searches whose words can be asked for, each with the table that lists them. */
const TERMS = {
  notes: ['note_search', 'note_term'],
  tasks: ['task_search', 'task_term'],
  documents: ['document_search', 'document_term'],
  diagnoses: ['diagnosis_search', 'diagnosis_term'],
} as const;

/** Spellings tried for one mistyped word. */
const MOST_SPELLINGS = 6;

interface Term {
  readonly term: string;
  readonly doc: number;
}

// Listing the words of a letter counts every place they stand in, so each list is kept until something was added.
const written = new WeakMap<
  Kysely<Database>,
  Map<string, { readonly last: number; readonly terms: Term[] }>
>();

/** Words that were really written and begin with a letter, with how often. */
async function termsFrom(
  db: Kysely<Database>,
  search: keyof typeof TERMS,
  letter: string,
): Promise<readonly Term[]> {
  const [index, table] = TERMS[search];
  const { rows: newest } = await sql<{ last: number }>`
    select rowid as last from ${sql.id(index)} order by rowid desc limit 1`.execute(db);
  const last = newest[0]?.last ?? 0;
  const lists = written.get(db) ?? new Map();
  written.set(db, lists);
  const known = lists.get(`${search} ${letter}`);
  if (known?.last === last) return known.terms;
  const { rows: terms } = await sql<Term>`
    select term, doc from ${sql.id(table)}
    where term >= ${letter} and term < ${`${letter}\u{10ffff}`}`.execute(db);
  lists.set(`${search} ${letter}`, { last, terms });
  return terms;
}

/**
 * Words that were really written, for words that begin none: one letter wrong, missing, too many, or two swapped.
 *
 * The first letter must be right. Null when a word has no such neighbor, or when nothing was mistyped.
 */
async function spellings(
  db: Kysely<Database>,
  search: keyof typeof TERMS,
  words: readonly string[],
): Promise<SearchTerm[] | null> {
  const terms: SearchTerm[] = [];
  for (const word of words) {
    const [letter] = word;
    if (word.length < 4 || /\d/.test(word) || letter === undefined) {
      terms.push(word);
      continue;
    }
    const beside = await termsFrom(db, search, letter);
    if (beside.some(({ term }) => term.startsWith(word))) {
      terms.push(word);
      continue;
    }
    const near = beside
      .filter(({ term }) => nearlyMatches(term, [word]))
      .sort((one, other) => other.doc - one.doc)
      .slice(0, MOST_SPELLINGS)
      .map(({ term }) => term);
    if (near.length === 0) return null;
    terms.push(near);
  }
  return terms.some((term) => typeof term !== 'string') ? terms : null;
}

/** Signed notes that have every one of `terms`, the last signed first, with their text as it is searched. */
export async function findNoteIds(
  db: Kysely<Database>,
  terms: readonly SearchTerm[],
  limit: number,
): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select note_id as id, text from note_search where note_search match ${matchQuery(terms)}
    order by rowid desc limit ${limit}`.execute(db);
  return rows;
}

/** Tasks that have or had every one of `terms` in their title, the last written first. */
export async function findTaskIds(
  db: Kysely<Database>,
  terms: readonly SearchTerm[],
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select task_id as id from task_search where task_search match ${matchQuery(terms)}
    order by rowid desc limit ${limit}`.execute(db);
  return [...new Set(rows.map(({ id }) => id))];
}

/** Documents whose title and file name have every one of `terms`, the last added first. */
export async function findDocumentIds(
  db: Kysely<Database>,
  terms: readonly SearchTerm[],
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select document_id as id from document_search where document_search match ${matchQuery(terms)}
    order by rowid desc limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Looks for the words as they were typed, and only when nothing has them, for those that were really written.
 *
 * Gives what was found, and the words it was found by.
 */
export async function findOrNearby<Found>(
  db: Kysely<Database>,
  search: keyof typeof TERMS,
  words: readonly string[],
  find: (terms: readonly SearchTerm[]) => Promise<readonly Found[]>,
): Promise<{ rows: readonly Found[]; terms: readonly SearchTerm[] }> {
  const rows = await find(words);
  if (rows.length > 0) return { rows, terms: words };
  const near = await spellings(db, search, words);
  return near ? { rows: await find(near), terms: near } : { rows, terms: words };
}

/** Codes of a list whose description has every word, in its order; with one letter mistyped when none has. */
export async function findDiagnoses(
  db: Kysely<Database>,
  listNumber: number,
  words: readonly string[],
  limit: number,
): Promise<{ code: string; label: string }[]> {
  const { rows: found } = await findOrNearby(db, 'diagnoses', words, async (terms) => {
    const { rows } = await sql<{ code: string; label: string }>`
      select c.code, c.label from diagnosis_search join diagnosis_code c on c.id = diagnosis_search.rowid
      where diagnosis_search match ${matchQuery(terms)} and c.list_number = ${listNumber}
      order by diagnosis_search.rowid limit ${limit}`.execute(db);
    return rows;
  });
  return [...found];
}

/** Makes the codes after an id findable by their description; headings are left out. */
export async function indexDiagnoses(db: Kysely<Database>, afterId: number): Promise<void> {
  await sql`insert into diagnosis_search (rowid, label)
    select id, label from diagnosis_code where id > ${afterId} and billable = 1`.execute(db);
}

/** Takes codes out of the search; they must still be there, since the index asks for what it held. */
export async function dropDiagnosisSearch(db: Kysely<Database>, ids: readonly number[]): Promise<void> {
  await sql`insert into diagnosis_search (diagnosis_search, rowid, label)
    select 'delete', id, label from diagnosis_code
    where billable = 1 and id in (${sql.join(ids)})`.execute(db);
}

/**
 * The ids of members whose search line has a word beginning with each word of `words`; a chart that was merged is found
 * as the one it lives on in.
 */
export function membersMatching(words: readonly string[]) {
  const query = matchQuery(words);
  return sql<string>`(
    with hit as materialized (select member_id from member_search where member_search match ${query})
    select member_id from hit union all
    select merged_into from member where merged_into is not null and id in (select member_id from hit))`;
}
