import { AppError } from '#shared/errors.ts';
import type { Condition } from '#shared/members/member.ts';
import { formatDiagnosis } from '#shared/programs/diagnoses.ts';
import type { CallContext } from '../context.ts';
import { checkCode } from '../diagnoses/diagnoses.ts';
import { getMember, listConditions } from './members.ts';
import { findCondition, insertCondition, writeConditionEnd } from './store.ts';

/** A diagnosis to put on the problem list; the label is looked up when it is left out. */
export interface NewCondition {
  readonly memberId: string;
  readonly code: string;
  readonly label?: string | undefined;
  readonly source: string;
}

/**
 * Puts a diagnosis on the member's problem list; one that is there already is returned as it stands.
 *
 * @throws AppError `VALIDATION` for what is no ICD-10-CM code, a heading, or a code that Hearth does not know and that came
 * without a label.
 */
export async function addCondition(
  context: CallContext,
  input: NewCondition,
): Promise<{ condition: Condition }> {
  const member = await getMember(context, input.memberId);
  const code = formatDiagnosis(input.code);
  const check = await checkCode(context, code, context.today());
  if (check.state === 'wrong') {
    const instead = check.instead.length > 0 ? ` Use ${check.instead.slice(0, 4).join(', ')}.` : '';
    throw new AppError('VALIDATION', `${check.sentence}${instead}`, { field: 'code' });
  }
  const label = input.label || check.label;
  if (!label) {
    throw new AppError('VALIDATION', `Hearth does not know ${code}. Type what it stands for.`, {
      field: 'label',
    });
  }
  context.about({ memberId: member.id, detail: { code } });
  const current = (await listConditions(context, member.id)).find(
    (one) => one.code === code && one.endedOn === null,
  );
  if (current) return { condition: current };
  const condition: Condition = {
    id: context.newId(),
    code,
    label,
    source: input.source,
    recordedOn: context.today(),
    endedOn: null,
  };
  await insertCondition(context.db, {
    id: condition.id,
    member_id: member.id,
    code,
    label,
    source: condition.source,
    recorded_on: condition.recordedOn,
    ended_on: null,
    created_at: context.now(),
    created_by: context.user.id,
  });
  return { condition };
}

/** Ends a condition as of a day; it stays on file. */
export async function endCondition(
  context: CallContext,
  input: { readonly id: string; readonly on?: string | undefined },
): Promise<{ condition: Condition }> {
  const found = await findCondition(context.db, input.id);
  if (!found) throw new AppError('NOT_FOUND', 'This condition is not on file.');
  const on = input.on ?? context.today();
  if (on > context.today()) {
    throw new AppError('VALIDATION', 'The end date is in the future.', { field: 'on' });
  }
  await writeConditionEnd(context.db, input.id, on);
  context.about({ memberId: found.memberId, entityId: input.id, detail: { code: found.condition.code } });
  return { condition: { ...found.condition, endedOn: on } };
}
