interface TaskTable {
  id: string;
  member_id: string | null;
  title: string;
  detail: string;
  kind: string;
  owner_id: string | null;
  due_on: string | null;
  urgent: number;
  source_kind: string;
  source_id: string | null;
  why: string;
  state: string;
  snoozed_until: string | null;
  done_at: string | null;
  done_by: string | null;
  created_at: string;
  created_by: string;
}

/** Tables of tasks. */
export interface TasksTables {
  task: TaskTable;
}
