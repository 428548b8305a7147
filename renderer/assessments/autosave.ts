import type { AnswerChange } from '#shared/assessments/answers.ts';
import { errorOf } from '../components/error-of.ts';

/** How autosave reaches the world; tests give their own. */
export interface AutosaveOptions {
  readonly save: (changes: readonly AnswerChange[], focus: string | null) => Promise<unknown>;
  readonly onSaved: () => void;
  /** The save did not work; `final` when trying again cannot help. */
  readonly onFailed: (error: unknown, final: boolean) => void;
}

/** Well inside the promised second, so that a run of quick answers is one save. */
const DELAY_MS = 300;
const RETRY_MS = 2_000;
const FINAL = new Set(['VALIDATION', 'CONFLICT', 'FORBIDDEN', 'NOT_FOUND']);

/**
 * Saves changes in the order they were made, one save at a time, at most a second behind.
 *
 * A failed save keeps its changes in front of the queue and tries again.
 */
export class Autosave {
  readonly options: AutosaveOptions;
  pending: AnswerChange[] = [];
  focus: string | null = null;
  timer: ReturnType<typeof setTimeout> | null = null;
  running: Promise<void> | null = null;
  stopped = false;

  constructor(options: AutosaveOptions) {
    this.options = options;
  }

  /** Queues a change; `now` for what must not wait, such as a safety answer. */
  push(change: AnswerChange, focus: string | null, now = false): void {
    this.pending.push(change);
    this.focus = focus;
    if (now) void this.flush();
    else this.schedule(DELAY_MS);
  }

  /** Whether everything that was entered is saved. */
  get isIdle(): boolean {
    return this.pending.length === 0 && this.running === null;
  }

  /** Saves what waits, at once; resolves when it is saved or has failed. */
  async flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.running) await this.running;
    if (this.pending.length === 0 || this.stopped) return;
    this.running ??= this.send();
    await this.running;
  }

  private schedule(milliseconds: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.flush();
    }, milliseconds);
  }

  private async send(): Promise<void> {
    const changes = this.pending;
    this.pending = [];
    try {
      await this.options.save(changes, this.focus);
      this.running = null;
      this.options.onSaved();
    } catch (error) {
      this.running = null;
      this.pending = [...changes, ...this.pending];
      this.stopped = FINAL.has(errorOf(error).code);
      this.options.onFailed(error, this.stopped);
      if (!this.stopped) this.schedule(RETRY_MS);
    }
  }
}
