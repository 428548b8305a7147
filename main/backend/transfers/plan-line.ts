import type { SendSteps } from './deliver.ts';
import type { Line } from './line/line.ts';
import type { PlanServer } from './plan-server.ts';
import { type SftpSession, sessionOn } from './session.ts';

/**
 * The line to one plan's server, kept open from file to file of one run.
 *
 * A thousand files would else log in a thousand times, which servers take for an attack.
 */
export interface PlanLine {
  /** The kept line as a session for the next file; null when there is none, or the server is another one now. */
  take(server: PlanServer, steps: SendSteps, signal: AbortSignal): SftpSession | null;
  /** Keeps the line of a file that went well. */
  keep(server: PlanServer, line: Line): void;
  /** Ends the line. */
  end(): void;
}

/** Makes a line that is not open yet. */
export function planLine(): PlanLine {
  let kept: { readonly line: Line; readonly to: string } | null = null;
  const end = () => {
    kept?.line.end();
    kept = null;
  };
  return {
    take: (server, steps, signal) => {
      const open = kept;
      kept = null;
      if (!open) return null;
      if (open.to !== identityOf(server) || !open.line.isOpen()) {
        open.line.end();
        return null;
      }
      const { host, user } = server.facts;
      steps.done('reach', `Still connected to ${host}`);
      steps.done('host_key', 'Same connection, same host key');
      steps.done('login', `Still logged in as ${user}`);
      return sessionOn(open.line, server.target, signal);
    },
    keep: (server, line) => {
      end();
      kept = { line, to: identityOf(server) };
    },
    end,
  };
}

/** Everything that makes a server the same one: a changed profile or a dropped key asks for a new connection. */
function identityOf({ target }: PlanServer): string {
  return JSON.stringify([target.host, target.port, target.user, target.pinned, target.secret]);
}
