/** One field of an entry, as the form draws it and as the value is checked. */
export interface EntryField {
  readonly key: string;
  readonly label: string;
  readonly type: 'line' | 'area' | 'choice' | 'check' | 'date' | 'phone' | 'zip' | 'npi' | 'staff';
  readonly required?: boolean;
  readonly help?: string;
  readonly choices?: readonly (readonly [value: string, label: string])[];
  /** Stands beside the field before it. */
  readonly beside?: boolean;
}

/** A value of an entry's field. */
export type EntryValue = string | boolean | null;
export type EntryContent = Readonly<Record<string, EntryValue>>;

/** How a kind of entry is called, which fields it has, and what its two dates mean. */
export interface EntryForm {
  /** The heading of the list. */
  readonly title: string;
  /** What one is called on buttons: "Add phone". */
  readonly one: string;
  /** True where a member has only one at a time: a new one takes the place of the old. */
  readonly single: boolean;
  readonly fields: readonly EntryField[];
  /** The words for the first and last day, or null where the kind has no such day. */
  readonly from: string | null;
  readonly to: string | null;
  readonly fromRequired?: boolean;
  /** The verb that ends one, as of a day; null where it only can be corrected. */
  readonly end: string | null;
  /** Said where there is none yet. */
  readonly none: string;
}

/** A line of text. */
export const line = (key: string, label: string, more: Partial<EntryField> = {}): EntryField => ({
  key,
  label,
  type: 'line',
  ...more,
});
/** A line of text that cannot stay empty. */
export const must = (key: string, label: string, more: Partial<EntryField> = {}): EntryField => ({
  ...line(key, label, more),
  required: true,
});
/** One of a few answers; one has to be chosen. */
export const choice = (
  key: string,
  label: string,
  choices: NonNullable<EntryField['choices']>,
  more: Partial<EntryField> = {},
): EntryField => ({ key, label, type: 'choice', choices, required: true, ...more });
