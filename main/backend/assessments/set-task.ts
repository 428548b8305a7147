import type { TaskText } from '#shared/assessments/form.ts';
import { addDays } from '#shared/dates.ts';
import type { CallContext } from '../context.ts';
import { addTask } from '../tasks/add-task.ts';
import type { AssessmentRow } from './store.ts';

/** Sets a task that a form's rule asks for; it belongs to the member's lead, or to whoever asked when there is none. */
export async function setTask(
  context: CallContext,
  assessment: AssessmentRow,
  task: TaskText,
  options: { readonly urgent: boolean },
): Promise<string> {
  return addTask(context, {
    memberId: assessment.memberId,
    title: task.title,
    detail: task.detail,
    kind: options.urgent ? 'follow_up' : 'review',
    dueOn: addDays(context.today(), task.dueInDays),
    urgent: options.urgent,
    sourceKind: 'assessment',
    sourceId: assessment.id,
    why: task.why,
  });
}
