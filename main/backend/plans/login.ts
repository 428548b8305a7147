import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { getAgency } from '../settings/agency.ts';
import { getPlan } from './plans.ts';
import { makeLoginKey, makeRsaLoginKey } from './ssh-keys.ts';
import { updateHostKey, updateSecret } from './store.ts';

/** Stores the password for a plan's server; it replaces a key. */
export async function setPassword(
  context: CallContext,
  input: { readonly id: string; readonly password: string },
): Promise<Record<string, never>> {
  await getPlan(context, input.id);
  await updateSecret(context.db, input.id, { kind: 'password', password: input.password });
  context.about({ entityId: input.id });
  return {};
}

/** Makes a login key for a plan's server and gives back the line to send to the plan. */
export async function createKey(
  context: CallContext,
  input: { readonly id: string; readonly type: 'ed25519' | 'rsa' },
): Promise<{ publicKey: string }> {
  const plan = await getPlan(context, input.id);
  const agency = await getAgency(context);
  const comment = `${agency.name}-to-${plan.shortName}-${context.today()}`;
  const key = input.type === 'rsa' ? await makeRsaLoginKey(comment) : makeLoginKey(comment);
  await context.write((inside) => updateSecret(inside.db, input.id, { kind: 'key', ...key }));
  context.about({ entityId: input.id, detail: { type: input.type } });
  return { publicKey: key.publicKey };
}

/**
 * Pins the key of a plan's server after a person compared its fingerprint with what the plan says.
 *
 * @throws AppError `CONFLICT` while another key is pinned: an administrator first drops that one.
 */
export async function confirmHostKey(
  context: CallContext,
  input: { readonly id: string; readonly fingerprint: string },
): Promise<Record<string, never>> {
  const plan = await getPlan(context, input.id);
  context.about({ entityId: input.id, detail: { fingerprint: input.fingerprint } });
  if (plan.hostKey?.fingerprint === input.fingerprint) return {};
  // SECURITY: confirming never replaces a pinned key; only an administrator drops one, with a reason.
  if (plan.hostKey) {
    throw new AppError(
      'CONFLICT',
      'Another server key is already confirmed for this plan. Ask an administrator.',
    );
  }
  await updateHostKey(context.db, input.id, {
    fingerprint: input.fingerprint,
    at: context.now(),
    by: context.user.id,
  });
  return {};
}

/** Drops the pinned key; the reason and the old fingerprint stay in the audit. */
export async function forgetHostKey(
  context: CallContext,
  input: { readonly id: string; readonly reason: string },
): Promise<Record<string, never>> {
  const plan = await getPlan(context, input.id);
  await updateHostKey(context.db, input.id, null);
  context.about({
    entityId: input.id,
    detail: { fingerprint: plan.hostKey?.fingerprint ?? null, reason: input.reason },
  });
  return {};
}
