import type { Notice } from '#shared/admissions/notice.ts';
import { type Stay, stayOf } from '#shared/admissions/stay.ts';
import type { CallContext } from '../context.ts';
import { keepStays, listStays, type RecordedStay } from '../members/stays/stays.ts';
import { type StoredNotice, selectOfMembers } from './store.ts';
import { keptDay, toldWords } from './words.ts';

/** A notice whose member is known. */
export interface PlacedNotice {
  readonly id: string;
  readonly notice: Notice;
  readonly memberId: string;
  readonly createdAt: string;
  /** True once a person said who it is about; what only a person may decide is decided then. */
  readonly confirmed: boolean;
}

/** What became of a notice; `visitKey` is null where it does not count. */
export interface Placed {
  readonly id: string;
  readonly state: 'applied' | 'waiting' | 'nothing';
  readonly sentence: string;
  readonly memberId: string;
  readonly visitKey: string | null;
  readonly seriesId: string | null;
}

/** One stay while notices are put into it. */
interface Group {
  readonly visitKey: string;
  readonly memberId: string;
  readonly told: { readonly id: string; readonly notice: Notice; readonly cameAt: string; waits: boolean }[];
  seriesId: string | null;
}

/**
 * Puts notices into the charts of their members, one version of the record for each stay they change.
 *
 * Each stay is told again from all its notices, so that order and repetition do not matter; only what a notice
 * changes in that telling is written, so that what a person corrected in the chart stays. Call it inside a write.
 */
export async function placeNotices(
  context: CallContext,
  planId: string,
  notices: readonly PlacedNotice[],
): Promise<Placed[]> {
  const memberIds = [...new Set(notices.map(({ memberId }) => memberId))];
  const fresh = new Set(notices.map(({ id }) => id));
  const before = (await selectOfMembers(context.db, planId, memberIds)).filter(({ id }) => !fresh.has(id));
  const work = new Placing(context.today(), before, await listStays(context, memberIds), context.newId);
  for (const notice of notices) work.place(notice);
  await keepStays(context, work.changes());
  return work.results();
}

/** Said of what is about an outpatient visit or a planned stay, and about none that is known. */
export const OUTSIDE = 'Nothing to record. It is about an outpatient or planned visit.';

/** How the key of a stay begins that the sender numbers. */
const NUMBERED = 'visit ';

class Placing {
  readonly #today: string;
  readonly #newId: () => string;
  readonly #groups = new Map<string, Group>();
  readonly #stays: Map<string, RecordedStay>;
  readonly #changed = new Map<string, string[]>();
  readonly #results = new Map<string, Placed>();

  constructor(
    today: string,
    before: readonly StoredNotice[],
    stays: readonly RecordedStay[],
    newId: () => string,
  ) {
    this.#today = today;
    this.#newId = newId;
    this.#stays = new Map(stays.map((stay) => [stay.seriesId, stay]));
    for (const row of before) {
      if (row.notice === null || row.visitKey === null || row.memberId === null) continue;
      const group = this.#group(row.visitKey, row.memberId);
      const waits = row.state === 'waiting';
      group.told.push({ id: row.id, notice: row.notice, cameAt: row.createdAt, waits });
      group.seriesId = row.seriesId ?? group.seriesId;
    }
  }

  place(placed: PlacedNotice): void {
    const { notice, memberId } = placed;
    const group = this.#groupOf(placed);
    const earlier = stayOf(group.told);
    const told = { id: placed.id, notice, cameAt: placed.createdAt, waits: false };
    const after = stayOf([...group.told, told]);
    if (notice.outside && group.told.length === 0) {
      this.#say(placed.id, { state: 'nothing', sentence: OUTSIDE, memberId, group: null });
      return;
    }
    const trouble = this.#trouble(placed, group, earlier, after);
    if (trouble !== null) {
      const early = !after.began;
      if (early) group.told.push({ ...told, waits: true });
      this.#say(placed.id, { state: 'waiting', sentence: trouble, memberId, group: early ? group : null });
      return;
    }
    group.told.push(told);
    const isNew = group.seriesId === null;
    if (isNew && !after.cancelled) group.seriesId = this.#adoptable(memberId, after) ?? this.#newId();
    if (group.seriesId !== null)
      this.#write(group.seriesId, memberId, { earlier, after, called: notice.called });
    const words = toldWords(earlier, after);
    this.#say(placed.id, {
      state: 'applied',
      sentence: [words, ...notice.remarks].join(' '),
      memberId,
      group,
    });
    // What came before its admission counts from now on.
    for (const one of group.told.filter(({ waits }) => waits)) {
      one.waits = false;
      this.#say(one.id, { state: 'applied', sentence: 'Counted with its admission.', memberId, group });
    }
  }

  /** The versions to write. */
  changes(): (RecordedStay & { readonly reason: string })[] {
    return [...this.#changed].flatMap(([seriesId, reasons]) => {
      const stay = this.#stays.get(seriesId);
      return stay ? [{ ...stay, version: stay.version + 1, reason: [...new Set(reasons)].join(', ') }] : [];
    });
  }

  results(): Placed[] {
    return [...this.#results.values()];
  }

  #say(
    id: string,
    said: {
      readonly state: Placed['state'];
      readonly sentence: string;
      readonly memberId: string;
      readonly group: Group | null;
    },
  ): void {
    const { state, sentence, memberId, group } = said;
    const [visitKey, seriesId] = [group?.visitKey ?? null, group?.seriesId ?? null];
    this.#results.set(id, { id, state, sentence, memberId, visitKey, seriesId });
  }

  #group(visitKey: string, memberId: string): Group {
    const key = `${memberId} ${visitKey}`;
    const known = this.#groups.get(key);
    if (known) return known;
    const group: Group = { visitKey, memberId, told: [], seriesId: null };
    this.#groups.set(key, group);
    return group;
  }

  /** The stay a notice belongs to: by the sender's number, else by its kind and first day, else the open one. */
  #groupOf({ notice, memberId }: PlacedNotice): Group {
    if (notice.visitId !== '') return this.#group(`${NUMBERED}${notice.visitId}`, memberId);
    const on = notice.at?.slice(0, 10) ?? null;
    const moves = notice.event === 'to_inpatient';
    const starts = ['admit', 'visit', 'stay'].includes(notice.event);
    const from = notice.admittedOn ?? (starts ? (on ?? notice.leftOn) : null);
    const told = [...this.#groups.values()]
      .filter((group) => group.memberId === memberId && !group.told.every(({ waits }) => waits))
      .map((group) => ({ group, stay: stayOf(group.told) }));
    if (from !== null && !moves) {
      const sameDay = told.find(
        ({ stay }) => stay.from === from && !stay.cancelled && family(stay.type) === family(notice.type),
      );
      return sameDay?.group ?? this.#group(`${family(notice.type)} ${from}`, memberId);
    }
    const open = notice.event !== 'cancel_discharge';
    const sought = moves ? 'emergency' : notice.type && family(notice.type);
    const [newest] = told
      .filter(({ stay }) => !stay.cancelled && (stay.to === null) === open)
      .filter(({ stay }) => sought === null || family(stay.type) === sought)
      .toSorted((a, b) => (b.stay.from ?? '').localeCompare(a.stay.from ?? ''));
    if (newest) return newest.group;
    return this.#group(`${family(notice.type)} ${from ?? on ?? 'unknown'}`, memberId);
  }

  /** Why a notice waits, or null when it may count. */
  #trouble(placed: PlacedNotice, group: Group, earlier: Stay, after: Stay): string | null {
    const { notice, confirmed } = placed;
    if (!after.began) {
      return notice.event === 'cancel_admit'
        ? 'It takes back an admission that no notice told of. It counts once that comes.'
        : 'It changes a stay that no notice began. It counts once the admission comes.';
    }
    if (after.cancelled) return null;
    if (notice.died && !confirmed) {
      return 'The hospital says that the member died there. Call first, then confirm who it is about.';
    }
    if (after.from === null) return 'The notice gives no day.';
    if (after.type === null) return 'The notice does not say whether it is an emergency visit or a stay.';
    const latest = [after.from, after.to ?? after.from].toSorted().at(-1) ?? after.from;
    if (latest > this.#today) return `It says ${keptDay(latest)}, which has not come yet.`;
    if (after.to !== null && after.to < after.from) {
      return `It says left ${keptDay(after.to)}, before coming in ${keptDay(after.from)}.`;
    }
    const recorded = group.seriesId === null ? undefined : this.#stays.get(group.seriesId);
    if (recorded?.struck && !earlier.cancelled) {
      return 'Somebody struck this stay from the chart. Look there, then say that there is nothing to do.';
    }
    return null;
  }

  /** A stay of the chart that a person typed in, or a list without numbers told of, before the notice came. */
  #adoptable(memberId: string, stay: Stay): string | null {
    const numbered = [...this.#groups.values()].filter(({ visitKey }) => visitKey.startsWith(NUMBERED));
    const taken = new Set(numbered.map(({ seriesId }) => seriesId));
    const same = [...this.#stays.values()].find(
      (one) =>
        one.memberId === memberId &&
        !one.struck &&
        !taken.has(one.seriesId) &&
        one.from === stay.from &&
        family(typeof one.content.type === 'string' ? one.content.type : null) === family(stay.type),
    );
    return same?.seriesId ?? null;
  }

  #write(
    seriesId: string,
    memberId: string,
    { earlier, after, called }: { readonly earlier: Stay; readonly after: Stay; readonly called: string },
  ): void {
    const current = this.#stays.get(seriesId);
    const next = current ? merged(current, earlier, after) : recorded(seriesId, memberId, after);
    if (current && same(current, next)) return;
    this.#stays.set(seriesId, next);
    this.#changed.set(seriesId, [...(this.#changed.get(seriesId) ?? []), called.slice(0, 40)]);
  }
}

function recorded(seriesId: string, memberId: string, stay: Stay): RecordedStay {
  return {
    memberId,
    seriesId,
    version: 0,
    content: {
      type: stay.type,
      facility: stay.facility.slice(0, 200) || null,
      reason: stay.reason || null,
      disposition: stay.disposition.slice(0, 200) || null,
    },
    from: stay.from,
    to: stay.to,
    struck: stay.cancelled,
  };
}

/** What the notice changed, on top of what the chart says now; what it only repeats leaves the chart alone. */
function merged(current: RecordedStay, earlier: Stay, after: Stay): RecordedStay {
  const was = recorded(current.seriesId, current.memberId, earlier);
  const is = recorded(current.seriesId, current.memberId, after);
  const content = { ...current.content };
  for (const key of Object.keys(is.content)) {
    const filled = is.content[key] ?? null;
    const moved = earlier.began ? filled !== (was.content[key] ?? null) : filled !== null && !content[key];
    if (moved) content[key] = filled;
  }
  const fresh = !earlier.began;
  return {
    ...current,
    content,
    from: !fresh && was.from === is.from ? current.from : is.from,
    to: (fresh && is.to === null) || was.to === is.to ? current.to : is.to,
    struck: was.struck === is.struck ? current.struck : is.struck,
  };
}

function same(one: RecordedStay, other: RecordedStay): boolean {
  const plain = (stay: RecordedStay) => JSON.stringify([stay.content, stay.from, stay.to, stay.struck]);
  return plain(one) === plain(other);
}

/** An emergency visit and a stay of one day are two things; an observation that becomes a stay is one. */
function family(type: string | null): string {
  if (type === 'ed' || type === 'crisis') return 'emergency';
  return type === 'snf' ? 'nursing' : 'stay';
}
