import { dateInWords } from '#shared/dates.ts';
import type { ComparedRow, MemberOnFile } from '#shared/roster/compare.ts';
import type { FieldChange, RosterColumn } from '#shared/roster/contract.ts';
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

/** The rows of a preview as they are stored: display words for every kind of row. */
export function presentRows(
  importId: string,
  analysis: Analysis,
  newId: () => string,
): NewRow<'roster_row'>[] {
  const { rows, gone } = analysis.comparison;
  return [
    ...rows.map((row) => presentRow(importId, row, newId())),
    ...gone.map((member) => presentGone(importId, member, newId())),
  ];
}

function presentRow(importId: string, row: ComparedRow, id: string): NewRow<'roster_row'> {
  const { values, member, kind } = row;
  const name = [values.firstName, values.lastName].filter(Boolean).join(' ');
  const detail: StoredDetail = {
    line: lineOf(row),
    problems: [...row.problems],
    notes: [...row.notes],
    changes: row.changes.map(showChange),
    written: [],
    addedId: null,
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
  };
}

function lineOf(row: ComparedRow): string {
  const [problem] = row.problems;
  if (problem) return problem.sentence;
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
