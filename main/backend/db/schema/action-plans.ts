import type { Generated } from 'kysely';

interface ActionPlanTable {
  id: string;
  member_id: string;
  version: number;
  state: string;
  content: string;
  content_sha256: string | null;
  seal_sha256: Generated<string | null>;
  signed_at: string | null;
  signed_by: string | null;
  updated_at: string;
  created_at: string;
  created_by: string;
}

interface ActionPlanReviewTable {
  id: string;
  plan_id: string;
  member_id: string;
  reviewer_id: string;
  content_sha256: string;
  note: string;
  outcome: string | null;
  comment: string;
  answered_at: string | null;
  answered_by: string | null;
  created_at: string;
  created_by: string;
}

interface ActionPlanSignatureTable {
  id: string;
  plan_id: string;
  member_id: string;
  signer: string;
  name: string;
  method: string;
  detail: string;
  strokes: string | null;
  content_sha256: string;
  sha256: string;
  signed_at: string;
  created_at: string;
  created_by: string;
}

interface ActionPlanShareTable {
  id: string;
  plan_id: string;
  member_id: string;
  recipient: string;
  recipient_kind: string;
  how: string;
  shared_on: string;
  authority: string;
  authority_detail: string;
  authority_until: string | null;
  sensitive: number;
  authorization_id: string | null;
  created_at: string;
  created_by: string;
}

interface DisclosureAuthorizationTable {
  id: string;
  member_id: string;
  recipient: string;
  information: string;
  purpose: string;
  signed_on: string;
  signed_by: string;
  representative_right: string;
  expires_on: string | null;
  expires_event: string;
  substance_use: number;
  sensitive: number;
  kept_where: string;
  withdrawn_on: string | null;
  withdrawn_how: string;
  withdrawn_by: string | null;
  created_at: string;
  created_by: string;
}

/** Tables of Health Action Plans. */
export interface ActionPlansTables {
  action_plan: ActionPlanTable;
  action_plan_review: ActionPlanReviewTable;
  action_plan_signature: ActionPlanSignatureTable;
  action_plan_share: ActionPlanShareTable;
  disclosure_authorization: DisclosureAuthorizationTable;
}
