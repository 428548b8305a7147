import { type PlanContent, unquoted } from '#shared/action-plans/content.ts';
import type { PlanVersion } from '#shared/action-plans/contract.ts';
import { openSteps, stepTasks } from '#shared/action-plans/step-tasks.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { refreshClocks } from '../members/refresh-clocks.ts';
import { addTask, closeTasksFor } from '../tasks/add-task.ts';
import { findDoneSources } from '../tasks/done-sources.ts';
import { listStaff } from '../users/users.ts';
import { STEP_SOURCE } from './current.ts';
import { activeDiagnoses } from './drafts.ts';
import { contentSha256, sealSha256 } from './hashes.ts';
import { refuseGaps } from './papers.ts';
import { findReviews } from './papers-store.ts';
import { getDraft, getPlan } from './plans.ts';
import { findPlans, writeSignature } from './store.ts';

/**
 * Freezes a draft under a hash and brings the member's tasks in line with its steps, in one transaction.
 *
 * A step that is new or was changed since the last signed version gets a task; its older task is closed, as are
 * those of steps that were taken out or are done. A step nobody touched keeps the task it has.
 *
 * @throws AppError `HELD` when parts are missing, with the first one's field.
 */
export async function signPlan(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ plan: PlanVersion; tasksSet: number; tasksClosed: number }> {
  const plan = await getDraft(context, input.id);
  refuseGaps(plan.content);
  const reviews = (await findReviews(context.db, plan.memberId)).filter(({ planId }) => planId === plan.id);
  const open = reviews.find(({ outcome }) => outcome === null);
  if (open) {
    throw new AppError(
      'HELD',
      `This draft waits for ${open.reviewer.name}. Sign after the review, or take it back.`,
    );
  }
  const reviewed =
    reviews[0]?.outcome === 'approved' && reviews[0].contentSha256 === contentSha256(plan.content);
  const diagnoses = await activeDiagnoses(context, plan.memberId);
  const content = tidy({
    ...plan.content,
    snapshot: { ...plan.content.snapshot, takenOn: context.today(), diagnoses },
  });
  await refuseUnknownOwners(context, content);
  const before = (await findPlans(context.db, plan.memberId)).find(({ state }) => state === 'signed');
  const signedAt = context.now();
  const sha256 = contentSha256(content);
  await writeSignature(context.db, plan.id, {
    content: JSON.stringify(content),
    sha256,
    seal: sealSha256({ ...plan, sha256, signedAt, signedBy: context.user }),
    at: signedAt,
    by: context.user.id,
  });
  const tasks = await alignTasks(context, plan, content, before?.content ?? null);
  await refreshClocks(context, [plan.memberId]);
  context.about({
    detail: { version: plan.version, reviewed, tasksSet: tasks.set, tasksClosed: tasks.closed },
  });
  return { plan: await getPlan(context, plan.id), tasksSet: tasks.set, tasksClosed: tasks.closed };
}

/** Takes away what only typing left behind: quotation marks around the words, people without a name. */
function tidy(content: PlanContent): PlanContent {
  return {
    ...content,
    goals: content.goals.map((goal) => ({
      ...goal,
      words: unquoted(goal.words),
      measure: goal.measure.trim(),
    })),
    careTeam: content.careTeam.filter((person) => person.name.trim() !== ''),
  };
}

async function refuseUnknownOwners(context: CallContext, content: PlanContent): Promise<void> {
  const staff = new Set((await listStaff(context)).filter(({ active }) => active).map(({ id }) => id));
  for (const [index, goal] of content.goals.entries()) {
    for (const step of openSteps(goal)) {
      if (step.ownerId === null || staff.has(step.ownerId)) continue;
      throw new AppError(
        'VALIDATION',
        `${step.ownerName} no longer works here. Choose who does “${step.text}” in goal ${index + 1}.`,
        { field: `goals.${goal.id}.steps.${step.id}` },
      );
    }
  }
}

async function alignTasks(
  context: CallContext,
  plan: { readonly memberId: string; readonly version: number },
  content: PlanContent,
  before: PlanContent | null,
): Promise<{ set: number; closed: number }> {
  const done = new Set(await findDoneSources(context, { memberId: plan.memberId, sourceKind: STEP_SOURCE }));
  const { set, close } = stepTasks(content, before, done);
  let closed = 0;
  for (const sourceId of close) closed += await closeTasksFor(context, { sourceKind: STEP_SOURCE, sourceId });
  for (const { goal, step } of set) {
    await addTask(context, {
      memberId: plan.memberId,
      title: step.text,
      detail: step.ownerId === null ? `For “${goal.words}”, with ${step.ownerName}` : `For “${goal.words}”`,
      kind: 'goal_step',
      ownerId: step.ownerId,
      dueOn: step.dueOn,
      sourceKind: STEP_SOURCE,
      sourceId: step.id,
      why: `A step of the Health Action Plan, version ${plan.version}, signed by ${context.user.name}.`,
    });
  }
  return { set: set.length, closed };
}
