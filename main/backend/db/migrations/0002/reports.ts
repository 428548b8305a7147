/** What the program's numbers are counted from, without reading a note or an encounter itself. */
export const STATEMENTS: readonly string[] = [
  `CREATE INDEX note_contact ON note (service_on, member_id, mode) WHERE state = 'signed'`,
  `CREATE INDEX encounter_service ON encounter (service_on, member_id, state) WHERE billable = 1`,
];
