import { createHash } from 'node:crypto';
import { canonicalContent, canonicalJson } from '#shared/action-plans/canonical.ts';
import type { PlanContent } from '#shared/action-plans/content.ts';
import type { PlanVersion } from '#shared/action-plans/contract.ts';
import type { Signature } from '#shared/action-plans/papers.ts';
import { AppError } from '#shared/errors.ts';
import type { StoredPlan } from './store.ts';

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** SHA-256 over the canonical content, hexadecimal: the same plan always has the same one. */
export function contentSha256(content: PlanContent): string {
  return sha256(canonicalContent(content));
}

/** SHA-256 over everything a signature says, the hash of what was signed included. */
export function signatureSha256(
  signature: Omit<Signature, 'sha256' | 'witness'> & { readonly witnessId: string },
): string {
  const { id, planId, signer, name, method, detail, strokes, signedAt, contentSha256: content } = signature;
  return sha256(
    canonicalJson({
      id,
      planId,
      signer,
      name,
      method,
      detail,
      strokes,
      signedAt,
      content,
      witness: signature.witnessId,
    }),
  );
}

/** SHA-256 over what a signature freezes besides the text: whose plan, which version, who signed it and when. */
export function sealSha256(
  plan: Pick<PlanVersion, 'id' | 'memberId' | 'version' | 'sha256' | 'signedAt'> & {
    readonly signedBy: { readonly id: string } | null;
  },
): string {
  const { id, memberId, version, sha256: content, signedAt } = plan;
  return sha256(
    canonicalJson({
      id,
      memberId,
      version: String(version),
      content,
      signedAt,
      signedBy: plan.signedBy?.id ?? null,
    }),
  );
}

/** Says what of a signed version is not what was signed; null when all of it is. */
export function tamperProblem(plan: StoredPlan, signatures: readonly Signature[]): string | null {
  if (contentSha256(plan.content) !== plan.sha256) {
    return `Version ${plan.version} is not what was signed: its text and its hash differ.`;
  }
  if (plan.sealSha256 !== null && sealSha256(plan) !== plan.sealSha256) {
    return `Version ${plan.version} is not what was signed: who signed it, or when, was changed.`;
  }
  for (const signature of signatures.filter(({ planId }) => planId === plan.id)) {
    const same = signatureSha256({ ...signature, witnessId: signature.witness.id }) === signature.sha256;
    if (!same || signature.contentSha256 !== plan.sha256) {
      return `The signature of ${signature.name} under version ${plan.version} is not what was recorded.`;
    }
  }
  return null;
}

/**
 * Keeps a version that is not what was signed from leaving the workspace or getting a signature.
 *
 * @throws AppError `HELD` with what differs and what to do
 */
export function refuseChanged(plan: StoredPlan, signatures: readonly Signature[]): void {
  const problem = tamperProblem(plan, signatures);
  if (problem !== null) {
    throw new AppError(
      'HELD',
      `${problem} Nothing was given out. Tell your administrator; a backup has the text.`,
    );
  }
}
