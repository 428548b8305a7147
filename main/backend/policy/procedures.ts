import { policyContract } from '#shared/policy/contract.ts';
import { handle } from '../procedure.ts';

const os = handle(policyContract);

export const policyProcedures = os.router({
  current: os.current.handler(({ context }) => context.host.policy),
});
