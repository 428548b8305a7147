import type { PlanConnection, TestEvent, TransferEvent, TransferRow } from '#shared/transfers/contract.ts';
import { api } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { queryClient } from '../app/query-client.ts';
import { reportSaved } from '../app/saved.ts';
import { createStore, useStore } from '../app/store.ts';
import { showToast } from '../app/toast/toast.ts';
import { errorOf, type ShownError } from '../components/error-of.ts';

/** What the page needs to know of a file to send it. */
export type Sendable = Pick<TransferRow, 'id' | 'planId' | 'planName' | 'kind' | 'title' | 'bytes'>;

/** A server nobody confirmed yet, and the files that wait for the answer. */
export interface HostKeyQuestion {
  readonly planId: string;
  readonly planName: string;
  readonly host: string;
  readonly fingerprint: string;
  /** What goes on once it is confirmed. */
  readonly files: readonly Sendable[];
}

/** The file that is being sent, with the last word on each of its steps. */
export interface CurrentFile {
  readonly file: Sendable;
  readonly events: readonly TransferEvent[];
}

interface SendingState {
  readonly current: CurrentFile | null;
  readonly waiting: readonly Sendable[];
  /** What arrived since sending began; empty again once nothing more is to go. */
  readonly arrived: readonly Sendable[];
  /** How the last try of a file ended, by its id, as long as the window lives. */
  readonly problems: Readonly<Record<string, ShownError>>;
  readonly question: HostKeyQuestion | null;
}

const EMPTY: SendingState = { current: null, waiting: [], arrived: [], problems: {}, question: null };
const sending = createStore<SendingState>(EMPTY);
let stop: AbortController | null = null;

/** Failures that are about one file; after any other the plan's remaining files are not tried. */
const ABOUT_ONE_FILE: readonly unknown[] = ['name_taken', 'size_differs', 'content_differs', 'unsure'];

function change(part: Partial<SendingState>): void {
  sending.set({ ...sending.get(), ...part });
}

/** Follows what is being sent; sending goes on when the page is left. */
export function useSending(): SendingState {
  return useStore(sending);
}

/** How much of a file the server has confirmed, 0 to 1. */
export function shareSent({ file, events }: CurrentFile): number {
  const upload = events.find((event) => event.step === 'upload');
  if (upload?.state === 'done' || upload?.state === 'skipped') return 1;
  return (upload?.bytes ?? 0) / Math.max(1, file.bytes);
}

/** Puts files behind those that are being sent, and starts if nothing is. */
export function sendFiles(files: readonly Sendable[]): void {
  const { current, waiting } = sending.get();
  const known = new Set([current?.file.id, ...waiting.map((file) => file.id)]);
  change({ waiting: [...waiting, ...files.filter((file) => !known.has(file.id))] });
  if (!current) void sendNext();
}

/** Stops the file that is being sent, keeps what the plan's server has of it, and goes on with the next one. */
export function pauseSending(id: string): void {
  void api.transfers.pause({ id, paused: true });
}

/** Holds files of the outbox back, or lets them go on; what the plan's server has of them stays there. */
export async function holdFiles(files: readonly { readonly id: string }[], paused: boolean): Promise<void> {
  const held = new Set(files.map(({ id }) => id));
  if (paused) change({ waiting: sending.get().waiting.filter(({ id }) => !held.has(id)) });
  for (const { id } of files) await api.transfers.pause({ id, paused }).catch(() => undefined);
  announce(paused ? `${files.length} files held.` : `${files.length} files wait to be sent.`);
  await queryClient.invalidateQueries();
}

/** Takes files out of the line of those to be sent now and stops the one that is being sent; all stay in the outbox. */
export function cancelFiles(files: readonly { readonly id: string }[]): void {
  const ids = new Set(files.map(({ id }) => id));
  const { current, waiting } = sending.get();
  change({ waiting: waiting.filter(({ id }) => !ids.has(id)) });
  if (current && ids.has(current.file.id)) stop?.abort();
}

/** Stops the file that is being sent and leaves those behind it in the outbox. */
export function cancelSending(): void {
  change({ waiting: [] });
  stop?.abort();
}

/** Puts the question about the server away; the files stay in the outbox. */
export function putQuestionAway(): void {
  change({ question: null });
}

/** Pins the key the question shows and sends what waited for it. */
export async function confirmServer(question: HostKeyQuestion): Promise<void> {
  await api.plans.confirmHostKey({ id: question.planId, fingerprint: question.fingerprint });
  change({ question: null });
  await queryClient.invalidateQueries();
  if (question.files.length > 0) sendFiles(question.files);
  else void testPlan({ id: question.planId, shortName: question.planName });
}

async function sendNext(): Promise<void> {
  const [file, ...waiting] = sending.get().waiting;
  if (!file) {
    change({ current: null, arrived: [] });
    return;
  }
  const { [file.id]: _before, ...problems } = sending.get().problems;
  change({ current: { file, events: [] }, waiting, problems });
  stop = new AbortController();
  try {
    const events = await api.transfers.send({ id: file.id }, { signal: stop.signal });
    for await (const event of events) {
      const now = sending.get().current;
      if (now) change({ current: { file, events: withEvent(now.events, event) } });
    }
    change({ arrived: [...sending.get().arrived, file] });
    reportSaved();
    showToast({ text: `Sent. ${file.planName} has ${file.title}.` });
  } catch (error) {
    if (!stop.signal.aborted) keepProblem(file, error);
  }
  change({ current: null });
  await queryClient.invalidateQueries();
  await sendNext();
}

function keepProblem(file: Sendable, error: unknown): void {
  const shown = errorOf(error);
  // Paused: nothing is wrong, and those behind it go on.
  if (shown.code === 'CANCELLED') return;
  const { waiting, problems } = sending.get();
  const held = waiting.filter((other) => other.planId === file.planId);
  const stopped = !ABOUT_ONE_FILE.includes(shown.detail.facts?.reason);
  change({
    problems: { ...problems, [file.id]: shown },
    waiting: stopped ? waiting.filter((other) => other.planId !== file.planId) : waiting,
    question: questionOf(shown, file, [file, ...held]) ?? sending.get().question,
  });
  announce(shown.message);
}

function questionOf(
  error: ShownError,
  plan: { readonly planId: string; readonly planName: string },
  files: readonly Sendable[],
): HostKeyQuestion | null {
  if (error.code !== 'HOST_KEY_UNKNOWN') return null;
  const { host, fingerprint } = error.detail.facts ?? {};
  return {
    planId: plan.planId,
    planName: plan.planName,
    host: String(host ?? ''),
    fingerprint: String(fingerprint ?? ''),
    files,
  };
}

interface TestState {
  readonly planId: string;
  readonly planName: string;
  readonly running: boolean;
  readonly events: readonly TestEvent[];
  readonly error: ShownError | null;
}

const test = createStore<TestState | null>(null);

/** Follows the last connection test. */
export function useTest(): TestState | null {
  return useStore(test);
}

/** Tests a plan's connection, step by step. */
export async function testPlan(plan: Pick<PlanConnection, 'id' | 'shortName'>): Promise<void> {
  if (test.get()?.running) return;
  const about = { planId: plan.id, planName: plan.shortName };
  test.set({ ...about, running: true, events: [], error: null });
  const add = (event: TestEvent) => {
    const now = test.get();
    if (now) test.set({ ...now, events: withEvent(now.events, event) });
  };
  let error: ShownError | null = null;
  try {
    for await (const event of await api.transfers.testConnection({ planId: plan.id })) add(event);
  } catch (failure) {
    error = errorOf(failure);
    const question = questionOf(error, about, []);
    if (question) change({ question });
    announce(error.message);
  }
  test.set({ ...about, running: false, events: test.get()?.events ?? [], error });
  await queryClient.invalidateQueries();
}

/** The last word on each step, in the order they began. */
function withEvent<Event extends { readonly step: string }>(
  events: readonly Event[],
  event: Event,
): readonly Event[] {
  const at = events.findIndex((known) => known.step === event.step);
  return at < 0 ? [...events, event] : events.with(at, event);
}
