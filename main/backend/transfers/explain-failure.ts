import { AppError, assertNever, type ErrorCode } from '#shared/errors.ts';
import type { SftpFailure } from './sftp-failure.ts';

/** The facts a sentence about a failure is made of. */
export interface FailureFacts {
  readonly plan: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly login: 'password' | 'key';
  /** The folder on the server that was used. */
  readonly folder: string;
  readonly fileName: string | null;
  /** The confirmed server key and when that was in words ("today", "on Mar 2"). */
  readonly confirmed: { readonly fingerprint: string; readonly words: string } | null;
}

/**
 * Says what happened, what is safe and what to do, in sentences a billing lead can act on.
 *
 * The same sentence is stored with the transfer and travels as the error.
 */
export function explainFailure(failure: SftpFailure, facts: FailureFacts): AppError {
  const { kind, fingerprint } = failure;
  const shared = { reason: kind, host: facts.host };
  if (kind === 'host_key_unknown') {
    return error('HOST_KEY_UNKNOWN', sentenceOf(failure, facts), {
      ...shared,
      fingerprint: fingerprint ?? '',
    });
  }
  if (kind === 'host_key_changed') {
    return error('HOST_KEY_CHANGED', sentenceOf(failure, facts), {
      ...shared,
      fingerprint: fingerprint ?? '',
      confirmed: facts.confirmed?.fingerprint ?? '',
      confirmedWhen: facts.confirmed?.words ?? '',
    });
  }
  const code: ErrorCode = kind === 'cancelled' ? 'CANCELLED' : kind === 'unsure' ? 'HELD' : 'TRANSFER_FAILED';
  return error(code, sentenceOf(failure, facts), shared);
}

function error(code: ErrorCode, message: string, facts: Record<string, string>): AppError {
  return new AppError(code, message, { facts });
}

function sentenceOf({ kind }: SftpFailure, facts: FailureFacts): string {
  const { plan, host, port, user, folder } = facts;
  const file = facts.fileName ?? 'The file';
  switch (kind) {
    case 'no_such_server':
      return `Hearth cannot find ${host}. Nothing was sent. Look at the network cable, then at the server name in the plan’s profile.`;
    case 'refused':
      return `The server ${host} takes no connections on port ${port}. Nothing was sent. Try later, or check the port in the plan’s profile.`;
    case 'no_answer':
      return `The server ${host} did not answer in time. Nothing was sent. Try again later.`;
    case 'not_ssh':
      return `The server ${host} ended the connection or does not answer as an SFTP server. Nothing was sent. Check the server name and the port in the plan’s profile.`;
    case 'old_encryption':
      return `${plan}’s server only knows encryption too old to be safe. Nothing was sent. Ask ${plan} to update the server.`;
    case 'host_key_unknown':
      return `Nobody has confirmed ${plan}’s server yet. Nothing was sent. Compare its fingerprint with the one ${plan} gave you.`;
    case 'host_key_changed':
      return `The server is not the one you confirmed ${facts.confirmed?.words ?? 'earlier'}. Sending stopped. Call the plan before you go on.`;
    case 'login_key_unreadable':
      return `The key kept for ${plan} cannot be read. Nothing was sent. Make a new key in the plan’s profile and send its public line to ${plan}.`;
    case 'login_refused':
      return facts.login === 'password'
        ? `${plan} refused the password. Nothing was sent. Change it in the plan’s profile.`
        : `${plan} refused Hearth’s key. Nothing was sent. Ask the plan to add the key from the plan’s profile for ${user}.`;
    case 'no_sftp':
      return `${plan} lets ${user} log in but offers no file transfer. Nothing was sent. Ask the plan to turn on SFTP.`;
    case 'line_dropped':
      return `The line to ${plan} broke. The file waits here. Send it again: the same bytes, nothing is billed twice.`;
    case 'folder_missing':
      return `${plan}’s server has no folder ${folder}. Nothing was sent. Change the folder in the plan’s profile.`;
    case 'permission_denied':
      return `${plan} does not let ${user} use ${folder}. Nothing was sent. Ask the plan for the right to write there.`;
    case 'no_room':
      return `${plan}’s server has no room left. The file waits here. Call the plan, then send it again.`;
    case 'server_failure':
      return `${plan}’s server stopped taking the file, perhaps because its disk is full. The file waits here. Call the plan, then send it again.`;
    case 'name_taken':
      return `Another file called ${file} is already in ${folder}. Nothing was sent. Call the plan before you go on.`;
    case 'size_differs':
      return `${plan}’s server did not keep all bytes. What arrived was not given its name, so the plan does not see it. Send it again.`;
    case 'content_differs':
      return `${plan}’s server has the right size but other bytes. What arrived was not given its name, so the plan does not see it. Send it again; if it happens twice, call ${plan}.`;
    case 'rename_refused':
      return `${plan} does not let ${user} rename files in ${folder}. The file waits here. Ask the plan for the right to rename.`;
    case 'delete_refused':
      return `${plan} does not let ${user} delete files in ${folder}, so an empty test file stays there. Sending works. Broken uploads cannot be cleared away: ask the plan for the right to delete.`;
    case 'maybe_arrived':
      return `The line to ${plan} broke at the last step, so the file may have arrived. Send it again: Hearth looks for it first and never leaves two copies.`;
    case 'unsure':
      return `${file} may have reached ${plan}: the line broke at the last step and the file is no longer in ${folder}, as when a plan picks it up. Ask ${plan} whether they have it, then say so here.`;
    case 'end_of_file':
      return `${plan}’s server ended a file too early. Nothing was changed there. Try again.`;
    case 'too_large':
      return `${file} is larger than the 2 GB that Hearth takes from a server. It stays there. Ask ${plan} to split it, or load it from a disk.`;
    case 'changing':
      return `${file} changed while Hearth read it, as when a plan is still writing it. It stays there until the next look.`;
    case 'cancelled':
      return 'You stopped this. The file waits here and can be sent again.';
    default:
      return assertNever(kind);
  }
}
