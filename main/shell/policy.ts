import { app } from 'electron';
import { readPolicy } from '#main/policy/read-policy.ts';
import type { PolicyState } from '#shared/policy/policy.ts';

/** A policy file given on the command line. SECURITY: only believed in an unpackaged build. */
function givenFile(): string {
  return app.isPackaged ? '' : app.commandLine.getSwitchValue('policy-file');
}

/** What holds on this computer, read afresh. */
export function currentPolicy(): PolicyState {
  const given = givenFile();
  return given ? readPolicy(given, [process.getuid?.() ?? 0]) : readPolicy();
}

/** What the backend is told about a policy file that is not in its usual place. */
export function policyArguments(): string[] {
  const given = givenFile();
  return given ? [`--policy-file=${given}`] : [];
}
