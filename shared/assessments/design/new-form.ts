import type { Form } from '../form.ts';
import { OWN, questionnaire } from '../forms/build.ts';
import type { AnswerOption, ItemType, QuestionnaireItem } from '../questionnaire.ts';
import { EXTENSION } from '../questionnaire.ts';

/** What an item is, in the words of the designer; some differ only in whether they repeat. */
export const ITEM_KINDS = [
  { kind: 'group', label: 'Section' },
  { kind: 'display', label: 'Text to read' },
  { kind: 'boolean', label: 'Yes or no' },
  { kind: 'choice', label: 'Choose one' },
  { kind: 'choice-many', label: 'Choose any' },
  { kind: 'open-choice', label: 'Choose, or own words' },
  { kind: 'string', label: 'Short text' },
  { kind: 'text', label: 'Long text' },
  { kind: 'integer', label: 'Whole number' },
  { kind: 'decimal', label: 'Number' },
  { kind: 'quantity', label: 'Number with unit' },
  { kind: 'date', label: 'Date' },
  { kind: 'dateTime', label: 'Date and time' },
  { kind: 'time', label: 'Time' },
  { kind: 'url', label: 'Web address' },
] as const;

export type ItemKind = (typeof ITEM_KINDS)[number]['kind'];

/** The kind of an item; files and references, which only imported forms have, are shown as short text. */
export function kindOf(item: QuestionnaireItem): ItemKind {
  if (item.type === 'choice') return item.repeats ? 'choice-many' : 'choice';
  return ITEM_KINDS.find(({ kind }) => kind === item.type)?.kind ?? 'string';
}

/** The words for an item's kind. */
export function kindWords(item: QuestionnaireItem): string {
  return ITEM_KINDS.find(({ kind }) => kind === kindOf(item))?.label ?? item.type;
}

/** A new item of a kind, with what it cannot do without. */
export function newItem(linkId: string, kind: ItemKind): QuestionnaireItem {
  return asKind({ linkId, type: 'string', text: '' }, kind);
}

/** Turns an item into another kind; what the new kind cannot have is left out, the words and the rule stay. */
export function asKind(item: QuestionnaireItem, kind: ItemKind): QuestionnaireItem {
  const type: ItemType = kind === 'choice-many' ? 'choice' : kind;
  const { answerOption, initial: _initial, repeats: _repeats, required, ...rest } = item;
  const chooses = type === 'choice' || type === 'open-choice';
  const options = answerOption?.length
    ? answerOption
    : [newOption('Answer 1', []), newOption('Answer 2', [])];
  return {
    ...rest,
    type,
    ...(type !== 'display' && required !== undefined && { required }),
    ...(kind === 'choice-many' && { repeats: true }),
    ...(type === 'group' && { item: item.item ?? [] }),
    ...(chooses && { answerOption: options }),
  };
}

/** A new answer to choose; its code is made from its words once and then stays, whatever the words become. */
export function newOption(words: string, others: readonly AnswerOption[]): AnswerOption {
  const taken = new Set(others.map((option) => option.valueCoding?.code));
  const base =
    words
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 40) || 'answer';
  let code = base;
  for (let number = 2; taken.has(code); number += 1) code = `${base}-${number}`;
  return { valueCoding: { system: OWN, code, display: words } };
}

/** An empty form with one section and one question. */
export function blankForm(id: string, title: string): Form {
  const item: QuestionnaireItem[] = [
    {
      linkId: 'section-1',
      type: 'group',
      text: '',
      extension: [{ url: EXTENSION.shortText, valueString: 'Section 1' }],
      item: [{ linkId: 'q1', type: 'boolean', text: '', required: true }],
    },
  ];
  return {
    id,
    title,
    questionnaire: {
      ...questionnaire(id, title, item),
      url: ownUrl(id),
      version: '1',
      status: 'draft',
      copyright: '',
    },
    scores: [],
    safety: [],
    followUps: [],
    suggestions: [],
    cosign: null,
    confirm: [],
  };
}

/** A copy of a form under another name, with everything in it: items, scores, prompts, tasks, suggestions. */
export function copyOfForm(form: Form, id: string, title: string): Form {
  return {
    ...form,
    id,
    title,
    questionnaire: { ...form.questionnaire, id, url: ownUrl(id), version: '1', status: 'draft', title },
  };
}

/** The form as its next version begins. */
export function nextVersion(form: Form, version: number): Form {
  return {
    ...form,
    questionnaire: { ...form.questionnaire, version: String(version), status: 'draft' },
  };
}

function ownUrl(id: string): string {
  return `urn:hearth:own:${id}`;
}
