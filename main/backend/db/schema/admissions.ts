/** One notice of a hospital. */
interface AdmissionNoticeTable {
  id: string;
  plan_id: string;
  /** The file it stood in. */
  received_id: string;
  /** Its place among the notices of that file, from 1. */
  ordinal: number;
  /** Of what the notice says, whatever stands around it: the same notice again has the same. */
  sha256: string;
  state: string;
  sentence: string;
  place: string;
  /** JSON; null for one that could not be understood. */
  notice: string | null;
  /** Who it is about in the notice's own words, so that one answer counts for all about the same person. */
  person_key: string | null;
  /** The stay it belongs to. */
  visit_key: string | null;
  member_id: string | null;
  /** The entry of the member's record it stands in. */
  series_id: string | null;
  settled_at: string | null;
  settled_by: string | null;
  created_at: string;
  created_by: string;
}

interface AdmissionMappingTable {
  id: string;
  plan_id: string;
  mapping: string;
  created_at: string;
  created_by: string;
}

/** Tables of hospital notices. */
export interface AdmissionsTables {
  admission_notice: AdmissionNoticeTable;
  admission_mapping: AdmissionMappingTable;
}
