import { writeFile } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { transferContent } from './sources.ts';
import { findTransfer } from './transfers.ts';

/**
 * Saves the bytes of a transfer where the user wants them, for plans that take files by hand.
 *
 * @throws AppError `NOT_FOUND`, `FILE_UNREADABLE` when the chosen place cannot be written
 */
export async function saveCopy(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ name: string } | null> {
  const transfer = await findTransfer(context, input.id);
  context.about({ entityId: transfer.id });
  const bytes = await transferContent(context, transfer);
  const grant = await context.shell.saveFile({
    title: `Save ${transfer.fileName}`,
    suggestedName: transfer.fileName,
    filters: [{ name: '837P', extensions: ['x12', 'txt', 'edi'] }],
  });
  if (!grant) return null;
  try {
    await writeFile(grant.path, bytes);
  } catch {
    throw new AppError('FILE_UNREADABLE', `${grant.name} could not be written there. Choose another place.`);
  }
  await context.write((inside) =>
    inside.record('transfer.saved', { entityId: transfer.id, detail: { fileName: grant.name } }),
  );
  return { name: grant.name };
}
