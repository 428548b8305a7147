import type { EncounterDiagnosis } from '#shared/encounters/contract.ts';
import type { LineFacts } from '#shared/encounters/line.ts';
import type { ServiceTag } from '#shared/programs/tag-service.ts';
import type { CallContext } from '../context.ts';
import { insertEncounter, sumUnits } from './store.ts';

/** What a signed note says about the line it becomes. */
export interface NewEncounter {
  readonly noteId: string;
  readonly memberId: string;
  readonly planId: string;
  readonly staffId: string;
  readonly startTime: string | null;
  readonly placeOfService: string;
  readonly diagnoses: readonly EncounterDiagnosis[];
  readonly facts: LineFacts;
  readonly tag: ServiceTag;
}

/**
 * Makes the encounter line of a signed note, in the note's own transaction, and returns its id.
 *
 * The facts stay with the line, so that its code follows when a plan's unit settings change before it is built.
 */
export async function createEncounter(context: CallContext, input: NewEncounter): Promise<string> {
  const id = context.newId();
  const { facts, tag } = input;
  await insertEncounter(context.db, {
    id,
    note_id: input.noteId,
    member_id: input.memberId,
    plan_id: input.planId,
    staff_id: input.staffId,
    program: facts.program ?? 'ECM',
    service_on: facts.serviceOn,
    start_time: input.startTime,
    minutes: facts.minutes,
    place_of_service: input.placeOfService,
    billable: tag.billable ? 1 : 0,
    code: tag.code,
    modifiers: JSON.stringify(tag.modifiers),
    units: tag.units,
    rule_id: tag.ruleId,
    explanation: JSON.stringify({ facts, tag }),
    diagnoses: JSON.stringify(input.diagnoses),
    state: tag.billable ? 'ready' : 'not_billable',
    batch_id: null,
    claim_number: null,
    line_number: null,
    created_at: context.now(),
    created_by: context.user.id,
  });
  return id;
}

/** Units a member already has on a day; only a plan's daily cap looks at them. */
export async function unitsOnDay(context: CallContext, memberId: string, serviceOn: string): Promise<number> {
  return sumUnits(context.db, memberId, serviceOn);
}
