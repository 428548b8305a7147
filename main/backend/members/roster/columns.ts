import type { FieldKey } from '#shared/roster/fields.ts';
import { FIELD_KEYS } from '#shared/roster/fields.ts';
import type { RowValues } from '#shared/roster/read-row.ts';
import type { NewRow, Row } from '../../db/schema.ts';

/** Columns of a member that a roster can fill. */
type RosterColumn = keyof Pick<
  Row<'member'>,
  | 'cin'
  | 'plan_member_id'
  | 'mrn'
  | 'first_name'
  | 'middle_name'
  | 'last_name'
  | 'birth_date'
  | 'sex'
  | 'language'
  | 'interpreter'
  | 'address'
  | 'city'
  | 'state'
  | 'zip'
  | 'county'
  | 'phone'
  | 'email'
  | 'homeless'
  | 'on_tel'
  | 'tier'
  | 'assigned_on'
  | 'authorization_number'
  | 'authorization_start'
  | 'authorization_end'
>;

const COLUMNS: Readonly<Record<FieldKey, RosterColumn | null>> = {
  cin: 'cin',
  planMemberId: 'plan_member_id',
  mrn: 'mrn',
  firstName: 'first_name',
  middleName: 'middle_name',
  lastName: 'last_name',
  fullName: null,
  birthDate: 'birth_date',
  sex: 'sex',
  language: 'language',
  interpreter: 'interpreter',
  street: 'address',
  city: 'city',
  state: 'state',
  zip: 'zip',
  county: 'county',
  phone: 'phone',
  email: 'email',
  homeless: 'homeless',
  onTel: 'on_tel',
  tier: 'tier',
  assignedOn: 'assigned_on',
  authorizationNumber: 'authorization_number',
  authorizationStart: 'authorization_start',
  authorizationEnd: 'authorization_end',
};

/** The columns a set of roster values stands for: yes and no become 1 and 0. */
export function toColumns(values: RowValues): Partial<NewRow<'member'>> {
  const columns: Record<string, string | number> = {};
  for (const field of FIELD_KEYS) {
    const column = COLUMNS[field];
    const value = values[field];
    if (column === null || value === undefined) continue;
    columns[column] = value === 'yes' ? 1 : value === 'no' ? 0 : value;
  }
  return columns;
}

/** A member's columns in a roster's writing; columns that say nothing are left out. */
export function fromColumns(row: Row<'member'>): RowValues {
  const values: Partial<Record<FieldKey, string>> = {};
  for (const field of FIELD_KEYS) {
    const column = COLUMNS[field];
    const value = column === null ? null : row[column];
    if (value === null || (field === 'sex' && value === 'U')) continue;
    values[field] = typeof value === 'number' ? (value === 1 ? 'yes' : 'no') : value;
  }
  return values;
}
