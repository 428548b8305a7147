import { setImmediate as nextTurn } from 'node:timers/promises';
import { dateInWords } from '#shared/dates.ts';
import type { ComparedRow, MemberOnFile, RosterQuestion } from '#shared/roster/compare.ts';
import type { AskedQuestion, FieldChange, RosterColumn, RowCell } from '#shared/roster/contract.ts';
import type { FieldKey } from '#shared/roster/fields.ts';
import { FIELD_KEYS, isFieldKey, rosterField } from '#shared/roster/fields.ts';
import { shorten } from '#shared/roster/values.ts';
import type { NewRow } from '../db/schema.ts';
import type { Analysis } from './analyze.ts';
import type { StoredDetail } from './stored.ts';

const SEX_WORDS: Readonly<Record<string, string>> = { F: 'female', M: 'male', X: 'another', U: 'not known' };
const SAMPLES = 3;

/** A roster value as people read it. */
export function showValue(field: FieldKey, value: string): string {
  const { kind } = rosterField(field);
  if ((kind === 'date' || kind === 'birthday') && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    // Always with the year: lists of changes are read long after their day.
    return dateInWords(value, '0001-01-01');
  }
  return kind === 'sex' ? (SEX_WORDS[value] ?? value) : value;
}

function showChange(change: FieldChange): FieldChange {
  const { field } = change;
  if (!isFieldKey(field)) return change;
  const show = (value: string | null) => (value === null ? null : showValue(field, value));
  return { ...change, from: show(change.from), to: show(change.to) };
}

const ROWS_PER_TURN = 1000;

/** The rows of a preview as they are stored: display words for every kind of row. */
export async function presentRows(
  importId: string,
  analysis: Analysis,
  newId: () => string,
): Promise<NewRow<'roster_row'>[]> {
  const { rows, gone } = analysis.comparison;
  const presented: NewRow<'roster_row'>[] = [];
  for (const row of rows) {
    presented.push(presentRow(importId, row, { id: newId(), analysis }));
    if (presented.length % ROWS_PER_TURN === 0) await nextTurn();
  }
  for (const member of gone) presented.push(presentGone(importId, member, newId()));
  return presented;
}

function presentRow(
  importId: string,
  row: ComparedRow,
  { id, analysis }: { readonly id: string; readonly analysis: Analysis },
): NewRow<'roster_row'> {
  const { fixes } = analysis;
  const { values, member, kind } = row;
  const name = [values.firstName, values.lastName].filter(Boolean).join(' ');
  const detail: StoredDetail = {
    line: lineOf(row),
    problems: [...row.problems],
    notes: [...row.notes],
    changes: row.changes.map(showChange),
    written: [],
    addedId: null,
    question: askedQuestion(row),
    cells: kind === 'problem' || fixes.has(row.rowNumber) ? rowCells(row.rowNumber, analysis) : [],
  };
  const own = FIELD_KEYS.flatMap((field) => {
    const value = values[field];
    return value === undefined
      ? []
      : [{ field, label: rosterField(field).label, value: showValue(field, value) }];
  });
  const kept = Object.entries(row.kept).map(([label, value]) => ({
    field: '',
    label,
    value: shorten(value),
  }));
  return {
    id,
    import_id: importId,
    row_number: row.rowNumber,
    kind,
    member_id: member?.id ?? null,
    name: name || '(no name)',
    cin: values.cin ?? row.cinText,
    detail: JSON.stringify(detail),
    // A row that changes nothing is looked up in the chart, not here.
    cells: JSON.stringify(kind === 'same' ? [] : [...own, ...kept]),
    answer: row.answer,
  };
}

function presentGone(importId: string, member: MemberOnFile, id: string): NewRow<'roster_row'> {
  const detail: StoredDetail = {
    line: member.standing,
    problems: [],
    notes: [],
    changes: [],
    written: [],
    addedId: null,
    question: null,
    cells: [],
  };
  return {
    id,
    import_id: importId,
    row_number: 0,
    kind: 'gone',
    member_id: member.id,
    name: member.name,
    cin: member.values.cin ?? '',
    detail: JSON.stringify(detail),
    cells: '[]',
    answer: null,
  };
}

const COMPARED: readonly FieldKey[] = [
  'cin',
  'planMemberId',
  'birthDate',
  'sex',
  'phone',
  'street',
  'city',
  'language',
];

/** Both sides of a question, with every field that differs and those a person recognizes somebody by. */
function askedQuestion({ question, member, values, changes }: ComparedRow): AskedQuestion | null {
  if (!question || !member) return null;
  const differing = new Set(changes.map(({ field }) => field));
  const fields = FIELD_KEYS.filter(
    (field) => differing.has(field) || (COMPARED.includes(field) && (values[field] ?? member.values[field])),
  ).filter((field) => field !== 'firstName' && field !== 'lastName' && field !== 'middleName');
  const show = (field: FieldKey, value: string | undefined) =>
    value === undefined ? null : showValue(field, value);
  const fileName = [values.firstName, values.middleName, values.lastName].filter(Boolean).join(' ');
  return {
    because: question.because,
    memberName: member.name,
    standing: member.standing,
    sides: [
      { label: 'Name', file: fileName, hearth: member.name, differs: fileName !== member.name },
      ...fields.map((field) => ({
        label: rosterField(field).label,
        file: show(field, values[field]),
        hearth: show(field, member.values[field]),
        differs: differing.has(field),
      })),
      ...(question.kind === 'two_plans'
        ? [{ label: 'Plan', file: 'this plan', hearth: member.planName, differs: true }]
        : []),
    ],
    answers: answersTo(question.kind, member),
  };
}

function answersTo(kind: RosterQuestion['kind'], member: MemberOnFile): AskedQuestion['answers'] {
  const later = {
    id: 'later' as const,
    label: 'Decide later',
    detail: 'The row stays out of this roster.',
    goesIn: false,
  };
  if (kind === 'two_plans') {
    return [
      {
        id: 'same',
        label: 'Move to this plan',
        detail: `The chart moves from ${member.planName}; nothing in it is lost.`,
        goesIn: true,
      },
      {
        id: 'different',
        label: `Leave with ${member.planName}`,
        detail: 'The row stays out. Tell this plan.',
        goesIn: false,
      },
      later,
    ];
  }
  const same = {
    id: 'same' as const,
    label: 'Same person',
    detail: 'The file’s values go into the chart. What was corrected here stays.',
    goesIn: true,
  };
  const different =
    kind === 'cin'
      ? 'The row stays out: two people cannot have one CIN. Ask the plan.'
      : 'The row becomes a new member.';
  return [
    same,
    { id: 'different', label: 'Different people', detail: different, goesIn: kind === 'lookalike' },
    later,
  ];
}

/** The cells of a row as a person fixes them: columns with a field, the file's own text beside what was fixed. */
function rowCells(rowNumber: number, { headings, fixes, rowByNumber }: Analysis): RowCell[] {
  const cells = rowByNumber(rowNumber)?.cells ?? [];
  const fix = fixes.get(rowNumber) ?? {};
  return headings.columns
    .filter((column) => column.field !== null || column.repeats !== null)
    .map(({ letter, heading, index }) => {
      const text = (cells[index] ?? '').slice(0, 200);
      const fixed = fix[letter];
      return { letter, heading, text: fixed ?? text, was: fixed === undefined ? null : text };
    });
}

function lineOf(row: ComparedRow): string {
  const [problem] = row.problems;
  if (problem) return problem.sentence;
  if (row.question && row.member) return `${row.question.because.replace(/\.$/, '')}: ${row.member.name}`;
  const change = row.changes.find((one) => !one.kept) ?? row.changes[0];
  if (change) return `${change.label}: ${showChange(change).to ?? 'none'}`;
  const { language, homeless, onTel, tier } = row.values;
  const parts = [
    language,
    homeless === 'yes' ? 'unhoused' : null,
    onTel === 'yes' ? 'TEL' : null,
    tier ? `tier ${tier}` : null,
  ];
  return parts.filter(Boolean).join(', ');
}

/** How the file's columns are understood, with the first values under each heading. */
export function presentColumns({ headings, file }: Analysis): RosterColumn[] {
  return headings.columns.map(({ letter, heading, field, index }) => ({
    letter,
    heading,
    field,
    label: field === null ? null : rosterField(field).label,
    samples: firstValues(file.rows, index),
  }));
}

function firstValues(rows: Analysis['file']['rows'], index: number): string[] {
  const samples: string[] = [];
  for (const { cells } of rows) {
    const value = shorten(cells[index] ?? '');
    if (value !== '' && !samples.includes(value)) samples.push(value);
    if (samples.length === SAMPLES) break;
  }
  return samples;
}
