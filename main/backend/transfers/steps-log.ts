/** The steps of a running transfer: each is announced, then done, skipped or failed; the last word counts. */
export class StepsLog<Step extends string, Event extends StepEvent<Step>> {
  readonly #emit: (event: Event) => void;
  readonly #now: () => string;
  readonly #last = new Map<Step, Event>();
  #current: Step | null = null;

  constructor(emit: (event: Event) => void, now: () => string) {
    this.#emit = emit;
    this.#now = now;
  }

  begin(step: Step, sentence: string): void {
    this.#current = step;
    this.#say(step, 'running', sentence);
  }

  done(step: Step, sentence: string): void {
    this.#current = null;
    this.#say(step, 'done', sentence);
  }

  skip(step: Step, sentence: string): void {
    this.#say(step, 'skipped', sentence);
  }

  /** Marks the step that was running as the one that failed. */
  fail(sentence: string): void {
    if (this.#current) this.#say(this.#current, 'failed', sentence);
    this.#current = null;
  }

  /** Reports how far the running step is; not kept. */
  progress(step: Step, bytes: number, total: number): void {
    const last = this.#last.get(step);
    if (last) this.#emit({ ...last, at: this.#now(), bytes, total });
  }

  /** The last word on every step, in the order they began. */
  list(): Event[] {
    return [...this.#last.values()];
  }

  #say(step: Step, state: StepEvent<Step>['state'], sentence: string): void {
    const event = { step, state, sentence, at: this.#now() } as Event;
    this.#last.set(step, event);
    this.#emit(event);
  }
}

interface StepEvent<Step extends string> {
  readonly step: Step;
  readonly state: 'running' | 'done' | 'skipped' | 'failed';
  readonly sentence: string;
  readonly at: string;
  readonly bytes?: number | undefined;
  readonly total?: number | undefined;
}
