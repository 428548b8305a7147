import { programsContract } from '#shared/programs/contract.ts';
import { handle } from '../procedure.ts';
import { confirmRule, unconfirmRule } from './confirm-rule.ts';
import { showRules } from './rules.ts';

const os = handle(programsContract);

/** Rule packs over the contract. */
export const programsProcedures = os.router({
  rules: os.rules.handler(({ input, context }) => showRules(context, input)),
  confirmRule: os.confirmRule.handler(({ input, context }) => confirmRule(context, input)),
  unconfirmRule: os.unconfirmRule.handler(({ input, context }) => unconfirmRule(context, input)),
});
