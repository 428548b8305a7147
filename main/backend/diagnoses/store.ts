import type { Kysely } from 'kysely';
import type { CodeList } from '#shared/diagnoses/contract.ts';
import type { Database, NewRow } from '../db/schema.ts';
import { dropDiagnosisSearch, indexDiagnoses } from '../db/search.ts';

type Db = Kysely<Database>;

/** Codes, and beginnings of codes, named in one query. */
const NAMED = 500;
const STARTS = 20;

/** A list as it is stored, with its short key. */
export type StoredList = CodeList & { readonly number: number; readonly sha256: string };

function selectLists(db: Db) {
  return db
    .selectFrom('diagnosis_list')
    .leftJoin('user', 'user.id', 'diagnosis_list.created_by')
    .selectAll('diagnosis_list')
    .select('user.name as author')
    .where('diagnosis_list.state', '=', 'ready');
}

/** Every list that is in whole, the newest first. */
export async function findLists(db: Db): Promise<StoredList[]> {
  const rows = await selectLists(db).orderBy('effective_from', 'desc').execute();
  return rows.map(toList);
}

/** The list that holds on a day: the one that began last. */
export async function findListOn(db: Db, on: string): Promise<StoredList | undefined> {
  const row = await selectLists(db)
    .where('effective_from', '<=', on)
    .where('effective_to', '>=', on)
    .orderBy('effective_from', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toList(row);
}

function toList(row: Awaited<ReturnType<ReturnType<typeof selectLists>['execute']>>[number]): StoredList {
  return {
    id: row.id,
    number: row.number,
    sha256: row.sha256,
    codeYear: row.code_year,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    fileName: row.file_name,
    codes: row.codes,
    headings: row.headings,
    importedAt: row.created_at,
    importedBy: row.author ?? '',
  };
}

/** The number the next list gets. */
export async function nextListNumber(db: Db): Promise<number> {
  const row = await db
    .selectFrom('diagnosis_list')
    .select((eb) => eb.fn.max('number').as('most'))
    .executeTakeFirst();
  return Number(row?.most ?? 0) + 1;
}

export async function insertList(db: Db, row: NewRow<'diagnosis_list'>): Promise<void> {
  await db.insertInto('diagnosis_list').values(row).execute();
}

/** Adds lines of a list and makes those that may be sent findable. */
export async function insertCodes(
  db: Db,
  listNumber: number,
  lines: readonly { readonly code: string; readonly label: string; readonly billable: boolean }[],
): Promise<void> {
  const last = await db
    .selectFrom('diagnosis_code')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  await db
    .insertInto('diagnosis_code')
    .values(
      lines.map(({ code, label, billable }) => ({
        list_number: listNumber,
        code,
        label,
        billable: billable ? 1 : 0,
      })),
    )
    .execute();
  await indexDiagnoses(db, Number(last?.id ?? 0));
}

/** Makes a list the one that is read. */
export async function markReady(db: Db, id: string): Promise<void> {
  await db.updateTable('diagnosis_list').set({ state: 'ready' }).where('id', '=', id).execute();
}

/** Takes a list out of reading; its rows go afterwards, in slices. */
export async function markGone(db: Db, id: string): Promise<void> {
  await db.updateTable('diagnosis_list').set({ state: 'gone' }).where('id', '=', id).execute();
}

/** Lists nobody reads: taken out, replaced, or left half in by a power cut. */
export async function findDeadLists(db: Db): Promise<{ id: string; number: number }[]> {
  return db.selectFrom('diagnosis_list').select(['id', 'number']).where('state', '!=', 'ready').execute();
}

/** Deletes some rows of a list; false once none is left, and then the list itself is gone too. */
export async function deleteSlice(
  db: Db,
  list: { readonly id: string; readonly number: number },
  most: number,
): Promise<boolean> {
  const rows = await db
    .selectFrom('diagnosis_code')
    .select(['id', 'label', 'billable'])
    .where('list_number', '=', list.number)
    .limit(most)
    .execute();
  if (rows.length === 0) {
    await db.deleteFrom('diagnosis_list').where('id', '=', list.id).execute();
    return false;
  }
  const ids = rows.map(({ id }) => id);
  await dropDiagnosisSearch(db, ids);
  await db.deleteFrom('diagnosis_code').where('id', 'in', ids).execute();
  return true;
}

/** These codes as a list has them; those it does not have are left out. */
export async function findCodes(db: Db, listNumber: number, codes: readonly string[]) {
  const found: { code: string; label: string; billable: number }[] = [];
  for (let from = 0; from < codes.length; from += NAMED) {
    const rows = await db
      .selectFrom('diagnosis_code')
      .select(['code', 'label', 'billable'])
      .where('list_number', '=', listNumber)
      .where('code', 'in', codes.slice(from, from + NAMED))
      .execute();
    found.push(...rows);
  }
  return found;
}

/** The codes that begin like one of these and may be sent, in the order of the list. */
export async function findFiner(db: Db, listNumber: number, starts: readonly string[]) {
  const found: { code: string }[] = [];
  for (let from = 0; from < starts.length; from += STARTS) {
    const rows = await db
      .selectFrom('diagnosis_code')
      .select('code')
      .where('list_number', '=', listNumber)
      .where('billable', '=', 1)
      .where((eb) =>
        eb.or(
          starts
            .slice(from, from + STARTS)
            .map((start) => eb.and([eb('code', '>=', start), eb('code', '<', `${start}~`)])),
        ),
      )
      .orderBy('code')
      .execute();
    found.push(...rows);
  }
  return found.map(({ code }) => code);
}

/** Codes that begin so and may be sent, in the order of the list. */
export async function findCodesFrom(db: Db, listNumber: number, start: string, limit: number) {
  return db
    .selectFrom('diagnosis_code')
    .select(['code', 'label'])
    .where('list_number', '=', listNumber)
    .where('code', '>=', start)
    .where('code', '<', `${start}~`)
    .where('billable', '=', 1)
    .orderBy('code')
    .limit(limit)
    .execute();
}
