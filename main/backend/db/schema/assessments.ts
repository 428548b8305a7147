interface AssessmentTable {
  id: string;
  member_id: string;
  form_id: string;
  form_version: string;
  form: string;
  answers: string;
  focus: string | null;
  state: string;
  response: string | null;
  score: number | null;
  band: string | null;
  signed_at: string | null;
  signed_by: string | null;
  updated_at: string;
  created_at: string;
  created_by: string;
}

interface FormTable {
  id: string;
  form: string;
  problems: string;
  created_at: string;
  created_by: string;
}

/** Tables of forms and assessments. */
export interface AssessmentsTables {
  assessment: AssessmentTable;
  form: FormTable;
}
