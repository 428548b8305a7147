import type { TestEvent } from '#shared/transfers/contract.ts';
import { folderFor, serverPath, type TestStepName, temporaryName } from '#shared/transfers/steps.ts';
import type { CallContext } from '../context.ts';
import { getPlan, rememberTest } from '../plans/plans.ts';
import { bytesSource } from './byte-source.ts';
import { streamEvents } from './event-stream.ts';
import { explainFailure } from './explain-failure.ts';
import { connectSentences, type PlanServer, planServer } from './plan-server.ts';
import { openSession, type SftpSession } from './session.ts';
import { SftpFailure } from './sftp-failure.ts';
import { StepsLog } from './steps-log.ts';

/** Where a test writes: only where files are tests. */
type Probe = { readonly folder: string } | { readonly why: string };

/**
 * Connects to a plan's server step by step, looks into the folder, and writes, renames and deletes an empty file
 * where tests go; where files count, nothing is ever written.
 *
 * @throws AppError as `sendTransfer`
 */
export async function testConnection(
  context: CallContext,
  input: { readonly planId: string },
): Promise<AsyncGenerator<TestEvent, void, void>> {
  const plan = await getPlan(context, input.planId);
  context.about({ entityId: plan.id });
  const server = await planServer(context, plan);
  const folder = folderFor(server.sftp, plan.profile.edi.usage);
  const probe = probeFor(server, plan.profile.edi.usage);
  const about = { planId: plan.id, server, folder, probe };
  return streamEvents(context.signal, (emit, signal) => test(context, about, emit, signal));
}

function probeFor({ sftp, facts }: PlanServer, usage: 'T' | 'P'): Probe {
  if (sftp.testFolder !== null) return { folder: sftp.testFolder };
  if (usage === 'T') return { folder: sftp.inboundFolder };
  return { why: `Not tried: ${facts.plan} has no folder for tests, and files count in this one` };
}

type TestSteps = StepsLog<TestStepName, TestEvent>;

async function test(
  context: CallContext,
  about: {
    readonly planId: string;
    readonly server: PlanServer;
    readonly folder: string;
    readonly probe: Probe;
  },
  emit: (event: TestEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const { planId, server, probe } = about;
  let { folder } = about;
  const steps: TestSteps = new StepsLog(emit, context.now);
  const remember = (passed: boolean, sentence: string) =>
    context.write((inside) => rememberTest(inside, planId, { at: inside.now(), passed, sentence }));
  try {
    const session = await open(server, steps, signal);
    try {
      steps.begin('folder', `Looking into ${folder}`);
      if ((await session.sizeOf(folder)) === null) throw new SftpFailure('folder_missing');
      steps.done('folder', `Folder ${folder} is there`);
      if ('folder' in probe) {
        folder = probe.folder;
        await writeProbe(session, folder, `hearth-test-${context.newId()}`, steps);
      } else {
        for (const step of ['write', 'move', 'remove'] as const) steps.skip(step, probe.why);
      }
    } finally {
      session.close();
    }
    await remember(true, 'Host key matches');
  } catch (error) {
    if (!(error instanceof SftpFailure)) throw error;
    const explained = explainFailure(error, { ...server.facts, folder, fileName: null });
    steps.fail(explained.message);
    if (error.kind !== 'cancelled') await remember(false, explained.message);
    throw explained;
  }
}

/** Opens a session; finding the name and reaching the server are two steps here, because two people mend them. */
function open(server: PlanServer, steps: TestSteps, signal: AbortSignal): Promise<SftpSession> {
  const words = connectSentences(server);
  steps.begin('find', words.find.begun);
  let found = false;
  return openSession(
    server.target,
    (step) => {
      if (step === 'find') found = true;
      // A server given by its address needs no finding.
      if (step === 'reach' && !found) steps.skip('find', `${server.facts.host} is an address`);
      steps.done(step, words[step].done);
      if (step === 'find') steps.begin('reach', words.reach.begun);
      if (step === 'reach') steps.begin('host_key', words.host_key.begun);
      if (step === 'host_key') steps.begin('login', words.login.begun);
    },
    signal,
  );
}

async function writeProbe(
  session: SftpSession,
  folder: string,
  name: string,
  steps: TestSteps,
): Promise<void> {
  const path = serverPath(folder, `${name}.txt`);
  const temporary = temporaryName(path);
  steps.begin('write', `Writing an empty file into ${folder}`);
  if ((await session.sizeOf(folder)) === null) throw new SftpFailure('folder_missing');
  await session.write(temporary, bytesSource(Buffer.alloc(0)), 0, () => undefined);
  steps.done('write', `Wrote an empty file into ${folder}`);
  try {
    steps.begin('move', 'Renaming it');
    await session.rename(temporary, path).catch((error: unknown) => {
      throw refused(error, 'rename_refused');
    });
    steps.done('move', 'Renamed it');
  } catch (error) {
    await session.discard(temporary);
    throw error;
  }
  steps.begin('remove', 'Deleting it again');
  await session.remove(path).catch((error: unknown) => {
    throw refused(error, 'delete_refused');
  });
  steps.done('remove', 'Deleted it again, nothing is left there');
}

/** A refusal of one step by its own name; a broken line stays a broken line. */
function refused(error: unknown, kind: 'rename_refused' | 'delete_refused'): unknown {
  if (!(error instanceof SftpFailure)) return error;
  const about = error.kind === 'permission_denied' || error.kind === 'server_failure';
  return about ? new SftpFailure(kind, { cause: error }) : error;
}
