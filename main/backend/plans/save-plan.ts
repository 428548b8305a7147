import { AppError } from '#shared/errors.ts';
import type { PlanProfile } from '#shared/plans/profile.ts';
import { isHostAllowed } from '#shared/policy/policy.ts';
import type { CallContext } from '../context.ts';
import { getPlan } from './plans.ts';
import { insertPlan, selectPlanIdByShortName, updateHostKey, updateLastTest, updatePlan } from './store.ts';

interface SavePlanInput {
  readonly id?: string | undefined;
  readonly name: string;
  readonly shortName: string;
  readonly profile: PlanProfile;
}

/**
 * Makes a plan, or changes one.
 *
 * A confirmed host key belongs to one server: with another server name or port it is dropped, and the next
 * connection asks a person again.
 *
 * @throws AppError `VALIDATION`, `CONFLICT` for a short name that is taken, `NOT_FOUND`
 */
export async function savePlan(context: CallContext, input: SavePlanInput): Promise<{ id: string }> {
  checkProfile(input.profile);
  const host = input.profile.sftp?.host;
  // SECURITY: the connection is refused as well; here the person who types the name learns why.
  if (host !== undefined && !isHostAllowed(context.policy, host)) {
    throw new AppError(
      'VALIDATION',
      `The policy of this computer does not allow ${host}. Ask whoever looks after the computer.`,
      { field: 'profile.sftp.host' },
    );
  }
  const namesake = await selectPlanIdByShortName(context.db, input.shortName);
  if (namesake && namesake !== input.id) {
    throw new AppError('CONFLICT', `There is already a plan called ${input.shortName}.`, {
      field: 'shortName',
    });
  }
  if (input.id === undefined) {
    const id = context.newId();
    await insertPlan(context.db, { ...input, id }, { at: context.now(), by: context.user.id });
    context.about({ entityId: id, detail: { new: true, usage: input.profile.edi.usage } });
    return { id };
  }
  const { id } = input;
  const before = await getPlan(context, id);
  await updatePlan(context.db, { ...input, id });
  const moved = serverOf(before.profile) !== serverOf(input.profile);
  if (moved) {
    await updateHostKey(context.db, id, null);
    await updateLastTest(context.db, id, null);
  }
  context.about({
    entityId: id,
    detail: { usage: input.profile.edi.usage, hostKeyDropped: moved && before.hostKey !== null },
  });
  return { id };
}

function serverOf(profile: PlanProfile): string {
  return profile.sftp ? `${profile.sftp.host.toLowerCase()}:${profile.sftp.port}` : '';
}

/** Checks what the schema cannot say: text that would break a server path, a name without a server. */
function checkProfile({ sftp, fileNameTemplate, actionPlans, documents }: PlanProfile): void {
  const templates = {
    'profile.actionPlans.fileNameTemplate': actionPlans.fileNameTemplate,
    'profile.documents.fileNameTemplate': documents.fileNameTemplate,
    'profile.fileNameTemplate': fileNameTemplate,
  };
  for (const [field, template] of Object.entries(templates)) {
    if (/[\\/\0]/.test(template)) {
      throw new AppError('VALIDATION', 'A file name has no / or \\ in it.', { field });
    }
  }
  if (!sftp) return;
  if (!/^[A-Za-z0-9.:_-]+$/.test(sftp.host)) {
    throw new AppError(
      'VALIDATION',
      'A server name has letters, digits, dots and hyphens, for example sftp.plan.org.',
      {
        field: 'profile.sftp.host',
      },
    );
  }
  if (sftp.user.trim() === '') {
    throw new AppError('VALIDATION', 'Type the login name the plan gave you.', {
      field: 'profile.sftp.user',
    });
  }
  if (sftp.afterDownload === 'move' && sftp.readFolder === null) {
    throw new AppError('VALIDATION', 'Type the folder to which read answers are moved.', {
      field: 'profile.sftp.readFolder',
    });
  }
  for (const [field, folder] of [
    ['inboundFolder', sftp.inboundFolder],
    ['testFolder', sftp.testFolder],
    ['readFolder', sftp.readFolder],
    ...sftp.responseFolders.map((folder) => ['responseFolders', folder] as const),
  ] as const) {
    if (folder !== null && (folder.trim() === '' || /[\0\r\n]|(^|\/)\.\.(\/|$)/.test(folder))) {
      throw new AppError('VALIDATION', 'Type the folder as the plan wrote it, for example /inbound.', {
        field: `profile.sftp.${field}`,
      });
    }
  }
}
