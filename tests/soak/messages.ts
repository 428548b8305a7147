/** What a killed process may have been doing. */
export type Work =
  | 'opening'
  | 'migrating'
  | 'saving'
  | 'signing'
  | 'typing'
  | 'adding'
  | 'rotating keys'
  | 'backing up'
  | 'between writes';

/**
 * All that was acknowledged in one workspace, kept outside the process that is killed.
 *
 * `maybe` is the one write under way when it was killed: it may be there or not, and nothing else may.
 */
export interface Acknowledged {
  /** Note id → its text. */
  readonly drafts: Readonly<Record<string, string>>;
  readonly signed: Readonly<Record<string, string>>;
  /** What stood in open forms and was not saved; missing while it may be the last or the one before. */
  readonly typed?: string;
  readonly people: readonly string[];
  readonly backups: readonly string[];
  /** The person who unlocks, and the passphrase that was acknowledged last. */
  readonly userId: string;
  readonly passphrase: string;
  /** Rows the audit must have at least. */
  readonly auditRows: number;
  readonly maybe: Begun | null;
}

/** What the process says before it starts a write. */
export interface Begun {
  readonly work: Work;
  readonly id?: string;
  /** The text, name or passphrase that is being written. */
  readonly value?: string;
}

/** From the process to its killer, in order: it begins, it is done, it has looked at what was acknowledged. */
export type Said =
  | { readonly kind: 'ready' }
  | { readonly kind: 'begin'; readonly begun: Begun }
  | { readonly kind: 'done'; readonly id: string | null }
  | {
      readonly kind: 'open';
      readonly problems: readonly string[];
      readonly auditRows: number;
      readonly passphrase: string;
    };

/** From the killer to the process: open this workspace, look at what was acknowledged, and work until killed. */
export interface Go {
  readonly folder: string;
  readonly expected: Acknowledged;
  /** Seed of what it does. */
  readonly seed: number;
}
