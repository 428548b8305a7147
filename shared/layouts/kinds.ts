import type { Layout, LayoutField, LayoutKind } from './column.ts';
import { DEFAULT_INVOICE, INVOICE_FIELDS } from './invoice.ts';
import { DEFAULT_OUTREACH_TRACKER, OUTREACH_TRACKER_FIELDS } from './outreach-tracker.ts';
import { DEFAULT_RETURN_FILE, RETURN_FILE_FIELDS } from './return-file.ts';

/** What one kind of sheet is called, what its columns can carry, and how it looks before a plan says otherwise. */
export interface LayoutKindFacts {
  readonly title: string;
  /** One sentence under the title. */
  readonly about: string;
  readonly fields: readonly LayoutField[];
  readonly standard: Layout;
}

/** Every kind of sheet with a layout for each plan. */
export const LAYOUTS: Readonly<Record<LayoutKind, LayoutKindFacts>> = {
  invoice: {
    title: 'Invoice',
    about: 'For plans that take no 837P: one row is one service line.',
    fields: INVOICE_FIELDS,
    standard: DEFAULT_INVOICE,
  },
  return_file: {
    title: 'Return file (RTF)',
    about: 'Once a month: one row is one member.',
    fields: RETURN_FILE_FIELDS,
    standard: DEFAULT_RETURN_FILE,
  },
  outreach_tracker: {
    title: 'Outreach tracker (OTF)',
    about: 'Once a month: one row is one attempt.',
    fields: OUTREACH_TRACKER_FIELDS,
    standard: DEFAULT_OUTREACH_TRACKER,
  },
};

/** The fields of a kind by key. */
export function fieldsOf(kind: LayoutKind): ReadonlyMap<string, LayoutField> {
  return new Map(LAYOUTS[kind].fields.map((field) => [field.key, field]));
}
