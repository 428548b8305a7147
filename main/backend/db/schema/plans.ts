import type { Generated } from 'kysely';

interface PlanTable {
  id: string;
  name: string;
  short_name: string;
  profile: string;
  host_key: string | null;
  host_key_confirmed_at: string | null;
  host_key_confirmed_by: string | null;
  password: string | null;
  last_test: string | null;
  pgp_secret: Generated<string | null>;
  created_at: string;
  created_by: string;
}

interface PlanLayoutTable {
  id: string;
  plan_id: string;
  kind: string;
  layout: string;
  created_at: string;
  created_by: string;
}

/** Tables of health plans. */
export interface PlansTables {
  plan: PlanTable;
  plan_layout: PlanLayoutTable;
}
