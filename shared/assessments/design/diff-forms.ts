import { compileUnchecked } from '../compile.ts';
import { conditionWords } from '../conditions.ts';
import type { Form } from '../form.ts';
import type { Extension, QuestionnaireItem } from '../questionnaire.ts';
import { EXTENSION, findExtension } from '../questionnaire.ts';
import { answerWords } from '../values.ts';
import { weightOfOption } from './item-parts.ts';
import { kindWords } from './new-form.ts';
import { placedItems } from './tree.ts';

/** One difference between two versions of a form; `lines` say what, one thing each. */
export interface FormChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Of an item; null for the form itself, its scores, prompts and tasks. */
  readonly linkId: string | null;
  /** What it is called: the question's words, "Score PHQ-9". */
  readonly name: string;
  readonly lines: readonly {
    readonly what: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

/** Compares two versions item by item, in the newer one's order; what was taken out comes last. */
export function diffForms(before: Form, after: Form): readonly FormChange[] {
  const old = entriesOf(before);
  const now = entriesOf(after);
  const moved = movedItems(old, now);
  const changes: FormChange[] = [];
  const headLines = linesBetween(headOf(before), headOf(after));
  if (headLines.length > 0)
    changes.push({ kind: 'changed', linkId: null, name: 'The form', lines: headLines });
  for (const [linkId, entry] of now) {
    const was = old.get(linkId);
    if (!was)
      changes.push({ kind: 'added', linkId, name: entry.name, lines: linesBetween(new Map(), entry.facts) });
    else {
      const lines = linesBetween(was.facts, entry.facts);
      if (moved.has(linkId)) lines.push({ what: 'Place', before: was.place, after: entry.place });
      if (lines.length > 0) changes.push({ kind: 'changed', linkId, name: entry.name, lines });
    }
  }
  for (const [linkId, entry] of old) {
    if (!now.has(linkId)) changes.push({ kind: 'removed', linkId, name: entry.name, lines: [] });
  }
  changes.push(...diffRules(before, after));
  return changes;
}

interface Entry {
  readonly name: string;
  readonly parent: string;
  readonly place: string;
  readonly facts: ReadonlyMap<string, string>;
}

/** Every item with its facts in words. */
function entriesOf(form: Form): ReadonlyMap<string, Entry> {
  const compiled = compileUnchecked(form.questionnaire);
  const nodes = new Map(compiled.nodes.map((node) => [node.item.linkId, node]));
  const names = new Map<string, string>();
  const entries = new Map<string, Entry>();
  for (const { item, path } of placedItems(form.questionnaire)) {
    names.set(path.join('.'), item.linkId);
    const parent = names.get(path.slice(0, -1).join('.')) ?? '';
    const before = names.get([...path.slice(0, -1), (path.at(-1) ?? 0) - 1].join('.'));
    const node = nodes.get(item.linkId);
    entries.set(item.linkId, {
      name: nameOf(item),
      parent,
      place: before ? `after ${before}` : parent ? `first in ${parent}` : 'first',
      facts: factsOf(item, node ? conditionWords(compiled, node) : null),
    });
  }
  return entries;
}

function nameOf(item: QuestionnaireItem): string {
  return findExtension(item, EXTENSION.shortText)?.valueString || item.text || item.linkId;
}

/** Extensions that are told in words of their own; the rest is compared as it stands. */
const TOLD = new Set<string>([EXTENSION.shortText, EXTENSION.enableWhenExpression, EXTENSION.hidden]);

function factsOf(item: QuestionnaireItem, rule: string | null): ReadonlyMap<string, string> {
  const facts = new Map<string, string>();
  const set = (what: string, value: string | undefined) => {
    if (value !== undefined && value !== '') facts.set(what, value);
  };
  set('Words', item.text);
  set('Short name', findExtension(item, EXTENSION.shortText)?.valueString);
  set('Number', item.prefix);
  set('Kind', kindWords(item));
  if (item.required) set('Needed', 'before signing');
  if (item.repeats) set('Repeats', 'yes');
  if (item.readOnly) set('Typed', 'no, Hearth fills it in');
  if (findExtension(item, EXTENSION.hidden)?.valueBoolean) set('Shown', 'no');
  set('Longest', item.maxLength?.toString());
  set('Asked', rule === null ? undefined : `only if ${rule}`);
  set('Rule', findExtension(item, EXTENSION.enableWhenExpression)?.valueExpression?.expression);
  set('Codes', item.code?.map(({ code }) => code).join(', '));
  for (const option of item.answerOption ?? []) {
    const weight = weightOfOption(option);
    const exclusive = findExtension(option, EXTENSION.optionExclusive)?.valueBoolean ? ', stands alone' : '';
    const key = option.valueCoding?.code ?? answerWords(option);
    set(`Answer ${key}`, `${answerWords(option)}${weight === null ? '' : `, counts ${weight}`}${exclusive}`);
  }
  for (const extension of item.extension ?? []) {
    if (!TOLD.has(extension.url)) set(lastPart(extension.url), valueWords(extension));
  }
  if (item.initial?.length) set('Starts with', item.initial.map(answerWords).join(', '));
  return facts;
}

function lastPart(url: string): string {
  return (
    url
      .split(/[/:]/)
      .at(-1)
      ?.replace(/^(sdc-)?questionnaire-/, '') ?? url
  );
}

function valueWords({ url: _url, ...value }: Extension): string {
  if (value.valueExpression) return value.valueExpression.expression;
  const [only] = Object.values(value);
  return typeof only === 'object' ? JSON.stringify(only) : String(only);
}

function headOf(form: Form): ReadonlyMap<string, string> {
  return new Map([
    ['Title', form.title],
    ['Copyright', form.questionnaire.copyright ?? ''],
    ['Co-signature', form.cosign?.why ?? 'not needed'],
  ]);
}

type Line = FormChange['lines'][number];

function linesBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Line[] {
  const lines: Line[] = [];
  for (const what of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(what) ?? null, after.get(what) ?? null];
    if (was !== is) lines.push({ what, before: was, after: is });
  }
  return lines;
}

/** Items that stand somewhere else among those both versions have: the fewest that explain the new order. */
function movedItems(old: ReadonlyMap<string, Entry>, now: ReadonlyMap<string, Entry>): ReadonlySet<string> {
  const moved = new Set<string>();
  const positions = new Map([...old.keys()].map((linkId, index) => [linkId, index]));
  const siblings = new Map<string, string[]>();
  for (const [linkId, { parent }] of now) {
    const was = old.get(linkId);
    if (!was) continue;
    if (was.parent !== parent) moved.add(linkId);
    else siblings.set(parent, [...(siblings.get(parent) ?? []), linkId]);
  }
  for (const group of siblings.values()) {
    const stay = longestRising(group.map((linkId) => positions.get(linkId) ?? 0));
    for (const [index, linkId] of group.entries()) if (!stay.has(index)) moved.add(linkId);
  }
  return moved;
}

/** Indexes of a longest rising run of values. */
function longestRising(values: readonly number[]): ReadonlySet<number> {
  const tails: number[] = [];
  const before: number[] = [];
  for (const [index, value] of values.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  }
  const run = new Set<number>();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) run.add(at);
  return run;
}

/** Scores, prompts, tasks and suggestions, each compared as a whole. */
function diffRules(before: Form, after: Form): FormChange[] {
  const kinds: readonly [
    string,
    (form: Form) => readonly {
      readonly id: string;
      readonly name: string;
      readonly facts: ReadonlyMap<string, string>;
    }[],
  ][] = [
    [
      'Score',
      (form) =>
        form.scores.map((rule) => ({
          id: rule.id,
          name: rule.title,
          facts: new Map([
            ['Counts', rule.items.join(', ')],
            ['Positive from', String(rule.positiveFrom)],
            ['Bands', rule.bands.map(({ from, to, label }) => `${from} to ${to} ${label}`).join('; ')],
          ]),
        })),
    ],
    [
      'Safety prompt',
      (form) =>
        form.safety.map((rule) => ({
          id: rule.id,
          name: rule.title,
          facts: new Map([
            ['Waits for', `${rule.linkId} ${rule.is ? answerWords(rule.is) : `above ${rule.above ?? 0}`}`],
            ['Says', `${rule.title} ${rule.text}`],
          ]),
        })),
    ],
    [
      'Task',
      (form) =>
        form.followUps.map((rule) => ({
          id: rule.id,
          name: rule.task.title,
          facts: new Map([['Rule', JSON.stringify(rule)]]),
        })),
    ],
    [
      'Suggestion',
      (form) =>
        (form.suggestions ?? []).map((rule) => ({
          id: rule.id,
          name: rule.problem,
          facts: new Map([['Rule', JSON.stringify(rule)]]),
        })),
    ],
  ];
  return kinds.flatMap(([kind, list]) => {
    const old = new Map(list(before).map((each) => [each.id, each]));
    const now = new Map(list(after).map((each) => [each.id, each]));
    const changes: FormChange[] = [];
    for (const id of new Set([...now.keys(), ...old.keys()])) {
      const [was, is] = [old.get(id), now.get(id)];
      const name = `${kind} ${(is ?? was)?.name ?? id}`;
      const lines = linesBetween(was?.facts ?? new Map(), is?.facts ?? new Map());
      if (!was) changes.push({ kind: 'added', linkId: null, name, lines });
      else if (!is) changes.push({ kind: 'removed', linkId: null, name, lines: [] });
      else if (lines.length > 0) changes.push({ kind: 'changed', linkId: null, name, lines });
    }
    return changes;
  });
}
