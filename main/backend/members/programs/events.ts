import type { Program } from '#shared/members/member.ts';
import type { CallContext } from '../../context.ts';
import type { NewRow } from '../../db/schema.ts';
import { insertProgramEvents } from './store.ts';

/** One dated step: which, when, and what there is to say about it. */
export interface ProgramStep {
  readonly memberId: string;
  readonly program: Program | null;
  readonly kind: string;
  readonly on: string;
  readonly detail?: Readonly<Record<string, string | null>>;
}

/** Writes a step of a member's way through a program; steps are never changed. */
export async function recordStep(context: CallContext, step: ProgramStep): Promise<void> {
  await insertProgramEvents(context.db, [stepRow(context, step)]);
}

/** A step as it is stored. */
export function stepRow(context: CallContext, step: ProgramStep): NewRow<'program_event'> {
  return {
    id: context.newId(),
    member_id: step.memberId,
    program: step.program,
    kind: step.kind,
    happened_on: step.on,
    detail: JSON.stringify(step.detail ?? {}),
    created_at: context.now(),
    created_by: context.user.id,
  };
}
