import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import type { ImportRow } from './store.ts';
import { findImport, findOriginal } from './store.ts';

/**
 * One import with its plan and state.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function getImport(context: CallContext, id: string): Promise<ImportRow> {
  const row = await findImport(context.db, id);
  if (!row) throw new AppError('NOT_FOUND', 'This roster is not in Hearth.', { field: 'importId' });
  return row;
}

/** Only a preview can be applied, changed or thrown away. */
export function requirePreview(found: ImportRow): void {
  if (found.state === 'preview') return;
  const was =
    { applied: 'applied', undone: 'taken back', discarded: 'thrown away' }[found.state] ?? found.state;
  throw new AppError('CONFLICT', `This roster was ${was} already. Open the file again to compare it anew.`);
}

/** The bytes of the plan's file as they were opened. */
export async function original(context: CallContext, importId: string): Promise<Uint8Array> {
  const bytes = await findOriginal(context.db, importId);
  if (!bytes) throw new AppError('NOT_FOUND', 'The file of this roster is not in Hearth.');
  return bytes;
}
