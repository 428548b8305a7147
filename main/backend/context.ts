import type { ContractRouterClient } from '@orpc/contract';
import type { Kysely } from 'kysely';
import type { Policy, PolicyState } from '#shared/policy/policy.ts';
import type { Role } from '#shared/roles.ts';
import type { LockReason, shellContract } from '#shared/shell/contract.ts';
import type { Database } from './db/schema.ts';
import type { Log } from './log.ts';
import type { OpenWorkspace } from './vault/workspace.ts';

/** The shell as the backend sees it; headless runs answer the dialogs from their command line. */
export type ShellClient = ContractRouterClient<typeof shellContract>;

/** The user on whose behalf a call runs. */
export interface SessionUser {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** The one session of a backend process: the open workspace and who opened it. */
export interface Session {
  readonly workspace: OpenWorkspace;
  user: SessionUser;
  /** True while this user still has a passphrase that somebody else knows: nothing else answers until it is changed. */
  mustChangePassphrase: boolean;
}

/** What the process offers to every call: the workspace folder, the shell, the clock, the local log. */
export interface BackendContext {
  readonly host: BackendHost;
  /** What came with the request; the page says there from which screen it asks. */
  readonly reqHeaders?: Headers;
}

export interface BackendHost {
  readonly folder: string;
  readonly version: string;
  readonly shell: ShellClient;
  readonly log: Log;
  readonly clock: () => Date;
  /** What holds on this computer, read when the process started. */
  readonly policy: PolicyState;
  readonly lockedBecause: LockReason | null;
  readonly lockedAt: string | null;
  /** Whether a caret stood in a field when the workspace was locked. */
  readonly wasTyping: boolean;
  session: Session | null;
  /** Calls refused because nobody had unlocked; the next unlock brings their number into the audit. */
  refusedWhileLocked: number;
  /** True once this process has found that the workspace does not open although the passphrase is right. */
  damaged: boolean;
  /** What an unlock is busy with besides the passphrase; the unlock screen says it. */
  opening: 'check' | 'backup' | null;
  /** The folder of the backup a person chose to restore, until they did. */
  chosenBackup: string | null;
}

/** What an audit row says besides who, when and the action. */
export interface AuditSubject {
  readonly memberId?: string | undefined;
  readonly entityId?: string | undefined;
  /** Small, flat, never free text of a record. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>> | undefined;
}

/** What an operation gets: an authorised user and a database that is the call's transaction when it writes. */
export interface CallContext {
  readonly db: Kysely<Database>;
  readonly user: SessionUser;
  /** Caseloads are closed, and this user sees their own only: `db` then has no other rows. */
  readonly ownCaseloadOnly: boolean;
  readonly shell: ShellClient;
  readonly signal: AbortSignal | undefined;
  /** The open workspace with its keys: for vault, users, audit and backups; nothing else needs it. */
  readonly workspace: OpenWorkspace;
  /** What holds on this computer by its policy file. */
  readonly policy: Policy;
  /** The version of Hearth that is running. */
  readonly version: string;
  /** The current instant, UTC ISO 8601. */
  now(): string;
  /** Today's date, `YYYY-MM-DD`, in the agency's time zone. */
  today(): string;
  /** A new UUIDv7. */
  newId(): string;
  /** Says whom and what this call was about, for its audit row. */
  about(subject: AuditSubject): void;
  /** Writes one more audit row, in the call's own transaction. */
  record(action: string, subject?: AuditSubject): Promise<void>;
  /** Runs `work` in one transaction; for jobs, whose own `db` is not a transaction. */
  write<Result>(work: (context: CallContext) => Promise<Result>): Promise<Result>;
}
