import { dateInWords } from '#shared/dates.ts';
import { AppError } from '#shared/errors.ts';
import { isHostAllowed } from '#shared/policy/policy.ts';
import type { CallContext } from '../context.ts';
import { planSecret, type StoredPlan } from '../plans/plans.ts';
import { todayIn } from '../procedure.ts';
import type { FailureFacts } from './explain-failure.ts';
import type { ConnectStep, SftpTarget } from './line/connect.ts';

/** A plan's server with all that is needed to connect and to talk about it. */
export interface PlanServer {
  readonly target: SftpTarget;
  readonly facts: Omit<FailureFacts, 'folder' | 'fileName'>;
  readonly sftp: NonNullable<StoredPlan['profile']['sftp']>;
}

/**
 * Gathers what a connection to the plan's server needs.
 *
 * @throws AppError `VALIDATION` when the plan takes no files over SFTP or nothing to log in with is set; `FORBIDDEN`
 * when the policy of this computer does not name the server
 */
export async function planServer(context: CallContext, plan: StoredPlan): Promise<PlanServer> {
  const { sftp } = plan.profile;
  if (!sftp) {
    throw new AppError(
      'VALIDATION',
      `${plan.shortName} takes no files over SFTP. Save the file and upload it there.`,
    );
  }
  // SECURITY: every connection to a plan's server is made from here, so none leaves the hosts the policy names.
  if (!isHostAllowed(context.policy, sftp.host)) {
    throw new AppError(
      'FORBIDDEN',
      `The policy of this computer does not allow ${sftp.host}. Nothing was sent. Ask whoever looks after the computer.`,
      { facts: { reason: 'host_not_allowed', host: sftp.host } },
    );
  }
  const secret = await planSecret(context, plan.id);
  if (!secret) {
    throw new AppError(
      'VALIDATION',
      `Hearth has no password or key for ${plan.shortName}. Add one under Admin, Plans.`,
    );
  }
  return {
    target: {
      host: sftp.host,
      port: sftp.port,
      user: sftp.user,
      secret,
      pinned: plan.hostKey?.fingerprint ?? null,
      stallSeconds: sftp.patienceSeconds,
      kilobytesPerSecond: sftp.kilobytesPerSecond,
    },
    facts: {
      plan: plan.shortName,
      host: sftp.host,
      port: sftp.port,
      user: sftp.user,
      login: secret.kind,
      confirmed: plan.hostKey && {
        fingerprint: plan.hostKey.fingerprint,
        words: dayInWords(context, plan.hostKey.confirmedAt),
      },
    },
    sftp,
  };
}

/** What to say before and after each step of connecting. */
export function connectSentences(server: PlanServer): Record<ConnectStep, { begun: string; done: string }> {
  const { host, user, login, confirmed } = server.facts;
  return {
    find: { begun: `Looking for ${host}`, done: `Found ${host}` },
    reach: { begun: `Reaching ${host}`, done: `Reached ${host}` },
    host_key: {
      begun: 'Comparing the host key',
      done: `Host key is the same as ${confirmed?.words ?? 'confirmed'}`,
    },
    login: {
      begun: `Logging in as ${user}`,
      done: `Logged in as ${user}, with ${login === 'key' ? 'key' : 'password'}`,
    },
  };
}

/** The agency's day of an instant, as it stands in a sentence: "today", "on Mar 2". */
function dayInWords(context: CallContext, instant: string): string {
  const words = dateInWords(todayIn(context.workspace.timeZone, new Date(instant)), context.today());
  return words === 'today' ? words : `on ${words}`;
}
