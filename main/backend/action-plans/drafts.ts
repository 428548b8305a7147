import {
  EMPTY_CONTENT,
  EMPTY_SNAPSHOT,
  type PlanContent,
  type Snapshot,
} from '#shared/action-plans/content.ts';
import type { PlanVersion } from '#shared/action-plans/contract.ts';
import { needsFrom } from '#shared/action-plans/suggestions.ts';
import { AppError } from '#shared/errors.ts';
import type { Member } from '#shared/members/member.ts';
import type { CallContext } from '../context.ts';
import { getMember, listConditions } from '../members/members.ts';
import { findDoneSources } from '../tasks/done-sources.ts';
import { STEP_SOURCE } from './current.ts';
import { hasOpenReview } from './papers-store.ts';
import { getDraft, getPlan, signedConflict } from './plans.ts';
import { medicationLines, utilizationLines } from './record-lines.ts';
import { findPlans, insertDraft, nextVersion, writeContent, writeDiscarded, writeRestored } from './store.ts';
import { suggestionsFor } from './suggestions.ts';

/** Opens the draft there is, or makes one: a copy of the last signed version, else version 1. */
export async function startPlan(
  context: CallContext,
  input: { readonly memberId: string },
): Promise<PlanVersion> {
  const member = await getMember(context, input.memberId);
  const plans = await findPlans(context.db, member.id);
  const draft = plans.find((plan) => plan.state === 'draft');
  if (draft) {
    context.about({ memberId: member.id, entityId: draft.id, detail: { existing: true } });
    return draft;
  }
  const signed = plans.find((plan) => plan.state === 'signed');
  const id = context.newId();
  const version = await nextVersion(context.db, member.id);
  await insertDraft(context.db, {
    id,
    memberId: member.id,
    version,
    content: signed ? await copyOf(context, signed) : await firstContent(context, member),
    at: context.now(),
    by: context.user.id,
  });
  context.about({ memberId: member.id, entityId: id, detail: { version, copied: signed !== undefined } });
  return getPlan(context, id);
}

/** What version 1 knows before anybody writes: the needs on file, the health record, who looks after the member. */
async function firstContent(context: CallContext, member: Member): Promise<PlanContent> {
  return {
    ...EMPTY_CONTENT,
    needsByDomain: [...needsFrom(await suggestionsFor(context, member.id))],
    snapshot: {
      ...EMPTY_SNAPSHOT,
      takenOn: context.today(),
      diagnoses: await activeDiagnoses(context, member.id),
      medications: await medicationLines(context, member.id),
      utilization: await utilizationLines(context, member.id),
    },
    careTeam: member.lead
      ? [{ id: context.newId(), name: member.lead.name, role: 'Lead care manager', phone: '' }]
      : [],
  };
}

/**
 * Copies a signed version for the next one. Ids stay, so that a step keeps its task and the versions compare.
 *
 * Steps whose task was done since are marked done; the review date is left to be set anew.
 */
async function copyOf(context: CallContext, signed: PlanVersion): Promise<PlanContent> {
  const done = new Set(
    await findDoneSources(context, { memberId: signed.memberId, sourceKind: STEP_SOURCE }),
  );
  return {
    ...signed.content,
    reviewOn: null,
    snapshot: {
      takenOn: context.today(),
      diagnoses: await activeDiagnoses(context, signed.memberId),
      // What the record says today; a record that says nothing leaves what was typed for the version before.
      medications: (await medicationLines(context, signed.memberId)) || signed.content.snapshot.medications,
      utilization: (await utilizationLines(context, signed.memberId)) || signed.content.snapshot.utilization,
    },
    goals: signed.content.goals.map((goal) => ({
      ...goal,
      steps: goal.steps.map((step) => ({ ...step, done: step.done || done.has(step.id) })),
    })),
  };
}

/** The diagnoses a version is signed with: what stands on the problem list today. */
export async function activeDiagnoses(
  context: CallContext,
  memberId: string,
): Promise<Snapshot['diagnoses']> {
  return (await listConditions(context, memberId))
    .filter((condition) => condition.endedOn === null)
    .slice(0, 200)
    .map(({ code, label }) => ({ code: code.slice(0, 200), label: label.slice(0, 200) }));
}

/** Keeps what was typed. The page calls it within a second of the last key. */
export async function saveDraft(
  context: CallContext,
  input: { readonly id: string; readonly content: PlanContent },
): Promise<{ savedAt: string }> {
  const savedAt = context.now();
  if (await hasOpenReview(context.db, input.id)) {
    throw new AppError('CONFLICT', 'This draft waits for review. Take it back to go on writing.');
  }
  if (!(await writeContent(context.db, input.id, input.content, savedAt))) {
    const plan = await getPlan(context, input.id);
    if (plan.state === 'signed') throw signedConflict(plan);
    throw new AppError('CONFLICT', 'This draft was put away. Bring it back to go on writing.');
  }
  return { savedAt };
}

/** Puts a draft away; nothing of it is lost. */
export async function discardPlan(context: CallContext, input: { readonly id: string }): Promise<void> {
  const plan = await getDraft(context, input.id);
  if (await hasOpenReview(context.db, plan.id)) {
    throw new AppError('CONFLICT', 'This draft waits for review. Take it back first.');
  }
  await writeDiscarded(context.db, { id: plan.id, memberId: plan.memberId, at: context.now() });
}

/** Brings a discarded draft back, unless another one was started since. */
export async function restorePlan(
  context: CallContext,
  input: { readonly id: string },
): Promise<PlanVersion> {
  const plan = await getPlan(context, input.id);
  if (plan.state === 'signed') throw signedConflict(plan);
  if (plan.state === 'draft') return plan;
  const plans = await findPlans(context.db, plan.memberId);
  const other = plans.find((candidate) => candidate.state === 'draft');
  if (other) {
    throw new AppError(
      'CONFLICT',
      `Version ${other.version} was started since. Sign or discard it first; this draft is kept.`,
    );
  }
  await writeRestored(context.db, {
    id: plan.id,
    version: await nextVersion(context.db, plan.memberId),
    at: context.now(),
  });
  return getPlan(context, plan.id);
}
