import type { TaskText } from '#shared/assessments/form.ts';
import { addDays } from '#shared/dates.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { addTask } from '../tasks/add-task.ts';
import { listStaff } from '../users/users.ts';
import { COSIGN_SOURCE } from './amend.ts';
import type { AssessmentRow } from './store.ts';

/**
 * Sets a task that a form's rule asks for.
 *
 * It belongs to the member's lead; without one to whoever asked, so that it always stands on somebody's list.
 */
export async function setTask(
  context: CallContext,
  assessment: AssessmentRow,
  task: TaskText,
  options: { readonly urgent: boolean },
): Promise<string> {
  const member = await getMember(context, assessment.memberId);
  return addTask(context, {
    memberId: assessment.memberId,
    title: task.title,
    detail: task.detail,
    kind: options.urgent ? 'follow_up' : 'review',
    ownerId: member.lead?.id ?? context.user.id,
    dueOn: addDays(context.today(), task.dueInDays),
    urgent: options.urgent,
    sourceKind: 'assessment',
    sourceId: assessment.id,
    why: task.why,
  });
}

/** Sets the task to co-sign, with a clinical lead where the agency has one; returns its title. */
export async function askForCosign(context: CallContext, assessment: AssessmentRow): Promise<string> {
  const staff = await listStaff(context);
  const lead = staff.find(
    (person) => person.active && person.role === 'clinical_lead' && person.id !== context.user.id,
  );
  const title = `Co-sign the ${assessment.form.title.toLowerCase()}`;
  await addTask(context, {
    memberId: assessment.memberId,
    title,
    detail: `Signed by ${context.user.name}.`,
    kind: 'review',
    ownerId: lead?.id ?? context.user.id,
    dueOn: addDays(context.today(), 7),
    sourceKind: COSIGN_SOURCE,
    sourceId: assessment.id,
    why: assessment.form.cosign?.why ?? 'The form asks for a co-signature.',
  });
  return title;
}
