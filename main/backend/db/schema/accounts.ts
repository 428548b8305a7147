import type { Generated } from 'kysely';

interface AgencyTable {
  id: string;
  name: string;
  npi: string;
  tin: string;
  taxonomy: string;
  address: string;
  city: string;
  state: string;
  zip: string;
  phone: string;
  email: string;
  time_zone: string;
  created_at: string;
  created_by: string;
}

interface UserTable {
  id: string;
  name: string;
  role: string;
  credential: string;
  clinical: number;
  npi: string | null;
  taxonomy: string | null;
  active: number;
  can_unlock: number;
  removed_at: Generated<string | null>;
  must_change_passphrase: Generated<number>;
  created_at: string;
  created_by: string;
}

interface StaffCredentialTable {
  id: string;
  user_id: string;
  effective_from: string;
  credential: string;
  clinical: number;
  npi: string | null;
  taxonomy: string | null;
  created_at: string;
  created_by: string;
}

interface RetiredKeyTable {
  id: string;
  data_key: string;
  created_at: string;
  created_by: string;
}

interface SettingTable {
  key: string;
  value: string;
  updated_at: string;
  updated_by: string;
}

interface CounterTable {
  key: string;
  value: number;
}

interface AuditTable {
  seq: Generated<number>;
  at: string;
  user_id: string | null;
  action: string;
  outcome: string;
  member_id: string | null;
  entity_id: string | null;
  detail: string;
  previous_mac: string;
  mac: string;
  screen: string | null;
}

/** Tables of the agency, its users, settings and the audit trail. */
export interface AccountsTables {
  agency: AgencyTable;
  user: UserTable;
  staff_credential: StaffCredentialTable;
  retired_key: RetiredKeyTable;
  setting: SettingTable;
  counter: CounterTable;
  audit: AuditTable;
}
