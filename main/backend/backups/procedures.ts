import { backupsContract } from '#shared/backups/contract.ts';
import { handle } from '../procedure.ts';
import { backupStatus, checkBackup, makeBackupElsewhere, makeOwnBackup } from './backups.ts';
import { listBackups } from './folder.ts';

const os = handle(backupsContract);

export const backupsProcedures = os.router({
  status: os.status.handler(({ context }) => backupStatus(context)),
  list: os.list.handler(({ context }) => listBackups(context.workspace.folder)),
  make: os.make.handler(({ context }) => makeOwnBackup(context)),
  makeElsewhere: os.makeElsewhere.handler(({ context }) => makeBackupElsewhere(context)),
  check: os.check.handler(({ input, context }) => checkBackup(context, input)),
});
