import { vaultContract } from '#shared/vault/contract.ts';
import { handle, handlePublic } from '../procedure.ts';
import { deviceUnlock, forgetDevice } from './device.ts';
import { allowDevice, unlockOnDevice } from './device-unlock.ts';
import { listKeyFileCopies, useKeyFileCopy } from './key-file-copies.ts';
import { changePassphrase } from './own-passphrase.ts';
import { confirmRecoveryCode, newRecoveryCode } from './recovery.ts';
import { chooseBackup, restoreBackup } from './restore.ts';
import { changeKeys, createVault, lockVault, recoverVault, unlockVault, vaultStatus } from './session.ts';
import { startFresh } from './start-fresh.ts';

const open = handlePublic(vaultContract);
const unlocked = handle(vaultContract);

// A plain object: `.router()` would put the public middleware before those that need a session.
export const vaultProcedures = {
  status: open.status.handler(({ context }) => vaultStatus(context.host)),
  create: open.create.handler(({ input, context }) => createVault(context.host, input)),
  unlock: open.unlock.handler(({ input, context }) => unlockVault(context.host, input)),
  copyIncident: open.copyIncident.handler(({ input, context }) =>
    context.host.shell.copied({ text: input.id }),
  ),
  unlockOnDevice: open.unlockOnDevice.handler(({ input, context }) => unlockOnDevice(context.host, input)),
  useRecoveryCode: open.useRecoveryCode.handler(({ input, context }) => recoverVault(context.host, input)),
  chooseBackup: open.chooseBackup.handler(({ context }) => chooseBackup(context.host)),
  restoreBackup: open.restoreBackup.handler(({ input, context }) => restoreBackup(context.host, input)),
  keyFileCopies: open.keyFileCopies.handler(({ context }) => listKeyFileCopies(context.host)),
  useKeyFileCopy: open.useKeyFileCopy.handler(({ input, context }) => useKeyFileCopy(context.host, input)),
  startFresh: open.startFresh.handler(({ context }) => startFresh(context.host)),
  confirmRecoveryCode: unlocked.confirmRecoveryCode.handler(({ input, context }) =>
    confirmRecoveryCode(context, input),
  ),
  saveRecoverySheet: unlocked.saveRecoverySheet.handler(async ({ context }) => {
    // The way to paper is only walked with a new code; unlocking does not wait for it.
    const { saveRecoverySheet } = await import('./recovery-sheet.ts');
    return saveRecoverySheet(context);
  }),
  newRecoveryCode: unlocked.newRecoveryCode.handler(({ context }) => newRecoveryCode(context)),
  changePassphrase: unlocked.changePassphrase.handler(({ input, context }) =>
    changePassphrase(context, input),
  ),
  deviceUnlock: unlocked.deviceUnlock.handler(({ context }) => deviceUnlock(context)),
  allowDevice: unlocked.allowDevice.handler(({ input, context }) => allowDevice(context, input)),
  dropDevice: unlocked.dropDevice.handler(async ({ context }) => {
    await forgetDevice(context, context.user.id);
  }),
  changeKeys: unlocked.changeKeys.handler(({ input, context }) => changeKeys(context, input)),
  lockWarnings: unlocked.lockWarnings.handler(async function* ({ context, signal }) {
    yield* await context.shell.lockWarnings({}, signal ? { signal } : {});
  }),
  lock: unlocked.lock.handler(({ input, context }) => lockVault(context, input)),
};
