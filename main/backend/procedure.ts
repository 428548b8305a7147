import type { AnyContractRouter } from '@orpc/contract';
import type { ImplementerInternalWithMiddlewares, MiddlewareOptions } from '@orpc/server';
import { implement, ORPCError } from '@orpc/server';
import type { Kysely } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import { AppError, isErrorCode } from '#shared/errors.ts';
import { type ProcedureMeta, SCREEN_HEADER } from '#shared/procedure.ts';
import { type OwnCaseload, ownCaseload } from './assignments/own-caseload.ts';
import { appendAudit } from './audit/store.ts';
import type { AuditSubject, BackendContext, BackendHost, CallContext, Session } from './context.ts';
import { DISK_FULL, isDiskFull } from './db/disk-full.ts';
import type { Database } from './db/schema.ts';

type Base = MiddlewareOptions<BackendContext, unknown, Record<never, never>, ProcedureMeta>;

/** The four steps of every call: session → role → (transaction with) audit → error mapping. */
async function authorize({ context, procedure, path, next, signal }: Base, input: unknown) {
  const { meta } = procedure['~orpc'];
  const { host } = context;
  const name = path.join('.');
  try {
    const call = new Call(host, requireSession(host, name), signal, screenOf(context.reqHeaders));
    await requireRole(call, meta, name);
    requireOwnPassphraseFirst(call, name);
    await call.narrow(meta, name, input);
    const result = await run(call, meta, async (db) => next({ context: call.contextOn(db) }));
    return isStream(result.output) ? { ...result, output: mapStream(host, name, result.output) } : result;
  } catch (error) {
    throw toPublicError(host, name, error);
  }
}

/** Error mapping only: what a locked workspace can be asked writes its own audit rows. */
async function mapErrors({ context, procedure, path, next }: Base) {
  try {
    // SECURITY: a procedure reaches this way of implementing only if its contract says so.
    if (procedure['~orpc'].meta.roles !== 'public') throw new Error('Not a public procedure');
    return await next({});
  } catch (error) {
    throw toPublicError(context.host, path.join('.'), error);
  }
}

/**
 * Starts the implementation of a capability's contract: every handler gets a `CallContext`.
 *
 * A handler cannot skip a step, because there is no other way to implement a contract. The casts are needed because
 * the library's conditional types stay unresolved while `Contract` is generic; the result type is exact.
 */
export function handle<Contract extends AnyContractRouter>(contract: Contract) {
  const start = implement(contract).$context<BackendContext>() as unknown as {
    use(middleware: typeof authorize): unknown;
  };
  return start.use(authorize) as ImplementerInternalWithMiddlewares<
    Contract,
    BackendContext,
    BackendContext & CallContext
  >;
}

/** Starts the implementation of procedures that also work while the workspace is locked. */
export function handlePublic<Contract extends AnyContractRouter>(contract: Contract) {
  const start = implement(contract).$context<BackendContext>() as unknown as {
    use(middleware: typeof mapErrors): unknown;
  };
  return start.use(mapErrors) as ImplementerInternalWithMiddlewares<Contract, BackendContext, BackendContext>;
}

/** SECURITY: nothing answers without a session; the audit is closed then, so refusals are counted until it opens. */
function requireSession(host: BackendHost, name: string): Session {
  if (host.session) return host.session;
  host.refusedWhileLocked += 1;
  host.log.write('refused while locked', { procedure: name });
  throw new AppError('LOCKED', 'Hearth is locked. Unlock it first.');
}

/** SECURITY: a procedure that states no roles is refused, whatever the types promised; every refusal is audited. */
async function requireRole(call: Call, meta: ProcedureMeta, name: string): Promise<void> {
  const { session } = call;
  if (Array.isArray(meta.roles) && meta.roles.includes(session.user.role)) return;
  await session.workspace.db.transaction().execute((db) => call.audit(db, name, 'refused', {}));
  throw new AppError('FORBIDDEN', 'Your role does not allow this. Ask an administrator.');
}

/** What answers somebody whose passphrase an administrator told them, until they have chosen their own. */
const BEFORE_OWN_PASSPHRASE = ['vault.changePassphrase', 'vault.lock', 'vault.lockWarnings'];

/** SECURITY: what is done under a passphrase that two people know could have been done by either. */
function requireOwnPassphraseFirst({ session }: Call, name: string): void {
  if (!session.mustChangePassphrase || BEFORE_OWN_PASSPHRASE.includes(name)) return;
  throw new AppError('HELD', 'Choose a passphrase of your own first. The one you have was told to you.');
}

/** One call on its way: collects what its audit row will say. */
class Call {
  readonly host: BackendHost;
  readonly session: Session;
  readonly signal: AbortSignal | undefined;
  readonly screen: string | null;
  subject: AuditSubject = {};
  #own: OwnCaseload | null = null;

  constructor(host: BackendHost, session: Session, signal: AbortSignal | undefined, screen: string | null) {
    this.screen = screen;
    this.host = host;
    this.session = session;
    this.signal = signal;
  }

  /** SECURITY: while caseloads are closed nothing a coordinator calls gets a handle that sees the others’ members. */
  async narrow(meta: ProcedureMeta, name: string, input: unknown): Promise<void> {
    const { db } = this.session.workspace;
    this.#own = await ownCaseload(this.session, meta, {
      input,
      now: this.host.clock().toISOString(),
      refused: (memberId) =>
        db
          .transaction()
          .execute((writing) => this.audit(writing, name, 'refused', { memberId: memberId ?? undefined })),
    });
  }

  /** The context an operation sees, on a connection or on a transaction. */
  contextOn(db: Kysely<Database>): CallContext {
    const { host, session } = this;
    const plugin = this.#own?.plugin;
    return {
      db: plugin ? db.withPlugin(plugin) : db,
      ownCaseloadOnly: this.#own !== null,
      user: session.user,
      shell: host.shell,
      signal: this.signal,
      workspace: session.workspace,
      policy: host.policy.policy,
      version: host.version,
      now: () => host.clock().toISOString(),
      today: () => todayIn(session.workspace.timeZone, host.clock()),
      newId: () => newId(),
      about: (subject) => {
        this.subject = { ...this.subject, ...subject };
      },
      record: (action, subject = {}) => this.audit(db, action, 'done', subject),
      write: (work) =>
        session.workspace.db.transaction().execute((transaction) => work(this.contextOn(transaction))),
    };
  }

  async audit(db: Kysely<Database>, action: string, outcome: string, subject: AuditSubject): Promise<void> {
    await appendAudit(db, this.session.workspace.keys.audit, [
      {
        at: this.host.clock().toISOString(),
        userId: this.session.user.id,
        action,
        outcome,
        memberId: subject.memberId ?? null,
        entityId: subject.entityId ?? null,
        detail: JSON.stringify(subject.detail ?? {}),
        screen: this.screen,
      },
    ]);
  }
}

/**
 * The context of work that nobody called: a schedule that runs while a workspace is open, in the name of the user
 * who opened it. Such work writes its own audit rows.
 */
export function unattendedContext(host: BackendHost, session: Session, signal: AbortSignal): CallContext {
  return new Call(host, session, signal, null).contextOn(session.workspace.db);
}

/**
 * The screen a request says it comes from.
 *
 * SECURITY: the page's own word, so it only ever becomes a short path without ids; anything else is left out.
 */
function screenOf(headers: Headers | undefined): string | null {
  const said = headers?.get(SCREEN_HEADER) ?? '';
  return /^\/[a-zA-Z0-9$/_-]{0,80}$/.test(said) && !/\d{3}/.test(said) ? said : null;
}

async function run<Result>(
  call: Call,
  meta: ProcedureMeta,
  work: (db: Kysely<Database>) => Promise<Result>,
): Promise<Result> {
  const { db } = call.session.workspace;
  const action = typeof meta.audit === 'string' ? meta.audit : null;
  if (meta.kind === 'write') {
    return db.transaction().execute(async (transaction) => {
      const result = await work(transaction);
      if (action) await call.audit(transaction, action, 'done', call.subject);
      return result;
    });
  }
  const result = await work(db);
  if (action) {
    await db.transaction().execute((transaction) => call.audit(transaction, action, 'done', call.subject));
  }
  return result;
}

/** Today's date in a time zone, `YYYY-MM-DD`. */
export function todayIn(timeZone: string, now: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** An instant as the clock of a time zone shows it, with its offset: `2026-11-18T19:00:00.000-08:00`. */
export function instantIn(timeZone: string, instant: string): string {
  return Temporal.Instant.from(instant).toString({ timeZone, smallestUnit: 'millisecond' });
}

/** The instant at which a day begins in a time zone, UTC ISO 8601. */
export function startOfDay(timeZone: string, date: string): string {
  return Temporal.PlainDate.from(date)
    .toZonedDateTime(timeZone)
    .toInstant()
    .toString({ smallestUnit: 'millisecond' });
}

function isStream(output: unknown): output is AsyncIterable<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/** A stream fails after its first answer is long gone: its errors are mapped here, by the same rule. */
async function* mapStream(host: BackendHost, name: string, stream: AsyncIterable<unknown>) {
  try {
    yield* stream;
  } catch (error) {
    throw toPublicError(host, name, error);
  }
}

/**
 * Turns any failure into what may cross the port: a code of the closed union, a sentence, a field.
 *
 * SECURITY: an unexpected error leaves only an incident id; its stack goes to the local log, its message nowhere.
 */
export function toPublicError(host: BackendHost, name: string, error: unknown): ORPCError<string, unknown> {
  if (error instanceof AppError) {
    return new ORPCError(error.code, { status: 400, message: error.message, data: { ...error.detail } });
  }
  if (error instanceof ORPCError) {
    if (isErrorCode(error.code)) return error;
    const issue = firstIssue(error.data);
    if (error.code === 'BAD_REQUEST' && issue) {
      return new ORPCError('VALIDATION', {
        status: 400,
        message: issue.message,
        data: { field: issue.field },
      });
    }
    if (error.code === 'NOT_FOUND') {
      return new ORPCError('NOT_FOUND', { status: 404, message: 'There is no such procedure.', data: {} });
    }
  }
  if (isDiskFull(error)) return new ORPCError('HELD', { status: 400, message: DISK_FULL, data: {} });
  const incidentId = newId();
  host.log.incident(incidentId, name, error);
  // A page whose authentication code does not fit is refused by the driver: never served, and said as what it is.
  if (DAMAGED_PAGE.test((error as { code?: string } | null)?.code ?? '')) {
    return new ORPCError('WORKSPACE_DAMAGED', {
      status: 500,
      message:
        'A part of the data file does not read back the way it was written. Lock Hearth and restore the newest backup.',
      data: { incidentId },
    });
  }
  return new ORPCError('INTERNAL', {
    status: 500,
    message: 'Something in Hearth failed. What was saved before is safe.',
    data: { incidentId },
  });
}

const DAMAGED_PAGE = /^SQLITE_(CORRUPT|NOTADB)/;

function firstIssue(data: unknown): { readonly message: string; readonly field: string } | null {
  const issues = (data as { issues?: unknown } | null)?.issues;
  if (!Array.isArray(issues) || issues.length === 0) return null;
  const [issue] = issues as { message?: string; path?: readonly (PropertyKey | { key: PropertyKey })[] }[];
  const path = (issue?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  return { message: issue?.message ?? 'This entry does not fit.', field: path.join('.') };
}
