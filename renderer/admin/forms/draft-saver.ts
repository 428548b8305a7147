import type { Form } from '#shared/assessments/form.ts';
import { errorOf } from '../../components/error-of.ts';

/** How the saver reaches the world; tests give their own. */
export interface DraftSaverOptions {
  readonly revision: number;
  readonly save: (form: Form, revision: number) => Promise<{ readonly revision: number }>;
  readonly onSaved: () => void;
  /** The save did not work; `final` when trying again cannot help. */
  readonly onFailed: (error: unknown, final: boolean) => void;
}

const DELAY_MS = 400;
const RETRY_MS = 2_000;
const FINAL = new Set(['VALIDATION', 'CONFLICT', 'FORBIDDEN', 'NOT_FOUND']);

/** Saves the newest form, one save at a time, well inside the promised second. */
export class DraftSaver {
  readonly options: DraftSaverOptions;
  revision: number;
  waiting: Form | null = null;
  timer: ReturnType<typeof setTimeout> | null = null;
  running: Promise<void> | null = null;
  stopped = false;

  constructor(options: DraftSaverOptions) {
    this.options = options;
    this.revision = options.revision;
  }

  push(form: Form): void {
    this.waiting = form;
    if (!this.stopped) this.schedule(DELAY_MS);
  }

  /** Saves what waits, at once; true when nothing is left. */
  async flush(): Promise<boolean> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.running) await this.running;
    if (this.waiting && !this.stopped) {
      this.running ??= this.send(this.waiting);
      await this.running;
    }
    return this.waiting === null;
  }

  private schedule(milliseconds: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.flush();
    }, milliseconds);
  }

  private async send(form: Form): Promise<void> {
    this.waiting = null;
    try {
      this.revision = (await this.options.save(form, this.revision)).revision;
      this.running = null;
      this.options.onSaved();
    } catch (error) {
      this.running = null;
      this.waiting ??= form;
      this.stopped = FINAL.has(errorOf(error).code);
      this.options.onFailed(error, this.stopped);
      if (!this.stopped) this.schedule(RETRY_MS);
    }
  }
}
