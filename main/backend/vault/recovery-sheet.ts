import { relative } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import type { PdfSpec } from '../pdf/blocks.ts';
import { buildPdf } from '../pdf/build-pdf.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';

/**
 * Saves the recovery code that was just made as a sheet to print; `fileName` is null when the dialog was put away.
 *
 * @throws AppError `CONFLICT` once the code was confirmed, or after another start: it is only known until then;
 * `VALIDATION` for a file beside the workspace, where it would be copied together with what it opens
 */
export async function saveRecoverySheet(context: CallContext): Promise<{ fileName: string | null }> {
  const { workspace, shell } = context;
  const code = workspace.pendingRecoveryCode;
  if (!code)
    throw new AppError('CONFLICT', 'This code is not shown any more. Make a new one and print that.');
  const { bytes } = await buildPdf(sheet(context, code));
  const target = await shell.saveFile({
    title: 'Save the recovery sheet',
    suggestedName: fileNameOf('Hearth recovery sheet', 'pdf'),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (!target) return { fileName: null };
  // SECURITY: the key under the doormat.
  if (!relative(workspace.folder, target.path).startsWith('..')) {
    throw new AppError(
      'VALIDATION',
      'That is the folder of the workspace: the code would lie beside what it opens. Choose another, such as a stick.',
    );
  }
  await writeUserFile(target.path, bytes, () =>
    context.write((inside) => inside.record('vault.save_recovery_sheet')),
  );
  return { fileName: target.name };
}

function sheet(context: CallContext, code: string): PdfSpec {
  const { agencyName } = context.workspace.keyFile;
  return {
    title: `Recovery code of Hearth, ${agencyName}`,
    subject: 'Opens the workspace when the passphrase is forgotten',
    author: agencyName,
    lang: 'en-US',
    createdAt: new Date(context.now()),
    header: { left: agencyName, right: `Made ${context.today()}` },
    footer: ['Keep this paper in a locked place, not with the computer.'],
    size: { scale: 14 / 10.5, least: 12 },
    blocks: [
      { kind: 'heading', level: 1, text: 'Recovery code' },
      {
        kind: 'facts',
        rows: code.split('-').map((group, index) => ({ name: `Group ${index + 1}`, value: group })),
      },
      {
        kind: 'paragraph',
        text: 'It opens the workspace when the passphrase is forgotten: on the unlock screen choose “Use the recovery code” and type the nine groups. Hearth then asks for a new passphrase and gives a new code; this one stops working.',
      },
      {
        kind: 'paragraph',
        text: 'Whoever has this paper and the computer can read everything. Without this code and without a passphrase nobody can, and nobody can make another. Delete the file once it is printed.',
      },
    ],
  };
}
