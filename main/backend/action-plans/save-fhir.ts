import { createHash } from 'node:crypto';
import { carePlanBundle } from '#shared/action-plans/fhir.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';
import { getAgency } from '../settings/agency.ts';
import { refuseChanged } from './hashes.ts';
import { findSignatures } from './papers-store.ts';
import { getPlan } from './plans.ts';

/** Asks where to write a version as FHIR JSON and writes it there; the audit row is written before the file is. */
export async function saveFhir(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ saved: boolean; fileName: string | null }> {
  const plan = await getPlan(context, input.id);
  if (plan.state === 'discarded') {
    throw new AppError('CONFLICT', 'This draft was put away. Bring it back to export it.');
  }
  const member = await getMember(context, plan.memberId);
  if (plan.state === 'signed') refuseChanged(plan, await findSignatures(context.db, member.id));
  const { name: agency } = await getAgency(context);
  const text = JSON.stringify(carePlanBundle(plan, member, { agency, now: context.now() }), null, 2);
  const bytes = new TextEncoder().encode(text);
  const target = await context.shell.saveFile({
    title: 'Save the Health Action Plan as FHIR',
    suggestedName: fileNameOf(`HAP ${member.name} version ${plan.version} CarePlan`, 'json'),
    filters: [{ name: 'FHIR JSON', extensions: ['json'] }],
  });
  if (target === null) return { saved: false, fileName: null };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await writeUserFile(target.path, bytes, () =>
    context.write((inside) =>
      inside.record('action_plan.export', {
        memberId: member.id,
        entityId: plan.id,
        detail: { version: plan.version, copy: 'fhir', bytes: bytes.length, sha256 },
      }),
    ),
  );
  return { saved: true, fileName: target.name };
}
