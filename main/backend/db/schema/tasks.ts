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

/** A task that comes again; its open occurrence is a task with `source_kind` `series`. */
interface TaskSeriesTable {
  id: string;
  member_id: string | null;
  title: string;
  detail: string;
  kind: string;
  owner_id: string | null;
  urgent: number;
  /** An RFC 5545 RRULE without its `RRULE:`. */
  rule: string;
  starts_on: string;
  ended_on: string | null;
  created_at: string;
  created_by: string;
}

/** Tables of tasks. */
export interface TasksTables {
  task_series: TaskSeriesTable;
  task: TaskTable;
}
