import type { CallContext } from '../context.ts';
import { requirePassphrase } from '../vault/require-passphrase.ts';
import { saveKeyFile, setPassphrase } from '../vault/workspace.ts';
import { updateCanUnlock } from './store.ts';
import { getStaff } from './users.ts';

/** Gives a member of staff a passphrase slot, so that they can unlock this workspace. */
export async function allowUnlock(
  context: CallContext,
  input: { readonly userId: string; readonly passphrase: string },
): Promise<void> {
  requirePassphrase(context.policy, input.passphrase, 'passphrase');
  const staff = await getStaff(context, input.userId);
  const { workspace } = context;
  await setPassphrase(workspace, staff.id, input.passphrase);
  const others = workspace.keyFile.users.filter((user) => user.id !== staff.id);
  saveKeyFile(workspace, {
    ...workspace.keyFile,
    users: [...others, { id: staff.id, name: staff.name, role: staff.role }],
  });
  await context.write((inside) => updateCanUnlock(inside.db, staff.id));
  context.about({ entityId: staff.id });
}
