import type { State } from '../components/states.ts';
import type { GroupRow } from './list-rows.ts';
import { type CurrentFile, shareSent } from './sending.ts';
import { counted, dayOf, type PlanWay, stateWords, waitsWords } from './words.ts';

/** How far a group is while one of its files is being sent; null while none is. */
export function groupProgress(
  { file, files, arrived }: GroupRow,
  current: CurrentFile | null,
): { readonly share: number; readonly number: number; readonly total: number } | null {
  if (!current || !files.some(({ id }) => id === current.file.id)) return null;
  const gone = arrived.reduce((sum, one) => sum + one.bytes, 0) + shareSent(current) * current.file.bytes;
  const total = files.length + arrived.length;
  return { share: gone / Math.max(1, file.bytes), number: arrived.length + 1, total };
}

/** The second line of a group: since when its plans wait or when they went, and how many replace an older one. */
export function groupSecond({ file, files }: GroupRow): string {
  const [oldest = file.createdAt] = files.map(({ createdAt }) => createdAt).toSorted();
  const replacing = files.filter(({ title }) => title.includes('replaces')).length;
  const replace = replacing === 1 ? '1 replaces' : `${replacing} replace`;
  return [
    ...(file.usage === 'T' ? ['TEST'] : []),
    file.state === 'sent' ? `to ${file.planName}` : `queued ${dayOf(oldest)}`,
    ...(replacing > 0 ? [`${replace} an older version`] : []),
  ].join(', ');
}

/** A group's state: what needs a person first, then what keeps it, else that of all its files. */
export function groupWords(
  { files }: GroupRow,
  way: PlanWay,
): { readonly state: State; readonly words: string } {
  const [any] = files;
  if (any?.state === 'sent') return stateWords(any, way);
  const unsure = files.filter(({ state }) => state === 'unsure').length;
  if (unsure > 0) return { state: 'held', words: `Ask the plan about ${unsure}` };
  const stopped = files.filter(({ problem, paused }) => problem !== null && !paused);
  const [first] = stopped;
  if (first && stopped.length === files.length) return stateWords(first, way);
  if (first) return { state: 'due', words: `${counted(stopped.length, 'file')} not sent` };
  const paused = files.filter((file) => file.paused).length;
  if (paused > 0) return { state: 'neutral', words: paused === files.length ? 'Paused' : `${paused} paused` };
  return { state: 'neutral', words: waitsWords(way) };
}
