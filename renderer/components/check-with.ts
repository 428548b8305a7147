import type { ZodType } from 'zod';
import type { Check } from './field.tsx';

/** Checks a field with the contract's own schema, so that page and backend say the same sentence. */
export function checkWith(schema: ZodType): Check {
  return (value) => {
    const result = schema.safeParse(value);
    return result.success ? null : (result.error.issues[0]?.message ?? 'This cannot be used.');
  };
}
