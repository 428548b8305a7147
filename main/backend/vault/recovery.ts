import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { normalizeRecoveryCode } from './recovery-code.ts';
import { replaceRecoveryCode, saveKeyFile } from './workspace.ts';

/**
 * Confirms the printed recovery code by groups that the person typed back.
 *
 * @throws AppError `VALIDATION` naming the group that differs; `CONFLICT` when the code was made in an earlier run
 * and can only be replaced.
 */
export async function confirmRecoveryCode(
  context: CallContext,
  input: { readonly groups: readonly { readonly index: number; readonly text: string }[] },
): Promise<void> {
  const { workspace } = context;
  if (!workspace.pendingRecoveryCode) {
    throw new AppError('CONFLICT', 'This code was shown in an earlier run. Make a new one and print that.');
  }
  const groups = workspace.pendingRecoveryCode.split('-');
  if (new Set(input.groups.map((group) => group.index)).size < 2) {
    throw new AppError('VALIDATION', 'Two different groups are needed.', { field: 'groups.1' });
  }
  for (const [position, { index, text }] of input.groups.entries()) {
    if (groups[index] !== normalizeRecoveryCode(text)) {
      throw new AppError('VALIDATION', `Group ${index + 1} is different on the printed code.`, {
        field: `groups.${position}.text`,
      });
    }
  }
  saveKeyFile(workspace, { ...workspace.keyFile, recoveryConfirmed: true });
  workspace.pendingRecoveryCode = null;
}

/** Replaces the recovery code and shows the new one, once. */
export async function newRecoveryCode(context: CallContext): Promise<{ recoveryCode: string }> {
  return { recoveryCode: await replaceRecoveryCode(context.workspace) };
}
