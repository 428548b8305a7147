interface CaseloadAccessTable {
  id: string;
  user_id: string;
  member_id: string;
  reason: string;
  until: string;
  created_at: string;
  created_by: string;
}

/** Who may see whom, beyond their own caseload. */
export interface AssignmentsTables {
  caseload_access: CaseloadAccessTable;
}
