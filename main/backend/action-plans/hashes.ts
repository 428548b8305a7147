import { createHash } from 'node:crypto';
import { canonicalContent, canonicalJson } from '#shared/action-plans/canonical.ts';
import type { PlanContent } from '#shared/action-plans/content.ts';
import type { PlanVersion } from '#shared/action-plans/contract.ts';
import type { Signature } from '#shared/action-plans/papers.ts';

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

/** Says what of a signed version is not what was signed; null when all of it is. */
export function tamperProblem(
  plan: Pick<PlanVersion, 'id' | 'version' | 'content' | 'sha256'>,
  signatures: readonly Signature[],
): string | null {
  if (contentSha256(plan.content) !== plan.sha256) {
    return `Version ${plan.version} is not what was signed: its text and its hash differ.`;
  }
  for (const signature of signatures.filter(({ planId }) => planId === plan.id)) {
    const same = signatureSha256({ ...signature, witnessId: signature.witness.id }) === signature.sha256;
    if (!same || signature.contentSha256 !== plan.sha256) {
      return `The signature of ${signature.name} under version ${plan.version} is not what was recorded.`;
    }
  }
  return null;
}
