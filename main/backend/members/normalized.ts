import { AppError } from '#shared/errors.ts';
import type { Checked } from '#shared/members/normalize.ts';

/** The value, or a `VALIDATION` failure with the normalizer's sentence. */
export function need(checked: Checked, field: string): string {
  if ('value' in checked) return checked.value;
  throw new AppError('VALIDATION', checked.sentence, { field });
}
