import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readKeyFile } from '#main/backend/vault/key-file.ts';
import { copyOldWorkspace, OLD_PASSPHRASE } from '../fixtures/old-workspace.ts';
import { bundleWorker } from './bundle.ts';
import type { Acknowledged, Begun, Go, Said, Work } from './messages.ts';

/** What a soak found; nothing lost and every workspace open when `problems` is empty. */
export interface SoakResult {
  readonly kills: number;
  /** How often each kind of work was cut off. */
  readonly cut: Readonly<Partial<Record<Work, number>>>;
  readonly acknowledged: number;
  /** Workspaces that were laid by an earlier version and migrated under fire. */
  readonly workspaces: number;
  readonly opened: number;
  readonly problems: readonly string[];
}

/** A workspace lives for so many kills; then the next one is laid by an earlier version. */
const KILLS_EACH = 7;
/** What the stored workspace needs to open for the first time, with its backup and migration. */
const FIRST_OPENING_MS = 900;
const WORKING_MS = 450;

/**
 * Kills a real backend process, with the signal no process can refuse, at random points of its work.
 *
 * After each kill the next process opens the workspace and looks for everything that was acknowledged.
 *
 * @param report called after each kill with what was found so far
 */
export async function soak(
  kills: number,
  seed: number,
  report: (result: SoakResult) => void = () => {},
): Promise<SoakResult> {
  const root = mkdtempSync(join(tmpdir(), 'hearth-soak-'));
  const random = numbersFrom(seed);
  const result = {
    kills: 0,
    cut: {} as Partial<Record<Work, number>>,
    acknowledged: 0,
    workspaces: 0,
    opened: 0,
  };
  const problems: string[] = [];
  const now = () => ({ ...result, problems });
  const script = await bundleWorker();
  let next = startWorker(script, root);
  let folder = '';
  let log: AcknowledgedLog = new AcknowledgedLog('');
  try {
    for (let kill = 0; kill <= kills; kill += 1) {
      // The last round only opens and looks.
      const last = kill === kills;
      const fresh = kill % KILLS_EACH === 0 && !last;
      if (fresh) {
        if (folder !== '') rmSync(folder, { recursive: true, force: true });
        folder = join(root, `workspace-${kill}`);
        copyOldWorkspace('0001', folder);
        const user = readKeyFile(folder).users[0];
        log = new AcknowledgedLog(user?.id ?? '');
        result.workspaces += 1;
      }
      const worker = next;
      if (!last) next = startWorker(script, root);
      const round = await run(
        worker,
        { folder, expected: log.expected(), seed: 1 + Math.floor(random() * 1e9) },
        log,
        {
          // Most kills fall into the work; some into the opening, before anything was looked at.
          before: fresh ? random() * FIRST_OPENING_MS : random() < 0.1 ? random() * 300 : null,
          after: last ? 0 : random() * WORKING_MS,
        },
      );
      if (round.opened) result.opened += 1;
      problems.push(...round.problems.map((problem) => `kill ${kill}: ${problem}`));
      if (!last) {
        result.kills += 1;
        const work = round.opened ? (log.maybe?.work ?? 'between writes') : fresh ? 'migrating' : 'opening';
        result.cut[work] = (result.cut[work] ?? 0) + 1;
        result.acknowledged += round.acknowledged;
        report(now());
      }
      if (round.problems.length > 0) break;
    }
    return now();
  } finally {
    next.kill('SIGKILL');
    for (const folder of [root, dirname(script)]) rmSync(folder, { recursive: true, force: true });
  }
}

function startWorker(script: string, root: string): ChildProcess {
  return fork(script, [], {
    // Compiled once for all runs: starting is most of the time.
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled'), NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
}

interface Round {
  readonly opened: boolean;
  readonly acknowledged: number;
  readonly problems: readonly string[];
}

/** One process from its start to its end by SIGKILL. */
function run(
  worker: ChildProcess,
  go: Go,
  log: AcknowledgedLog,
  when: { readonly before: number | null; readonly after: number },
): Promise<Round> {
  return new Promise((resolve) => {
    let opened = false;
    let working = false;
    let acknowledged = 0;
    let problems: readonly string[] = [];
    let killed = false;
    const kill = () => {
      killed = true;
      worker.kill('SIGKILL');
    };
    worker.on('message', (said: Said) => {
      if (said.kind === 'ready') {
        worker.send(go);
        if (when.before !== null) setTimeout(kill, when.before);
      } else if (said.kind === 'open') {
        if (said.problems.length > 0) problems = said.problems;
        else {
          opened = true;
          log.open(said.passphrase, said.auditRows);
        }
        if (problems.length > 0 || when.after === 0) kill();
      } else if (said.kind === 'begin') {
        log.begin(said.begun);
        if (!working) setTimeout(kill, when.after);
        working = true;
      } else {
        acknowledged += 1;
        log.done(said.id);
      }
    });
    // The pipe is read to its end first: what the process said before it died counts.
    worker.once('close', () =>
      resolve({
        opened,
        acknowledged,
        problems: killed ? problems : [...problems, 'the process ended by itself'],
      }),
    );
  });
}

/** The list of what was acknowledged. */
class AcknowledgedLog {
  maybe: Begun | null = null;
  readonly #userId: string;
  readonly #drafts = new Map<string, string>();
  readonly #signed = new Map<string, string>();
  readonly #people: string[] = [];
  readonly #backups: string[] = [];
  #typed: string | null = null;
  #passphrase = OLD_PASSPHRASE;
  #auditRows = 0;

  constructor(userId: string) {
    this.#userId = userId;
  }

  expected(): Acknowledged {
    return {
      drafts: Object.fromEntries(this.#drafts),
      signed: Object.fromEntries(this.#signed),
      ...(this.#typed === null ? {} : { typed: this.#typed }),
      people: this.#people,
      backups: this.#backups,
      userId: this.#userId,
      passphrase: this.#passphrase,
      auditRows: this.#auditRows,
      maybe: this.maybe,
    };
  }

  /** The workspace opened with everything in it: whether the last write had arrived is settled now. */
  open(passphrase: string, auditRows: number): void {
    this.#passphrase = passphrase;
    this.#auditRows = auditRows;
    const { maybe } = this;
    if (maybe?.id && (maybe.work === 'saving' || maybe.work === 'signing')) {
      this.#drafts.delete(maybe.id);
    }
    if (maybe?.work === 'typing') this.#typed = null;
    this.maybe = null;
  }

  begin(begun: Begun): void {
    this.maybe = begun;
  }

  done(id: string | null): void {
    const { maybe } = this;
    this.maybe = null;
    this.#auditRows += maybe?.work === 'saving' || maybe?.work === 'typing' ? 0 : 1;
    if (maybe?.work === 'typing') this.#typed = maybe.value ?? null;
    if (maybe?.work === 'saving' && id) this.#drafts.set(id, maybe.value ?? '');
    if (maybe?.work === 'signing' && id) {
      this.#signed.set(id, this.#drafts.get(id) ?? '');
      this.#drafts.delete(id);
    }
    if (maybe?.work === 'adding') this.#people.push(maybe.value ?? '');
    if (maybe?.work === 'rotating keys') this.#passphrase = maybe.value ?? this.#passphrase;
    if (maybe?.work === 'backing up' && id) this.#backups.push(id);
  }
}

/** Numbers from a seed, so that a run can be told again. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
