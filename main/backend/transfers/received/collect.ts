import { AppError } from '#shared/errors.ts';
import type { CollectEvent } from '#shared/transfers/contract.ts';
import { serverPath } from '#shared/transfers/steps.ts';
import type { CallContext } from '../../context.ts';
import { DISK_FULL, isDiskFull } from '../../db/disk-full.ts';
import { getPlan, type StoredPlan, showPlans } from '../../plans/plans.ts';
import { streamEvents } from '../event-stream.ts';
import { explainFailure } from '../explain-failure.ts';
import type { ServerFile } from '../list-folder.ts';
import { CHECKED, writeMoment } from '../moments/store.ts';
import { type PlanServer, planServer } from '../plan-server.ts';
import { openSession, type SftpSession } from '../session.ts';
import { SftpFailure } from '../sftp-failure.ts';
import { type ArrivedBytes, receivedIntake } from './intake.ts';
import { keepReceived, openReceived } from './keep.ts';
import { type SeenFile, selectSeen, selectUnopened, upsertSeen } from './store.ts';

/** More than any answer has; keeps a server from filling the disk of this computer. */
export const MOST_RECEIVED_BYTES = 2 * 1024 * 1024 * 1024;
/** How many entries of a folder Hearth looks at in one go. */
const MOST_ENTRIES = 20_000;
/** How many new files one look takes at most; the next look goes on. */
const MOST_FILES = 2000;

interface Counts {
  kept: number;
  known: number;
  waiting: number;
  problems: number;
}

/**
 * Looks for answers of one plan, or of all that have response folders, and keeps what is new.
 *
 * One plan's trouble does not keep the others waiting. Nothing is deleted or moved on a server unless the plan's
 * profile says so, and never before the file is kept and opened here.
 *
 * @throws AppError `VALIDATION` for a single plan that has no folder to look into
 */
export async function collect(
  context: CallContext,
  input: { readonly planId?: string | undefined },
): Promise<AsyncGenerator<CollectEvent, void, void>> {
  const plans = input.planId ? [await getPlan(context, input.planId)] : await plansWithFolders(context);
  if (input.planId && !hasFolders(plans[0])) {
    throw new AppError(
      'VALIDATION',
      `Hearth looks into no folder of ${plans[0]?.shortName}. Add one under Admin, Plans.`,
    );
  }
  context.about({ detail: { plans: plans.length } });
  return streamEvents(context.signal, async (emit, signal) => {
    const counts: Counts = { kept: 0, known: 0, waiting: 0, problems: 0 };
    for (const plan of plans) {
      signal.throwIfAborted();
      await collectFrom(context, plan, counts, emit, signal);
    }
    await context.write((inside) =>
      writeMoment(inside.db, CHECKED, { at: inside.now(), by: inside.user.id }),
    );
    const sentence =
      counts.kept === 0
        ? 'No new answer.'
        : counts.waiting === 0
          ? `${counts.kept} new, none waits for a person.`
          : `${counts.kept} new, ${counts.waiting} of them ${counts.waiting === 1 ? 'waits' : 'wait'} for a person.`;
    emit({ step: 'finished', planId: null, sentence, at: context.now(), counts: { ...counts } });
  });
}

function hasFolders(plan: StoredPlan | undefined): boolean {
  return (plan?.profile.sftp?.responseFolders.length ?? 0) > 0;
}

/** Every plan in whose folders Hearth can look. */
export async function plansWithFolders(context: CallContext): Promise<StoredPlan[]> {
  const plans = await showPlans(context);
  return plans.filter((plan) => hasFolders(plan) && plan.login.kind !== 'none' && plan.hostKey !== null);
}

async function collectFrom(
  context: CallContext,
  plan: StoredPlan,
  counts: Counts,
  emit: (event: CollectEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const say = (step: CollectEvent['step'], sentence: string) =>
    emit({ step, planId: plan.id, sentence, at: context.now() });
  const server = await planServer(context, plan);
  let folder = server.sftp.responseFolders[0] ?? '';
  let fileName: string | null = null;
  try {
    for (const id of await selectUnopened(context.db, plan.id)) {
      if ((await openReceived(context, id)).state === 'waiting') counts.waiting += 1;
    }
    const session = await openSession(server.target, () => undefined, signal);
    try {
      for (folder of server.sftp.responseFolders) {
        fileName = null;
        say('looking', `Looking into ${folder} at ${plan.shortName}`);
        const listed = await session.list(folder, MOST_ENTRIES);
        if (listed.more) say('problem', tooMany(plan.shortName, folder));
        if (listed.passedOver > 0) say('problem', passedOver(listed.passedOver, folder));
        let taken = 0;
        for (const file of listed.files.toSorted((a, b) => a.modified - b.modified)) {
          if (taken >= MOST_FILES) break;
          fileName = file.name;
          if (await takeOne(context, { plan, server, session, folder, file, counts, say })) taken += 1;
        }
      }
    } finally {
      session.close();
    }
  } catch (error) {
    if (isDiskFull(error)) {
      counts.problems += 1;
      say('problem', `${DISK_FULL} ${fileName ?? 'The file'} stays at ${plan.shortName}.`);
      return;
    }
    if (!(error instanceof SftpFailure) || error.kind === 'cancelled') throw error;
    counts.problems += 1;
    const explained = explainFailure(error, { ...server.facts, folder, fileName });
    say('problem', explained.message.replace('Nothing was sent.', 'Nothing was fetched.'));
  }
}

function tooMany(plan: string, folder: string): string {
  return `${folder} at ${plan} holds more than ${MOST_ENTRIES.toLocaleString('en-US')} entries. Hearth looked at those. Ask ${plan} to clear old ones.`;
}

function passedOver(count: number, folder: string): string {
  const entries = count === 1 ? '1 entry' : `${count} entries`;
  return `${entries} in ${folder} with a name or kind that Hearth does not touch ${count === 1 ? 'was' : 'were'} left there.`;
}

interface Taking {
  readonly plan: StoredPlan;
  readonly server: PlanServer;
  readonly session: SftpSession;
  readonly folder: string;
  readonly file: ServerFile;
  readonly counts: Counts;
  readonly say: (step: CollectEvent['step'], sentence: string) => void;
}

/** Takes one file of a folder: download, verify, keep, open, and only then tidy up on the server. */
async function takeOne(context: CallContext, taking: Taking): Promise<boolean> {
  const { plan, session, folder, file, counts, say } = taking;
  const path = serverPath(folder, file.name);
  const seen: SeenFile = {
    planId: plan.id,
    serverPath: path,
    size: file.size,
    modified: Math.trunc(file.modified),
  };
  const before = await selectSeen(context.db, seen);
  if (before) {
    if (before.cleared === 'no') await tidyUp(context, taking, seen, before.receivedId);
    return false;
  }
  // The plan may upload under a temporary name itself.
  if (/\.(part|tmp|filepart|partial|writing)$/i.test(file.name)) return false;
  try {
    const arrived = await download(context, session, path, file);
    const kept = await keepReceived(context, {
      planId: plan.id,
      fileName: file.name,
      ...arrived,
      from: { file: seen, hostKey: session.fingerprint },
    });
    const outcome = await openReceived(context, kept.id);
    if (kept.known) {
      counts.known += 1;
      say('known', `${file.name} came before. Nothing was done twice.`);
    } else {
      counts.kept += 1;
      if (outcome.state === 'waiting') counts.waiting += 1;
      say('kept', `${file.name}: ${outcome.sentence}`);
    }
    await tidyUp(context, taking, seen, kept.id);
    return !kept.known;
  } catch (error) {
    if (!(error instanceof SftpFailure) || !ABOUT_ONE_FILE.has(error.kind)) throw error;
    counts.problems += 1;
    say('problem', explainFailure(error, { ...taking.server.facts, folder, fileName: file.name }).message);
    return false;
  }
}

const ABOUT_ONE_FILE = new Set([
  'too_large',
  'changing',
  'folder_missing',
  'permission_denied',
  'end_of_file',
]);

/**
 * Reads a file into the workspace and proves that what arrived is what the server has: same size before, during and
 * after.
 */
async function download(
  context: CallContext,
  session: SftpSession,
  path: string,
  file: ServerFile,
): Promise<ArrivedBytes> {
  if (file.size > MOST_RECEIVED_BYTES) throw new SftpFailure('too_large');
  const intake = receivedIntake(context);
  try {
    const there = await session.read(path, MOST_RECEIVED_BYTES, intake.add, () => undefined);
    if (there !== file.size || (await session.sizeOf(path)) !== file.size) throw new SftpFailure('changing');
    return await intake.finish();
  } catch (error) {
    await intake.drop();
    throw error;
  }
}

/** Deletes or moves a file on the server once it is kept and opened here, if the profile says so. */
async function tidyUp(
  context: CallContext,
  taking: Taking,
  seen: SeenFile,
  receivedId: string,
): Promise<void> {
  const { server, session, file, say } = taking;
  const { afterDownload, readFolder } = server.sftp;
  if (afterDownload === 'leave') return;
  const move = afterDownload === 'move' && readFolder !== null;
  if (afterDownload === 'move' && !move) return;
  try {
    if (move) await session.rename(seen.serverPath, serverPath(readFolder, file.name));
    else await session.remove(seen.serverPath);
  } catch (error) {
    if (!(error instanceof SftpFailure) || error.kind === 'line_dropped' || error.kind === 'cancelled')
      throw error;
    if (error.kind !== 'folder_missing') {
      say('problem', `${file.name} is kept here, but could not be ${move ? 'moved' : 'deleted'} there.`);
      return;
    }
  }
  await context.write(async (inside) => {
    await upsertSeen(inside.db, seen, {
      receivedId,
      cleared: move ? 'moved' : 'deleted',
      at: inside.now(),
    });
    await inside.record('transfer.cleared_on_server', {
      entityId: receivedId,
      detail: { how: move ? 'moved' : 'deleted' },
    });
  });
}
