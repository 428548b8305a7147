import { z } from 'zod';
import { dateSchema, lineSchema } from '../fields.ts';
import type { EntryContent, EntryField, EntryKind, EntryValue } from './entry-kinds.ts';
import { ENTRY_FORMS } from './entry-kinds.ts';

function fieldSchema(field: EntryField): z.ZodType<EntryValue, unknown> {
  switch (field.type) {
    case 'check':
      return z.boolean().default(false);
    case 'choice': {
      const values = (field.choices ?? []).map(([value]) => value);
      return z.enum(values as [string, ...string[]], { error: `Choose: ${field.label}.` });
    }
    case 'date':
      return dateSchema.nullable().default(null);
    default: {
      const text = field.type === 'area' ? z.string().trim().max(4000) : lineSchema;
      if (field.required) return text.min(1, { error: `${field.label} is empty.` });
      return text
        .nullable()
        .default(null)
        .transform((value) => value || null);
    }
  }
}

const SCHEMAS = new Map<EntryKind, z.ZodType<EntryContent, unknown>>();

/** Checks the content of a kind of entry: exactly its fields, empty text as null. */
export function entryContentSchema(kind: EntryKind): z.ZodType<EntryContent, unknown> {
  const known = SCHEMAS.get(kind);
  if (known) return known;
  const shape = Object.fromEntries(ENTRY_FORMS[kind].fields.map((field) => [field.key, fieldSchema(field)]));
  const schema = z.strictObject(shape) as unknown as z.ZodType<EntryContent, unknown>;
  SCHEMAS.set(kind, schema);
  return schema;
}
