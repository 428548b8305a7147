import type { Generated } from 'kysely';

interface LetterTemplateTable {
  id: string;
  kind: string;
  plan_id: string | null;
  language: string;
  version: number;
  state: string;
  title: string;
  body: string;
  sha256: string;
  approval_id: string | null;
  approved_on: string | null;
  approved_by: string | null;
  read_by: Generated<string | null>;
  retired_on: string | null;
  updated_at: string;
  created_at: string;
  created_by: string;
}

interface LetterTable {
  id: string;
  batch_id: string;
  member_id: string;
  kind: string;
  template_id: string | null;
  language: string;
  title: string;
  text: string;
  address: string;
  pages: number;
  text_sha256: string;
  mailed_on: string | null;
  returned_on: string | null;
  returned_reason: string | null;
  enclosed: Generated<string>;
  created_at: string;
  created_by: string;
}

interface PlanPaperTable {
  id: string;
  kind: string;
  plan_id: string | null;
  language: string;
  file_name: string;
  pages: number;
  size: number;
  sha256: string;
  content: Uint8Array;
  missing_fonts: string;
  approval_id: string;
  approved_on: string;
  retired_on: string | null;
  created_at: string;
  created_by: string;
}

/** Tables of letters. */
export interface LettersTables {
  letter_template: LetterTemplateTable;
  letter: LetterTable;
  plan_paper: PlanPaperTable;
}
