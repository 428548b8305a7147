/** What two lines are compared by. */
export interface TimedLine {
  readonly id: string;
  readonly staffId: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly serviceOn: string;
  readonly startTime: string | null;
  readonly minutes: number;
  /** Code and modifiers as sent. */
  readonly code: string;
}

/** What the other lines of a worker's day say about one line, each in a few words. */
export interface Conflict {
  readonly overlap: string | null;
  readonly twice: string | null;
  /** Another line of that day with the same member, worker and code, at another time. */
  readonly sameCode: string | null;
}

/** Minutes since midnight of a time `HH:MM`. */
export function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function clock(minutes: number): string {
  const hours = ((Math.floor(minutes / 60) + 11) % 12) + 1;
  return `${hours}:${String(minutes % 60).padStart(2, '0')}`;
}

function shortName(name: string): string {
  const words = name.split(' ');
  return words.length < 2 ? name : `${words[0]} ${(words.at(-1) ?? '').charAt(0)}.`;
}

/** "10:05–10:40 overlaps Babak S. by 15 min", or null when the two lie apart or a start is not known. */
export function overlapWords(line: TimedLine, other: TimedLine): string | null {
  if (line.startTime === null || other.startTime === null) return null;
  const [from, otherFrom] = [minuteOfDay(line.startTime), minuteOfDay(other.startTime)];
  const [to, otherTo] = [from + line.minutes, otherFrom + other.minutes];
  const shared = Math.min(to, otherTo) - Math.max(from, otherFrom);
  if (shared <= 0) return null;
  return `${clock(from)}–${clock(to)} overlaps ${shortName(other.memberName)} by ${shared} min`;
}

/**
 * Whether two lines are the same service written down twice.
 *
 * Same member, worker, day and code, and the same start, or no start on either and the same minutes. Two calls at
 * different times of one day are two services.
 *
 * @see DHCS PACES: one duplicate line denies the whole encounter.
 */
export function isSameLine(line: TimedLine, other: TimedLine): boolean {
  if (line.memberId !== other.memberId || line.code !== other.code) return false;
  if (line.startTime === null && other.startTime === null) return line.minutes === other.minutes;
  return line.startTime === other.startTime;
}

/** Compares the lines of each worker's day with one another; lines without a conflict are left out. */
export function findConflicts(lines: readonly TimedLine[]): ReadonlyMap<string, Conflict> {
  const days = new Map<string, TimedLine[]>();
  for (const line of lines) {
    const key = `${line.staffId}\n${line.serviceOn}`;
    const day = days.get(key);
    if (day) day.push(line);
    else days.set(key, [line]);
  }
  const conflicts = new Map<string, Conflict>();
  for (const day of days.values()) {
    for (const line of day) {
      const others = day.filter((other) => other.id !== line.id);
      const twin = others.find((other) => isSameLine(line, other));
      const overlap = others
        .filter((other) => !isSameLine(line, other))
        .map((other) => overlapWords(line, other))
        .find((words) => words !== null);
      const alike = others.find(
        (other) => other.memberId === line.memberId && other.code === line.code && !isSameLine(line, other),
      );
      if (!twin && !overlap && !alike) continue;
      conflicts.set(line.id, {
        overlap: overlap ?? null,
        twice: twin ? `${line.code} for ${line.memberName} stands twice on that day` : null,
        sameCode: alike ? `${line.code} also at ${alike.startTime ?? 'an unknown time'} that day` : null,
      });
    }
  }
  return conflicts;
}
