import type { Goal, PlanContent, Step } from './content.ts';
import { GOAL_STATUS_WORDS, needsInOrder, unquoted } from './content.ts';
import { DOMAIN_WORDS, DOMAINS } from './domains.ts';

/** A stretch of text in one column: the same in both, only in the older, only in the newer. */
export interface DiffPart {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** One line of the comparison: a part of the plan, in both versions. */
export interface CompareRow {
  readonly key: string;
  /** The goal or the part of the plan it belongs to, for the list of changes. */
  readonly group: string;
  readonly label: string;
  /** "changed", "new", "gone", "1 kept, 2 new", or "" when nothing changed. */
  readonly change: string;
  /** What the older version says, a line each; empty when it did not have this part. */
  readonly before: readonly (readonly DiffPart[])[];
  readonly after: readonly (readonly DiffPart[])[];
}

// Above this many pairs of words the texts are shown whole, so that no input makes the page wait.
const MOST_PAIRS = 400_000;

function tokens(text: string): string[] {
  return text.match(/\s+|[^\s]+/g) ?? [];
}

function push(parts: { kind: DiffPart['kind']; text: string }[], kind: DiffPart['kind'], text: string): void {
  const last = parts.at(-1);
  if (last?.kind === kind) last.text += text;
  else parts.push({ kind, text });
}

/**
 * Compares two texts word by word: the longest common run of words stays, the rest is gone or new.
 *
 * The older column holds `same` and `gone`, the newer `same` and `new`; joined, each gives its text back.
 */
export function diffText(before: string, after: string): { before: DiffPart[]; after: DiffPart[] } {
  const a = tokens(before);
  const b = tokens(after);
  if (a.length * b.length > MOST_PAIRS) {
    const whole = (kind: DiffPart['kind'], text: string): DiffPart[] => (text === '' ? [] : [{ kind, text }]);
    return before === after
      ? { before: whole('same', before), after: whole('same', after) }
      : { before: whole('gone', before), after: whole('new', after) };
  }
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i * width + j] =
        a[i] === b[j]
          ? (table[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0);
    }
  }
  const left: { kind: DiffPart['kind']; text: string }[] = [];
  const right: { kind: DiffPart['kind']; text: string }[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const one = a[i];
    const other = b[j];
    if (one !== undefined && one === other) {
      push(left, 'same', one);
      push(right, 'same', one);
      i += 1;
      j += 1;
    } else if (
      other !== undefined &&
      (one === undefined || (table[i * width + j + 1] ?? 0) > (table[(i + 1) * width + j] ?? 0))
    ) {
      push(right, 'new', other);
      j += 1;
    } else if (one !== undefined) {
      push(left, 'gone', one);
      i += 1;
    }
  }
  return { before: tidy(left), after: tidy(right) };
}

/** A lone space between two changed stretches belongs to the change. */
function tidy(parts: readonly DiffPart[]): DiffPart[] {
  const out: { kind: DiffPart['kind']; text: string }[] = [];
  parts.forEach((part, index) => {
    const last = out.at(-1);
    const next = parts[index + 1];
    const lone = part.kind === 'same' && part.text.trim() === '' && last && next && last.kind !== 'same';
    push(out, lone ? last.kind : part.kind, part.text);
  });
  return out;
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function textRow(key: string, group: string, label: string, before: string, after: string): CompareRow {
  if (before.trim() === '' || after.trim() === '') {
    return {
      key,
      group,
      label,
      change: before.trim() === after.trim() ? '' : before.trim() === '' ? 'new' : 'gone',
      before: lines(before).map((text) => [{ kind: 'gone', text }]),
      after: lines(after).map((text) => [{ kind: 'new', text }]),
    };
  }
  const diff = diffText(before, after);
  return {
    key,
    group,
    label,
    change: before === after ? '' : 'changed',
    before: [diff.before],
    after: [diff.after],
  };
}

interface Item {
  readonly id: string;
  readonly text: string;
}

function itemsRow(
  key: string,
  group: string,
  label: string,
  before: readonly Item[],
  after: readonly Item[],
): CompareRow {
  const old = new Map(before.map((item) => [item.id, item]));
  const now = new Map(after.map((item) => [item.id, item]));
  const count = { kept: 0, changed: 0, gone: 0, new: 0 };
  const left = before.map((item): DiffPart[] => {
    const other = now.get(item.id);
    if (!other) {
      count.gone += 1;
      return [{ kind: 'gone', text: item.text }];
    }
    return diffText(item.text, other.text).before;
  });
  const right = after.map((item): DiffPart[] => {
    const other = old.get(item.id);
    if (!other) {
      count.new += 1;
      return [{ kind: 'new', text: item.text }];
    }
    count[other.text === item.text ? 'kept' : 'changed'] += 1;
    return diffText(other.text, item.text).after;
  });
  const same =
    count.changed + count.gone + count.new === 0 && before.every((item, at) => item.id === after[at]?.id);
  const words = (['kept', 'changed', 'gone', 'new'] as const)
    .filter((kind) => count[kind] > 0)
    .map((kind) => `${count[kind]} ${kind}`);
  if (!same && count.changed + count.gone + count.new === 0) words.push('other order');
  return { key, group, label, change: same ? '' : words.join(', '), before: left, after: right };
}

/** Writes a date in words. */
type DateWords = (date: string) => string;

function stepItem(step: Step, dateOf: DateWords): Item {
  const due = step.dueOn ? dateOf(step.dueOn) : '';
  const parts = [step.text, step.ownerName, step.done ? 'done' : due];
  return { id: step.id, text: parts.filter((part) => part !== '').join(', ') };
}

function goalText(goal: Goal | undefined): string {
  return goal ? unquoted(goal.words) : '';
}

function goalRows(
  before: Goal | undefined,
  after: Goal | undefined,
  number: number,
  dateOf: DateWords,
): CompareRow[] {
  const steps = (goal: Goal | undefined) => (goal?.steps ?? []).map((step) => stepItem(step, dateOf));
  const id = after?.id ?? before?.id ?? '';
  const group = !before ? `Goal ${number}, new` : !after ? 'Goal taken out' : `Goal ${number}`;
  const row = (part: string, label: string, read: (goal: Goal) => string) =>
    textRow(`goal.${id}.${part}`, group, label, before ? read(before) : '', after ? read(after) : '');
  return [
    textRow(`goal.${id}.words`, group, group.split(',')[0] ?? group, goalText(before), goalText(after)),
    row('measure', 'How we know', (goal) => goal.measure),
    row('domain', 'About', (goal) => DOMAIN_WORDS[goal.domain]),
    row('target', 'Target date', (goal) => (goal.targetDate ? dateOf(goal.targetDate) : '')),
    row('status', 'Where it stands', (goal) => GOAL_STATUS_WORDS[goal.status]),
    itemsRow(`goal.${id}.steps`, group, 'Steps', steps(before), steps(after)),
    row('barriers', 'What gets in the way', (goal) => goal.barriers),
    row('strengths', 'What helps', (goal) => goal.strengths),
  ];
}

/**
 * Lays two versions side by side, part by part, in the order of the newer one; goals it no longer has come last.
 *
 * Parts are matched by id, so a goal whose words were all rewritten is still the same goal.
 */
export function comparePlans(
  before: PlanContent,
  after: PlanContent,
  dateOf: DateWords = (date) => date,
): readonly CompareRow[] {
  const old = new Map(before.goals.map((goal) => [goal.id, goal]));
  const kept = new Set(after.goals.map((goal) => goal.id));
  const part = (key: string, label: string, one: string, other: string) =>
    textRow(key, label, label, one, other);
  const team = (content: PlanContent) =>
    content.careTeam.map((person) => ({
      id: person.id,
      text: [person.name, person.role, person.phone].filter((word) => word !== '').join(', '),
    }));
  const byLine = (text: string) =>
    lines(text).map((line) => ({ id: line.trim().split(' ')[0] ?? '', text: line }));
  const diagnoses = (content: PlanContent) =>
    content.snapshot.diagnoses.map(({ code, label }) => ({ id: code, text: `${label}, ${code}` }));
  return [
    ...after.goals.flatMap((goal, index) => goalRows(old.get(goal.id), goal, index + 1, dateOf)),
    ...before.goals
      .filter((goal) => !kept.has(goal.id))
      .flatMap((goal, index) => goalRows(goal, undefined, index + 1, dateOf)),
    part('strengths', 'Strengths', before.strengths, after.strengths),
    part('preferences', 'What matters', before.preferences, after.preferences),
    ...DOMAINS.map((domain) => {
      const need = (content: PlanContent) =>
        needsInOrder(content).find((one) => one.domain === domain)?.text ?? '';
      return textRow(`need.${domain}`, 'Needs found', DOMAIN_WORDS[domain], need(before), need(after));
    }),
    part('needs', 'Needs found', before.needs, after.needs),
    itemsRow(
      'medications',
      'Medicines',
      'Medicines',
      unique(byLine(before.snapshot.medications)),
      unique(byLine(after.snapshot.medications)),
    ),
    itemsRow('diagnoses', 'Diagnoses', 'Diagnoses', unique(diagnoses(before)), unique(diagnoses(after))),
    part('utilization', 'Hospital and ED', before.snapshot.utilization, after.snapshot.utilization),
    itemsRow('team', 'Care team', 'Care team', team(before), team(after)),
    part('crisis', 'Crisis plan', before.crisisPlan, after.crisisPlan),
    part('contact', 'Call at night', before.crisisContact, after.crisisContact),
    part('transition', 'After a hospital stay', before.transitionPlan, after.transitionPlan),
    part(
      'review',
      'Next review',
      before.reviewOn ? dateOf(before.reviewOn) : '',
      after.reviewOn ? dateOf(after.reviewOn) : '',
    ),
  ].filter((row) => row.before.length > 0 || row.after.length > 0);
}

/** Gives a second line that begins like an earlier one an id of its own. */
function unique(items: readonly Item[]): Item[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const times = seen.get(item.id) ?? 0;
    seen.set(item.id, times + 1);
    return times === 0 ? item : { ...item, id: `${item.id} ${times}` };
  });
}
