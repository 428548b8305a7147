import { Temporal } from 'temporal-polyfill';
import { dateInWords } from '#shared/dates.ts';
import type { Condition, Member } from '#shared/members/member.ts';
import type { NoteContent, NoteDiagnosis, Origins } from '#shared/notes/content.ts';
import { checkDiagnosis, homelessDiagnosis } from '#shared/programs/diagnoses.ts';
import type { ServiceMode } from '#shared/programs/pack.ts';
import { phaseOn } from '#shared/programs/phase.ts';
import { placeOf, placeProblem } from '#shared/programs/places.ts';
import type { Task } from '#shared/tasks/contract.ts';
import type { CallContext } from '../context.ts';
import type { StoredNote } from './store.ts';
import { emptyContent } from './stored-note.ts';

/** A guessed value and the words that say where it came from. */
interface Guess<Value> {
  readonly value: Value;
  readonly origin: string;
}

/** What a new note can be guessed from. */
export interface GuessSource {
  readonly member: Member;
  readonly conditions: readonly Condition[];
  readonly last: StoredNote | undefined;
  readonly task: Task | undefined;
  readonly today: string;
}

/** The time of day of now, `HH:MM`, in the agency's time zone. */
export function localTimeOfDay(context: CallContext): string {
  const now = Temporal.Instant.from(context.now()).toZonedDateTimeISO(context.workspace.timeZone);
  return now.toPlainTime().toString({ smallestUnit: 'minute' });
}

function guessMode({ task, last, today }: GuessSource): Guess<ServiceMode> | null {
  if (task?.kind === 'visit') return { value: 'in_person', origin: 'from the task' };
  if (task?.kind === 'call') return { value: 'phone', origin: 'from the task' };
  if (task?.kind === 'conference') return { value: 'without_member', origin: 'from the task' };
  if (last?.content.mode)
    return { value: last.content.mode, origin: `as on ${dateInWords(last.content.serviceOn, today)}` };
  return null;
}

type Place = NonNullable<NoteContent['place']>;

/** Where a service of this mode most likely took place, or null when nothing says so. */
export function guessPlace(
  mode: ServiceMode,
  source: Pick<GuessSource, 'member' | 'last' | 'today'>,
  on: string,
): Guess<Place> | null {
  const { member, last, today } = source;
  const known = last?.content.place;
  if (last && known && last.content.mode === mode && placeProblem(known.code, mode, on) === null) {
    return { value: known, origin: `as on ${dateInWords(last.content.serviceOn, today)}` };
  }
  const named = (code: string, label = placeOf(code)?.label ?? code): Place => ({ code, label });
  if (mode === 'without_member') return { value: named('11'), origin: 'usual for work without the member' };
  if (mode !== 'in_person') {
    const at = member.homeless || on < '2022-01-01' ? '02' : '10';
    return { value: named(at), origin: 'from the housing record' };
  }
  if (member.homeless) {
    const code = homelessDiagnosis(member, on)?.code;
    const note = member.housingNote?.trim();
    if (code === 'Z59.01')
      return { value: named('04', note || undefined), origin: 'from the housing record' };
    return null;
  }
  return member.address.street ? { value: named('12'), origin: 'from the address' } : null;
}

/** Diagnoses that the records give for a day: housing first, then the problem list, at most three. */
export function guessDiagnoses(
  member: Member,
  conditions: readonly Condition[],
  on: string,
): Guess<NoteDiagnosis[]> | null {
  const housing = homelessDiagnosis(member, on);
  const running = conditions.filter(
    ({ code, endedOn }) => (endedOn === null || endedOn >= on) && checkDiagnosis(code, on).state === 'good',
  );
  const found = [...(housing ? [housing] : []), ...running].map(({ code, label }) => ({ code, label }));
  const value = found
    .filter((one, at) => found.findIndex(({ code }) => code === one.code) === at)
    .slice(0, 3);
  if (value.length === 0) return null;
  return { value, origin: housing ? 'from the housing record' : 'from the problem list' };
}

/** A new note with everything Hearth can guess, each with where it came from. */
export function guessContent(
  context: CallContext,
  source: GuessSource,
): { content: NoteContent; origins: Origins } {
  const { member, task, today } = source;
  const mode = guessMode(source);
  const place = mode ? guessPlace(mode.value, source, today) : null;
  const diagnoses = guessDiagnoses(member, source.conditions, today);
  const phase = phaseOn(member, today);
  const outreach = phase === 'outreach' && member.program === 'ECM';
  const content: NoteContent = {
    ...emptyContent(context.user.id, today),
    mode: mode?.value ?? null,
    startTime: localTimeOfDay(context),
    timer: { seconds: 0, runningSince: context.now() },
    place: place?.value ?? null,
    present: phase === 'service' ? 'Member' : '',
    services: outreach ? ['outreach'] : [],
    diagnoses: diagnoses?.value ?? [],
    taskId: task?.id ?? null,
  };
  return {
    content,
    origins: {
      ...(mode ? { mode: mode.origin } : {}),
      ...(place ? { place: place.origin } : {}),
      ...(diagnoses ? { diagnoses: diagnoses.origin } : {}),
      ...(outreach ? { services: 'before enrollment' } : {}),
      startTime: 'when you began this note',
    },
  };
}
