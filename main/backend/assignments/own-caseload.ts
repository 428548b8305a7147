import type { Kysely, KyselyPlugin } from 'kysely';
import { CASELOAD_ROLES } from '#shared/assignments/access.ts';
import { AppError } from '#shared/errors.ts';
import type { ProcedureMeta } from '#shared/procedure.ts';
import type { Session } from '../context.ts';
import { memberTables, onlyRowsOf } from '../db/rows-of-some.ts';
import type { Database } from '../db/schema.ts';
import { settingIn } from '../settings/settings.ts';
import { CASELOADS } from './access.ts';
import { findForeign, membersOf } from './store.ts';

/** What a call may see of the agency while caseloads are closed. */
export interface OwnCaseload {
  /** Put on every database handle of the call; `null` where the contract says that it sees everyone. */
  readonly plugin: KyselyPlugin | null;
}

/** SECURITY: a member's id somewhere in the input; found by its shape, so that no name of a field is forgotten. */
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MANY = 500;

/**
 * The one gate of closed caseloads, in front of every procedure: `null` for whom it does not concern.
 *
 * The call is refused when its input names a member of somebody else, and everything it asks the database for is
 * narrowed to the members of this user: lists, searches, charts and what hangs on them.
 *
 * @throws AppError `OUTSIDE_CASELOAD`, `FORBIDDEN` for what makes no sense on a part of the members
 */
export async function ownCaseload(
  session: Session,
  meta: ProcedureMeta,
  call: {
    readonly input: unknown;
    readonly now: string;
    readonly refused: (memberId: string | null) => Promise<void>;
  },
): Promise<OwnCaseload | null> {
  const { workspace, user } = session;
  const { db } = workspace;
  if (!CASELOAD_ROLES.includes(user.role)) return null;
  if ((await settingIn(db, CASELOADS)) !== 'closed') return null;
  if (meta.caseload === 'everyone') return { plugin: null };
  if (meta.caseload === 'refused') {
    await call.refused(null);
    throw new AppError(
      'FORBIDDEN',
      'You see only your own caseload, and this is about everyone’s. Ask a clinical lead or an administrator.',
    );
  }
  const members = membersOf(user.id, call.now);
  const foreign = await foreignIn(db, call.input, members);
  if (foreign) {
    await call.refused(foreign);
    throw new AppError(
      'OUTSIDE_CASELOAD',
      'This chart is not in your caseload. Open it with a reason, or ask a clinical lead.',
    );
  }
  return { plugin: onlyRowsOf(members, await memberTables(db, workspace)) };
}

async function foreignIn(
  db: Kysely<Database>,
  input: unknown,
  members: ReturnType<typeof membersOf>,
): Promise<string | null> {
  const ids = [...idsIn(input)];
  for (let start = 0; start < ids.length; start += MANY) {
    const foreign = await findForeign(db, ids.slice(start, start + MANY), members);
    if (foreign) return foreign;
  }
  return null;
}

function idsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    if (ID.test(value)) found.add(value.toLowerCase());
  } else if (value instanceof Uint8Array || value instanceof Blob) return found;
  else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) idsIn(part, found);
  }
  return found;
}
