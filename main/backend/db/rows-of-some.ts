import {
  AliasNode,
  type DeleteQueryNode,
  IdentifierNode,
  type Kysely,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  type QueryId,
  type RawBuilder,
  type SelectQueryNode,
  sql,
  TableNode,
  type UpdateQueryNode,
  WhereNode,
} from 'kysely';
import type { Database } from './schema.ts';

/** By which column a row belongs to a member, and whether it may belong to nobody. */
interface Belonging {
  readonly column: string;
  readonly optional: boolean;
}

/** The tables whose rows belong to one member each. */
type MemberTables = ReadonlyMap<string, Belonging>;

const known = new WeakMap<object, Promise<MemberTables>>();

/**
 * Finds the tables whose rows belong to one member, in the schema itself, so that a new table is never forgotten.
 *
 * The audit is left out: its rows are chained, whoever they are about. Full-text tables only give ids.
 */
export function memberTables(db: Kysely<Database>, owner: object): Promise<MemberTables> {
  const before = known.get(owner);
  if (before) return before;
  const found = readMemberTables(db);
  known.set(owner, found);
  return found;
}

async function readMemberTables(db: Kysely<Database>): Promise<MemberTables> {
  const { rows } = await sql<{ name: string; required: number }>`
    select t.name, c."notnull" as required from sqlite_master t join pragma_table_info(t.name) c
    where t.type = 'table' and c.name = 'member_id' and t.name <> 'audit' and t.sql not like 'CREATE VIRTUAL%'
  `.execute(db);
  return new Map<string, Belonging>([
    ['member', { column: 'id', optional: false }],
    ...rows.map(({ name, required }) => [name, { column: 'member_id', optional: required === 0 }] as const),
  ]);
}

/**
 * Makes every query see, change and delete only the rows of some members: a database handle with this plugin has no
 * way to say anything else. Rows that belong to nobody stay visible.
 *
 * @param members a subquery in parentheses that gives the members' ids; it is not narrowed itself
 */
export function onlyRowsOf(members: RawBuilder<unknown>, tables: MemberTables): KyselyPlugin {
  const narrow = new Narrow(members, tables);
  return {
    transformQuery: ({ node, queryId }) => narrow.transformNode(node, queryId),
    transformResult: async ({ result }) => result,
  };
}

class Narrow extends OperationNodeTransformer {
  readonly #members: RawBuilder<unknown>;
  readonly #tables: MemberTables;

  constructor(members: RawBuilder<unknown>, tables: MemberTables) {
    super();
    this.#members = members;
    this.#tables = tables;
  }

  protected override transformSelectQuery(node: SelectQueryNode, queryId?: QueryId): SelectQueryNode {
    const inner = super.transformSelectQuery(node, queryId);
    return {
      ...inner,
      ...(inner.from && {
        from: { ...inner.from, froms: inner.from.froms.map((from) => this.#narrowed(from)) },
      }),
      ...(inner.joins && {
        joins: inner.joins.map((join) => ({ ...join, table: this.#narrowed(join.table) })),
      }),
    };
  }

  protected override transformUpdateQuery(node: UpdateQueryNode, queryId?: QueryId): UpdateQueryNode {
    const inner = super.transformUpdateQuery(node, queryId);
    return inner.table ? { ...inner, ...this.#where(inner.table, inner.where) } : inner;
  }

  protected override transformDeleteQuery(node: DeleteQueryNode, queryId?: QueryId): DeleteQueryNode {
    const inner = super.transformDeleteQuery(node, queryId);
    const [table] = inner.from.froms;
    return table ? { ...inner, ...this.#where(table, inner.where) } : inner;
  }

  /** A table becomes the part of it that may be seen, under the name it had. */
  #narrowed(source: OperationNode): OperationNode {
    const { table, alias } = namesOf(source);
    const rule = table === null ? undefined : this.#tables.get(table);
    if (!table || !alias || !rule) return source;
    const part = sql`(select * from ${sql.table(table)} where ${this.#belongs(rule, rule.column)})`;
    return AliasNode.create(part.toOperationNode(), IdentifierNode.create(alias));
  }

  #where(source: OperationNode, where: WhereNode | undefined): { readonly where?: WhereNode } {
    const { table, alias } = namesOf(source);
    const rule = table === null ? undefined : this.#tables.get(table);
    if (!alias || !rule) return where ? { where } : {};
    const condition = this.#belongs(rule, `${alias}.${rule.column}`).toOperationNode();
    return {
      where: where ? WhereNode.cloneWithOperation(where, 'And', condition) : WhereNode.create(condition),
    };
  }

  #belongs({ optional }: Belonging, column: string): RawBuilder<unknown> {
    const ref = sql.ref(column);
    return optional ? sql`(${ref} is null or ${ref} in ${this.#members})` : sql`${ref} in ${this.#members}`;
  }
}

/** The table a part of a query reads, and the name it goes by there. */
function namesOf(source: OperationNode): { readonly table: string | null; readonly alias: string | null } {
  if (TableNode.is(source)) {
    const { name } = source.table.identifier;
    return { table: name, alias: name };
  }
  if (AliasNode.is(source) && TableNode.is(source.node) && IdentifierNode.is(source.alias)) {
    return { table: source.node.table.identifier.name, alias: source.alias.name };
  }
  return { table: null, alias: null };
}
