import type { TestEvent } from '#shared/transfers/contract.ts';
import { folderFor, type TestStepName } from '#shared/transfers/steps.ts';
import type { CallContext } from '../context.ts';
import { getPlan, rememberTest } from '../plans/plans.ts';
import { openWithSteps } from './deliver.ts';
import { streamEvents } from './event-stream.ts';
import { explainFailure } from './explain-failure.ts';
import { type PlanServer, planServer } from './plan-server.ts';
import { SftpFailure } from './sftp-failure.ts';
import { StepsLog } from './steps-log.ts';

/**
 * Connects to a plan's server, logs in and looks into the folder, step by step; writes nothing there.
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
  return streamEvents(context.signal, (emit, signal) => test(context, plan.id, server, folder, emit, signal));
}

async function test(
  context: CallContext,
  planId: string,
  server: PlanServer,
  folder: string,
  emit: (event: TestEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const steps = new StepsLog<TestStepName, TestEvent>(emit, context.now);
  const remember = (passed: boolean, sentence: string) =>
    context.write((inside) => rememberTest(inside, planId, { at: inside.now(), passed, sentence }));
  try {
    const session = await openWithSteps(server, steps, signal);
    try {
      steps.begin('folder', `Looking into ${folder}`);
      if ((await session.sizeOf(folder)) === null) throw new SftpFailure('folder_missing');
      steps.done('folder', `Folder ${folder} is there`);
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
