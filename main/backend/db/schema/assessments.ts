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

interface FormDraftTable {
  /** The form's own id: one draft of each at most. */
  id: string;
  form: string;
  /** The name of what it was begun from, and that form; null for an empty one. */
  base: string | null;
  revision: number;
  state: string;
  updated_at: string;
  updated_by: string;
  created_at: string;
  created_by: string;
}

interface FormVersionTable {
  id: string;
  form_id: string;
  version: number;
  form: string;
  note: string;
  created_at: string;
  created_by: string;
}

interface SafetyProtocolTable {
  id: string;
  kind: string;
  text: string;
  created_at: string;
  created_by: string;
}

interface AssessmentCosignTable {
  id: string;
  assessment_id: string;
  created_at: string;
  created_by: string;
}

/** Tables of forms and assessments. */
export interface AssessmentsTables {
  assessment: AssessmentTable;
  form: FormTable;
  form_draft: FormDraftTable;
  form_version: FormVersionTable;
  safety_protocol: SafetyProtocolTable;
  assessment_cosign: AssessmentCosignTable;
}
