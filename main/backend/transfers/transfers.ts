import { AppError } from '#shared/errors.ts';
import type {
  MemberInside,
  PlanConnection,
  ReceivedRow,
  Transfer,
  TransferRow,
} from '#shared/transfers/contract.ts';
import { ANSWERED_KINDS } from '#shared/transfers/kinds.ts';
import { folderFor, serverPath } from '#shared/transfers/steps.ts';
import type { CallContext } from '../context.ts';
import { getPlan, type ShownPlan, type StoredPlan, showPlans } from '../plans/plans.ts';
import { actionPlanInside } from './action-plan-inside.ts';
import { selectActionPlansDue, selectMembers, selectMembersInside } from './inside/store.ts';
import { lateBefore } from './late/late.ts';
import { recordLook } from './looks.ts';
import { CHECKED, readMoment } from './moments/store.ts';
import { selectInbox, selectReceivedLedger } from './received/store.ts';
import { nextDue } from './schedule-times.ts';
import { isSending } from './send-transfer.ts';
import {
  type StoredRow,
  type StoredTransfer,
  selectLedger,
  selectOutbox,
  selectSendings,
  selectTransfer,
} from './store.ts';

/** Everything the Transfers page shows. */
interface TransferLists {
  readonly plans: PlanConnection[];
  readonly outbox: TransferRow[];
  readonly ledger: TransferRow[];
  readonly ledgerCount: number;
  readonly inbox: ReceivedRow[];
  readonly received: ReceivedRow[];
  readonly receivedCount: number;
  readonly checkedAt: string | null;
  readonly nextRunAt: string | null;
}

/** Plans with their connection, the outbox, the inbox and the ledger of both ways. */
export async function listTransfers(
  context: CallContext,
  input: { readonly find: string; readonly ledgerLimit: number },
): Promise<TransferLists> {
  await recordLook(context, 'transfer.view_list', { find: input.find });
  const plans = await showPlans(context);
  const profiles = new Map(plans.map((plan) => [plan.id, plan.profile]));
  const outbox = await selectOutbox(context.db);
  const ledger = await selectLedger(context.db, { find: input.find, limit: input.ledgerLimit });
  const received = await selectReceivedLedger(context.db, { find: input.find, limit: input.ledgerLimit });
  const sending = plans.filter((plan) => plan.profile.actionPlans.send).map((plan) => plan.id);
  const due = await selectActionPlansDue(context.db, sending);
  const connections = plans.map((plan) =>
    toConnection(plan, {
      actionPlansDue: due.filter((one) => one.planId === plan.id).length,
      nextRunAt: nextDue(plan.profile.schedule.times, context.now(), context.workspace.timeZone),
    }),
  );
  const next = connections.flatMap(({ nextRunAt }) => nextRunAt ?? []).toSorted();
  const show = (row: StoredRow) => withLate(withTrueState(row), profiles.get(row.planId), context.now());
  return {
    plans: connections,
    outbox: outbox.map(show),
    ledger: ledger.rows.map(show),
    ledgerCount: ledger.count,
    inbox: await selectInbox(context.db),
    received: received.rows,
    receivedCount: received.count,
    checkedAt: await readMoment(context.db, CHECKED),
    nextRunAt: next[0] ?? null,
  };
}

/** Tells whether a plan should have answered by now; tests are answered when somebody has time. */
function withLate<Row extends StoredRow>(
  row: Row,
  profile: StoredPlan['profile'] | undefined,
  now: string,
): Row & { late: boolean } {
  const before = profile ? lateBefore(profile, now) : null;
  const asked = row.state === 'sent' && row.usage === 'P' && ANSWERED_KINDS.includes(row.kind);
  const waited = row.sentAt !== null && before !== null && row.sentAt < before;
  return { ...row, late: asked && row.answeredAt === null && waited };
}

/**
 * One transfer with everything its panel shows.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function getTransfer(context: CallContext, input: { readonly id: string }): Promise<Transfer> {
  const transfer = await findTransfer(context, input.id);
  const { profile } = await getPlan(context, transfer.planId);
  await recordLook(context, 'transfer.view', { entityId: transfer.id });
  const { fileId: _pieces, sentById: _sender, ...row } = transfer;
  const shown = {
    ...withLate(withTrueState(row), profile, context.now()),
    members: (await selectMembers(context.db, transfer.id)).length,
    sentBefore: await selectSendings(context.db, transfer.id),
    actionPlan: transfer.kind === 'action_plans' ? await actionPlanInside(context, transfer) : null,
  };
  if (shown.state === 'sent') return shown;
  const { sftp } = profile;
  const goesTo = sftp && serverPath(folderFor(sftp, transfer.usage), transfer.fileName);
  return { ...shown, serverPath: goesTo };
}

/**
 * Whose data is inside a file, by name.
 *
 * @throws AppError `NOT_FOUND`
 */
export async function membersInside(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ members: MemberInside[] }> {
  const transfer = await findTransfer(context, input.id);
  const members = await selectMembersInside(context.db, transfer.id);
  context.about({ entityId: transfer.id, detail: { members: members.length } });
  return { members };
}

/** A stored transfer. @throws AppError `NOT_FOUND` */
export async function findTransfer(context: CallContext, id: string): Promise<StoredTransfer> {
  const transfer = await selectTransfer(context.db, id);
  if (!transfer) throw new AppError('NOT_FOUND', 'This file is not in the outbox or the ledger.');
  return transfer;
}

/** A row that says "sending" while nobody sends it was left so by a crash: it waits. */
function withTrueState<Row extends StoredRow>(row: Row): Row {
  if (row.state !== 'sending' || isSending(row.id)) return row;
  return {
    ...row,
    state: 'queued',
    problem:
      'Hearth was closed while this was being sent. Send it again: Hearth looks first and never leaves two copies.',
  };
}

function toConnection(
  plan: ShownPlan,
  rest: Pick<PlanConnection, 'actionPlansDue' | 'nextRunAt'>,
): PlanConnection {
  const { sftp, edi } = plan.profile;
  return {
    id: plan.id,
    shortName: plan.shortName,
    usage: edi.usage,
    host: sftp?.host ?? null,
    user: sftp?.user ?? null,
    folder: sftp && folderFor(sftp, edi.usage),
    responseFolders: sftp?.responseFolders.length ?? 0,
    hasLogin: plan.login.kind !== 'none',
    hostKey: plan.hostKey,
    lastTest: plan.lastTest,
    ...rest,
  };
}
