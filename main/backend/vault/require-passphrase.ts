import { AppError } from '#shared/errors.ts';
import { type Policy, passphraseAgainst } from '#shared/policy/policy.ts';

/**
 * Refuses a new passphrase that the policy of this computer does not allow.
 *
 * @throws AppError `VALIDATION` at `field`
 */
export function requirePassphrase(policy: Policy, passphrase: string, field: string): void {
  const problem = passphraseAgainst(policy, passphrase);
  if (problem) throw new AppError('VALIDATION', problem, { field });
}
