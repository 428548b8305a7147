import type { LineChange } from '#shared/encounters/line-changes.ts';
import { AppError } from '#shared/errors.ts';
import { diagnosisEntry, formatDiagnosis } from '#shared/programs/diagnoses.ts';
import { placeOf, placeProblem } from '#shared/programs/places.ts';
import type { CallContext } from '../../context.ts';
import { listStaff } from '../../users/users.ts';
import { type LineChecks, lineChecks } from '../line-checks.ts';
import type { StoredLine } from '../lines/store.ts';

/** What a change makes of one line; `misfit` says why it leaves the line as it is. */
export interface ChangedLine {
  readonly before: StoredLine;
  readonly after: StoredLine;
  readonly old: string;
  readonly new: string;
  readonly misfit: string | null;
  /** Taken out of billing by this change. */
  readonly gone: boolean;
}

const unchanged = (line: StoredLine, old: string, misfit: string): ChangedLine => ({
  before: line,
  after: line,
  old,
  new: old,
  misfit,
  gone: false,
});

function placed(line: StoredLine, code: string): ChangedLine {
  const words = (place: string) =>
    place === '' ? 'no place' : `${placeOf(place)?.label ?? 'place'} (${place})`;
  const problem = placeProblem(code, line.facts.mode, line.serviceOn);
  const old = words(line.placeOfService);
  if (problem) return unchanged(line, old, problem);
  const after = { ...line, placeOfService: code };
  return { before: line, after, old, new: words(code), misfit: null, gone: false };
}

async function served(
  context: CallContext,
  lines: readonly StoredLine[],
  staffId: string,
): Promise<ChangedLine[]> {
  const byDay = new Map<string, Awaited<ReturnType<typeof listStaff>>>();
  for (const { serviceOn } of lines) {
    if (!byDay.has(serviceOn)) byDay.set(serviceOn, await listStaff(context, serviceOn));
  }
  return lines.map((line) => {
    const staff = byDay.get(line.serviceOn)?.find(({ id }) => id === staffId);
    if (!staff) return unchanged(line, line.staff.name, 'This person is not in Users.');
    const { id, name, npi, taxonomy, credential } = staff;
    const after = {
      ...line,
      staff: { id, name, npi, taxonomy, credential: credential ?? '' },
      facts: { ...line.facts, clinical: staff.clinical },
    };
    return { before: line, after, old: line.staff.name, new: name, misfit: null, gone: false };
  });
}

function diagnosed(line: StoredLine, code: string, check: ReturnType<LineChecks['of']>): ChangedLine {
  const old = line.diagnoses.map((one) => one.code).join(', ') || 'none';
  const found = check(code, line.serviceOn);
  if (found.state === 'wrong') return unchanged(line, old, found.sentence);
  // Codes that do not fit the day give way to the new one.
  const kept = line.diagnoses.filter(
    (one) => one.code !== code && check(one.code, line.serviceOn).state === 'good',
  );
  if (kept.length >= 12) return unchanged(line, old, 'A line takes 12 diagnoses at most.');
  const diagnoses = [...kept, { code, label: diagnosisEntry(code)?.label ?? code }];
  const after = { ...line, diagnoses };
  return {
    before: line,
    after,
    old,
    new: diagnoses.map((one) => one.code).join(', '),
    misfit: null,
    gone: false,
  };
}

function authorized(
  line: StoredLine,
  { number, from, to }: Extract<LineChange, { kind: 'authorization' }>,
): ChangedLine {
  const old = line.member.authorizationNumber ?? 'none';
  if (line.serviceOn < from || (to !== null && line.serviceOn > to))
    return unchanged(line, old, 'The day of service lies outside this authorization.');
  const member = {
    ...line.member,
    authorizationNumber: number,
    authorizationStart: from,
    authorizationEnd: to,
  };
  return { before: line, after: { ...line, member }, old, new: number, misfit: null, gone: false };
}

/** The first line of each service takes the minutes of the others, which go. */
function bundled(lines: readonly StoredLine[]): ChangedLine[] {
  const keyOf = (line: StoredLine) =>
    [line.member.id, line.staff.id, line.serviceOn, line.planId, line.code, ...line.modifiers].join(' ');
  const groups = new Map<string, StoredLine[]>();
  for (const line of lines) groups.set(keyOf(line), [...(groups.get(keyOf(line)) ?? []), line]);
  return lines.map((line) => {
    const group = [...(groups.get(keyOf(line)) ?? [])].sort((a, b) =>
      (a.startTime ?? '').localeCompare(b.startTime ?? ''),
    );
    const old = `${line.minutes} min`;
    const [first] = group;
    if (group.length < 2 || !first)
      return unchanged(line, old, 'No other chosen line has the same code that day.');
    if (group.some((one) => one.correction))
      return unchanged(line, old, 'The plan has one of these lines already.');
    if (first.id !== line.id) {
      const words = `in the line of ${first.startTime ?? 'that day'}`;
      return { before: line, after: line, old, new: words, misfit: null, gone: true };
    }
    const minutes = group.reduce((sum, one) => sum + one.minutes, 0);
    const after = { ...line, minutes, facts: { ...line.facts, minutes } };
    return { before: line, after, old, new: `${minutes} min`, misfit: null, gone: false };
  });
}

/** What a change makes of lines; nothing is written. */
export async function applyChange(
  context: CallContext,
  lines: readonly StoredLine[],
  change: LineChange,
): Promise<ChangedLine[]> {
  switch (change.kind) {
    case 'place':
      if (!placeOf(change.code))
        throw new AppError('VALIDATION', `Place of service ${change.code} is not on the list.`, {
          field: 'code',
        });
      return lines.map((line) => placed(line, change.code));
    case 'staff':
      return served(context, lines, change.staffId);
    case 'diagnosis': {
      const code = formatDiagnosis(change.code);
      const wanted = lines.map(({ serviceOn }) => ({ code, on: serviceOn }));
      const checks = await lineChecks(context, lines, wanted);
      return lines.map((line) => diagnosed(line, code, checks.of(line)));
    }
    case 'authorization':
      if (change.to !== null && change.to < change.from)
        throw new AppError('VALIDATION', 'The authorization ends before it starts.', { field: 'to' });
      return lines.map((line) => authorized(line, change));
    case 'bundle':
      return bundled(lines);
    case 'keep_back':
      return lines.map((line) =>
        line.correction
          ? unchanged(line, 'to send', 'The plan has this claim; keep its correction back on its own.')
          : { before: line, after: line, old: 'to send', new: 'kept back', misfit: null, gone: true },
      );
  }
}
