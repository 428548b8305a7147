import { z } from 'zod';
import type { LockReason } from '#shared/shell/contract.ts';
import type { DeviceUnlock } from '#shared/vault/contract.ts';
import type { BackendContext, BackendHost, CallContext } from '../context.ts';
import type { KeyFile } from './key-file.ts';
import type { SecretSlot } from './slots.ts';
import { type OpenWorkspace, saveKeyFile } from './workspace.ts';

type Context = CallContext & BackendContext;

/**
 * SECURITY: the locks after which the computer itself has asked who is there. After any other one somebody else may
 * stand in front of an open computer, and a restart of Hearth must not be a way around an idle lock either.
 */
const COMPUTER_ASKED: readonly (LockReason | null)[] = ['screen', 'user_switch'];

/** What the computer keeps, encrypted by the system: it says itself what it belongs to and how old it is. */
const keptSchema = z.strictObject({
  format: z.literal(1),
  vaultId: z.uuid(),
  userId: z.uuid(),
  slotId: z.uuid(),
  secret: z.string().regex(/^[0-9a-f]{64}$/),
  /** When the passphrase was typed last. */
  typedAt: z.iso.datetime(),
});
type Kept = z.infer<typeof keptSchema>;

/** The slot this computer's key store opens for a user, if there is one. */
export function deviceSlotOf(keyFile: KeyFile, userId: string): SecretSlot | undefined {
  return keyFile.slots.find((slot): slot is SecretSlot => slot.kind === 'device' && slot.userId === userId);
}

/** The users who may come in without a passphrase now, as far as the key file and the last lock tell. */
export function deviceUsers(host: BackendHost, keyFile: KeyFile): string[] {
  if (host.session || host.policy.policy.deviceUnlockHours === 0) return [];
  if (!COMPUTER_ASKED.includes(host.lockedBecause)) return [];
  return keyFile.slots.flatMap((slot) => (slot.kind === 'device' && slot.userId ? [slot.userId] : []));
}

/** What the computer keeps for a slot; `null` for what is missing, damaged, or belongs to something else. */
export async function readKept(host: BackendHost, keyFile: KeyFile, slot: SecretSlot): Promise<Kept | null> {
  const answer = await host.shell.readDeviceKey({ name: slot.id }).catch(() => null);
  try {
    const kept = keptSchema.parse(JSON.parse(answer?.text ?? ''));
    const belongs =
      kept.slotId === slot.id && kept.userId === slot.userId && kept.vaultId === keyFile.vaultId;
    return belongs ? kept : null;
  } catch {
    return null;
  }
}

/** Keeps a user's secret on this computer. */
export async function keep(host: BackendHost, kept: Kept): Promise<void> {
  await host.shell.keepDeviceKey({ name: kept.slotId, text: JSON.stringify(kept) });
}

/** Whether the caller comes in without a passphrase on this computer, and if not why not. */
export async function deviceUnlock({ host, workspace, user }: Context): Promise<DeviceUnlock> {
  const hours = host.policy.policy.deviceUnlockHours;
  if (hours === 0) {
    return { state: 'unavailable', hours, reason: 'The policy of this computer does not allow it.' };
  }
  const { problem } = await host.shell.deviceKeys({});
  if (problem) return { state: 'unavailable', hours, reason: problem };
  const slot = deviceSlotOf(workspace.keyFile, user.id);
  const kept = slot && (await readKept(host, workspace.keyFile, slot));
  return { state: kept ? 'on' : 'off', hours, reason: null };
}

/** Takes away what this computer keeps for a user; true when there was something. */
export async function forgetDevice(
  { host, workspace }: { readonly host: BackendHost; readonly workspace: OpenWorkspace },
  userId: string,
): Promise<boolean> {
  const { keyFile } = workspace;
  const own = keyFile.slots.filter((slot) => slot.kind === 'device' && slot.userId === userId);
  if (own.length === 0) return false;
  saveKeyFile(workspace, { ...keyFile, slots: keyFile.slots.filter((slot) => !own.includes(slot)) });
  await forgetKeys(host, { ...keyFile, slots: own });
  return true;
}

/**
 * Takes what this computer keeps for the device slots of a key file out of the profile, where it can: without its slot
 * it opens nothing, but an earlier generation of the key file still has the slot.
 */
export async function forgetKeys(host: BackendHost, { slots }: KeyFile): Promise<void> {
  for (const { id, kind } of slots) {
    if (kind === 'device') await host.shell.forgetDeviceKey({ name: id }).catch(() => {});
  }
}

/** After a typed passphrase: the hours begin anew, or a slot that the policy forbids by now goes; its audit action. */
export async function alignDevice(
  host: BackendHost,
  workspace: OpenWorkspace,
  userId: string,
): Promise<'vault.drop_device' | null> {
  const slot = deviceSlotOf(workspace.keyFile, userId);
  if (!slot) return null;
  if (host.policy.policy.deviceUnlockHours === 0) {
    await forgetDevice({ host, workspace }, userId);
    return 'vault.drop_device';
  }
  const kept = await readKept(host, workspace.keyFile, slot);
  if (kept) await keep(host, { ...kept, typedAt: host.clock().toISOString() }).catch(() => {});
  return null;
}
