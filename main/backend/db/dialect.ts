import type SqlcipherDatabase from '@signalapp/sqlcipher';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { SqliteAdapter, SqliteDialect } from 'kysely';

type Statement = ReturnType<SqlcipherDatabase['prepare']>;
type Parameters = NonNullable<globalThis.Parameters<Statement['run']>[0]>;

const RETURNS_ROWS = /^\s*(?:select|with|pragma|explain|values)\b|\breturning\b/i;

/** Turns what TypeScript code has in hand into what the driver binds: it refuses booleans, undefined and dates. */
function toBindable(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return value;
}

/** One prepared statement, in the shape Kysely's SQLite driver expects. */
function adaptStatement(statement: Statement, sql: string): SqliteStatement {
  const isRollback = /^\s*rollback\s*$/i.test(sql);
  const bind = (parameters: readonly unknown[]) => parameters.map(toBindable) as unknown as Parameters;
  return {
    reader: RETURNS_ROWS.test(sql),
    all: (parameters) => statement.all(bind(parameters)),
    run: (parameters) => (isRollback ? rollBack(statement) : statement.run(bind(parameters))),
    iterate: () => {
      throw new Error('This driver reads whole results: page with limit and a key instead of streaming.');
    },
  };
}

/**
 * Rolls back; a full disk ends a transaction by itself, and its rollback then has nothing left to do.
 *
 * Without this the error of the rollback would hide why there was one.
 */
function rollBack(statement: Statement): ReturnType<Statement['run']> {
  try {
    return statement.run([]);
  } catch (error) {
    if (error instanceof Error && /no transaction is active/i.test(error.message)) {
      return { changes: 0, lastInsertRowid: 0 };
    }
    throw error;
  }
}

/** SQLite can roll back DDL; Kysely's own adapter says it cannot, which would leave half-made tables behind. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Kysely's dialect over the SQLCipher driver: one connection, statements cached by their text. */
export class SqlcipherDialect extends SqliteDialect {
  constructor(database: SqlcipherDatabase) {
    const adapted: SqliteDatabase = {
      close: () => database.close(),
      prepare: (sql) => adaptStatement(database.prepare(sql), sql),
    };
    super({ database: adapted });
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}
