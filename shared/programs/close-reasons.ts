import type { MemberStatus, Program } from '../members/member.ts';

/** One way outreach or service can end, from a closed list; plans get it under their own code. */
export interface CloseReason {
  readonly id: string;
  readonly label: string;
  /** What the member's status becomes. */
  readonly status: Extract<MemberStatus, 'declined' | 'unable_to_reach' | 'excluded' | 'returned'>;
  /** Offered when the member said no, before the others. */
  readonly whenDeclined: boolean;
  /** The code plans use in their return files, where one is known. */
  readonly code: string | null;
}

function reason(
  id: string,
  label: string,
  status: CloseReason['status'],
  code: string | null,
  whenDeclined = false,
): CloseReason {
  return { id, label, status, whenDeclined, code };
}

/** ECM: the discontinuation reasons of the return file, 1 to 15. All of them wait for the plan's word. */
const ECM_REASONS: readonly CloseReason[] = [
  reason('declined', 'Declined to take part', 'declined', '6', true),
  reason('no_longer_wishes', 'No longer wants ECM', 'declined', '3', true),
  reason('no_connection', 'Not reached after all attempts', 'unable_to_reach', '4'),
  reason('duplicative', 'In another care program', 'excluded', '7', true),
  reason('lower_level', 'Needs less than ECM', 'excluded', '2', true),
  reason('incarcerated', 'Incarcerated', 'returned', '5'),
  reason('lost_medi_cal', 'Lost Medi-Cal', 'returned', '8'),
  reason('switched_plan', 'Changed health plan', 'returned', '9'),
  reason('moved_county', 'Moved out of the county', 'returned', '10'),
  reason('moved_country', 'Moved out of the country', 'returned', '11'),
  reason('unsafe', 'Not safe for staff', 'excluded', '12'),
  reason('not_reauthorized', 'Not authorized again', 'returned', '13'),
  reason('deceased', 'Died', 'returned', '14'),
  reason('other', 'Other', 'returned', '15', true),
];

/** HHP: the reasons not to enroll. "Well managed" needs an assessment. */
const HHP_REASONS: readonly CloseReason[] = [
  reason('declined', 'Declined to take part', 'declined', null, true),
  reason('well_managed', 'Conditions are well managed', 'excluded', null, true),
  reason('no_connection', 'Not reached after all attempts', 'unable_to_reach', null),
  reason('duplicative', 'In another care program', 'excluded', null, true),
  reason('more_appropriate', 'Another care program fits better', 'excluded', null, true),
  reason('unsafe', 'Not safe for staff', 'excluded', null),
  reason('hospice', 'In hospice', 'excluded', null),
  reason('nursing_facility', 'In a nursing facility to stay', 'excluded', null),
  reason('incarcerated', 'Incarcerated', 'excluded', null),
  reason('left_plan', 'Left the plan or lost Medi-Cal', 'returned', null),
  reason('moved', 'Moved away', 'returned', null),
  reason('deceased', 'Died', 'returned', null),
  reason('not_eligible', 'Not eligible on review', 'returned', null),
];

const BY_PROGRAM: Readonly<Record<Program, readonly CloseReason[]>> = { ECM: ECM_REASONS, HHP: HHP_REASONS };

/** The reasons of a program's pack; members without a program get those of ECM. */
export function closeReasons(program: Program | null): readonly CloseReason[] {
  return BY_PROGRAM[program ?? 'ECM'];
}

/** The reason with this id, or undefined. */
export function closeReason(program: Program | null, id: string): CloseReason | undefined {
  return closeReasons(program).find((one) => one.id === id);
}
