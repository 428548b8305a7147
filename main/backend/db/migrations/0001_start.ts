import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * The first schema. One statement a table, in the order a member travels through them.
 *
 * JSON columns hold documents that are read and written whole (a HAP's content, a response's answers); whatever
 * a list sorts, filters or joins on is a column.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE agency (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, npi TEXT NOT NULL, tin TEXT NOT NULL, taxonomy TEXT NOT NULL,
    address TEXT NOT NULL, city TEXT NOT NULL, state TEXT NOT NULL, zip TEXT NOT NULL, phone TEXT NOT NULL,
    email TEXT NOT NULL, time_zone TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TABLE user (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, credential TEXT NOT NULL, clinical INTEGER NOT NULL,
    npi TEXT, taxonomy TEXT, active INTEGER NOT NULL, can_unlock INTEGER NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TABLE setting (
    key TEXT PRIMARY KEY, value TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL)`,
  `CREATE TABLE counter (key TEXT PRIMARY KEY, value INTEGER NOT NULL)`,
  `CREATE TABLE audit (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, user_id TEXT, action TEXT NOT NULL, outcome TEXT NOT NULL,
    member_id TEXT, entity_id TEXT, detail TEXT NOT NULL, previous_mac TEXT NOT NULL, mac TEXT NOT NULL)`,
  `CREATE INDEX audit_member ON audit (member_id, seq) WHERE member_id IS NOT NULL`,
  `CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are final'); END`,
  `CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are final'); END`,
  `CREATE TABLE plan (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, short_name TEXT NOT NULL, profile TEXT NOT NULL,
    host_key TEXT, host_key_confirmed_at TEXT, host_key_confirmed_by TEXT, password TEXT, last_test TEXT,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TABLE member (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan (id), cin TEXT NOT NULL, plan_member_id TEXT, mrn TEXT,
    first_name TEXT NOT NULL, middle_name TEXT, last_name TEXT NOT NULL, preferred_name TEXT, pronouns TEXT,
    birth_date TEXT NOT NULL, sex TEXT NOT NULL, language TEXT, interpreter INTEGER NOT NULL,
    address TEXT, city TEXT, state TEXT, zip TEXT, county TEXT, phone TEXT, email TEXT,
    homeless INTEGER NOT NULL, on_tel INTEGER NOT NULL, housing_note TEXT, flags TEXT NOT NULL,
    program TEXT, status TEXT NOT NULL, tier TEXT, assigned_on TEXT, enrolled_on TEXT, ended_on TEXT,
    authorization_number TEXT, authorization_start TEXT, authorization_end TEXT,
    lead_id TEXT REFERENCES user (id), last_contact_on TEXT, last_contact_mode TEXT, last_contact_place TEXT,
    next_due_on TEXT, next_due_label TEXT, search_text TEXT NOT NULL, extra TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL, updated_at TEXT NOT NULL, UNIQUE (plan_id, cin))`,
  `CREATE INDEX member_name ON member (last_name, first_name)`,
  `CREATE INDEX member_clock ON member (next_due_on, last_name, first_name)`,
  `CREATE INDEX member_lead ON member (lead_id, next_due_on)`,
  `CREATE VIRTUAL TABLE member_search USING fts5 (
    member_id UNINDEXED, text, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3')`,
  `CREATE TABLE condition (
    id TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member (id), code TEXT NOT NULL, label TEXT NOT NULL,
    source TEXT NOT NULL, recorded_on TEXT NOT NULL, ended_on TEXT, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX condition_member ON condition (member_id)`,
  `CREATE TABLE roster_import (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan (id), file_name TEXT NOT NULL, sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL, state TEXT NOT NULL, headers TEXT NOT NULL, mapping TEXT NOT NULL, counts TEXT NOT NULL,
    original BLOB NOT NULL, applied_at TEXT, applied_by TEXT, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TABLE roster_row (
    id TEXT PRIMARY KEY, import_id TEXT NOT NULL REFERENCES roster_import (id), row_number INTEGER NOT NULL,
    kind TEXT NOT NULL, member_id TEXT, name TEXT NOT NULL, cin TEXT NOT NULL, detail TEXT NOT NULL, cells TEXT NOT NULL)`,
  `CREATE INDEX roster_row_import ON roster_row (import_id, kind, row_number)`,
  `CREATE TABLE task (
    id TEXT PRIMARY KEY, member_id TEXT REFERENCES member (id), title TEXT NOT NULL, detail TEXT NOT NULL, kind TEXT NOT NULL,
    owner_id TEXT REFERENCES user (id), due_on TEXT, urgent INTEGER NOT NULL, source_kind TEXT NOT NULL, source_id TEXT,
    why TEXT NOT NULL, state TEXT NOT NULL, snoozed_until TEXT, done_at TEXT, done_by TEXT,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX task_open ON task (state, due_on)`,
  `CREATE INDEX task_member ON task (member_id, state, due_on)`,
  `CREATE TABLE assessment (
    id TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member (id), form_id TEXT NOT NULL, form_version TEXT NOT NULL,
    form TEXT NOT NULL, answers TEXT NOT NULL, focus TEXT, state TEXT NOT NULL, response TEXT, score REAL, band TEXT,
    signed_at TEXT, signed_by TEXT, updated_at TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX assessment_member ON assessment (member_id, created_at)`,
  `CREATE TABLE form (
    id TEXT PRIMARY KEY, form TEXT NOT NULL, problems TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TABLE action_plan (
    id TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member (id), version INTEGER NOT NULL, state TEXT NOT NULL,
    content TEXT NOT NULL, content_sha256 TEXT, signed_at TEXT, signed_by TEXT, updated_at TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL, UNIQUE (member_id, version))`,
  `CREATE TRIGGER action_plan_signed_final BEFORE UPDATE ON action_plan WHEN OLD.state = 'signed'
    BEGIN SELECT RAISE(ABORT, 'signed plans are final'); END`,
  `CREATE TRIGGER action_plan_signed_stays BEFORE DELETE ON action_plan WHEN OLD.state = 'signed'
    BEGIN SELECT RAISE(ABORT, 'signed plans are final'); END`,
  `CREATE TABLE action_plan_review (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES action_plan (id), member_id TEXT NOT NULL REFERENCES member (id),
    reviewer_id TEXT NOT NULL REFERENCES user (id), content_sha256 TEXT NOT NULL, note TEXT NOT NULL, outcome TEXT,
    comment TEXT NOT NULL, answered_at TEXT, answered_by TEXT, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE UNIQUE INDEX action_plan_review_open ON action_plan_review (plan_id) WHERE outcome IS NULL`,
  `CREATE INDEX action_plan_review_member ON action_plan_review (member_id, created_at)`,
  `CREATE TRIGGER action_plan_review_final BEFORE UPDATE ON action_plan_review WHEN OLD.outcome IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'answered reviews are final'); END`,
  `CREATE TABLE action_plan_signature (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES action_plan (id), member_id TEXT NOT NULL REFERENCES member (id),
    signer TEXT NOT NULL, name TEXT NOT NULL, method TEXT NOT NULL, detail TEXT NOT NULL, strokes TEXT,
    content_sha256 TEXT NOT NULL, sha256 TEXT NOT NULL, signed_at TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX action_plan_signature_member ON action_plan_signature (member_id, created_at)`,
  `CREATE TRIGGER action_plan_signature_final BEFORE UPDATE ON action_plan_signature
    BEGIN SELECT RAISE(ABORT, 'signatures are final'); END`,
  `CREATE TRIGGER action_plan_signature_stays BEFORE DELETE ON action_plan_signature
    BEGIN SELECT RAISE(ABORT, 'signatures are final'); END`,
  `CREATE TABLE action_plan_share (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES action_plan (id), member_id TEXT NOT NULL REFERENCES member (id),
    recipient TEXT NOT NULL, recipient_kind TEXT NOT NULL, how TEXT NOT NULL, shared_on TEXT NOT NULL,
    authority TEXT NOT NULL, authority_detail TEXT NOT NULL, authority_until TEXT, sensitive INTEGER NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX action_plan_share_member ON action_plan_share (member_id, created_at)`,
  `CREATE TRIGGER action_plan_share_final BEFORE UPDATE ON action_plan_share
    BEGIN SELECT RAISE(ABORT, 'disclosures are final'); END`,
  `CREATE TRIGGER action_plan_share_stays BEFORE DELETE ON action_plan_share
    BEGIN SELECT RAISE(ABORT, 'disclosures are final'); END`,
  `CREATE TABLE letter_template (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, plan_id TEXT REFERENCES plan (id), language TEXT NOT NULL,
    version INTEGER NOT NULL, state TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, sha256 TEXT NOT NULL,
    approval_id TEXT, approved_on TEXT, approved_by TEXT, retired_on TEXT,
    updated_at TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX letter_template_kind ON letter_template (kind, language, plan_id, version)`,
  `CREATE TRIGGER letter_template_locked BEFORE UPDATE OF kind, plan_id, language, version, title, body, sha256,
    approval_id, approved_on, approved_by ON letter_template WHEN OLD.state != 'draft'
    BEGIN SELECT RAISE(ABORT, 'approved templates are locked'); END`,
  `CREATE TRIGGER letter_template_stays BEFORE DELETE ON letter_template WHEN OLD.state != 'draft'
    BEGIN SELECT RAISE(ABORT, 'approved templates are locked'); END`,
  `CREATE TABLE letter (
    id TEXT PRIMARY KEY, batch_id TEXT NOT NULL, member_id TEXT NOT NULL REFERENCES member (id), kind TEXT NOT NULL,
    template_id TEXT, language TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, address TEXT NOT NULL,
    pages INTEGER NOT NULL, text_sha256 TEXT NOT NULL, mailed_on TEXT, returned_on TEXT, returned_reason TEXT,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX letter_member ON letter (member_id, created_at)`,
  `CREATE INDEX letter_batch ON letter (batch_id)`,
  `CREATE INDEX letter_newest ON letter (created_at)`,
  `CREATE TRIGGER letter_final BEFORE UPDATE OF batch_id, member_id, kind, template_id, language, title, text, address,
    text_sha256, created_at, created_by ON letter BEGIN SELECT RAISE(ABORT, 'printed letters are final'); END`,
  `CREATE TRIGGER letter_stays BEFORE DELETE ON letter BEGIN SELECT RAISE(ABORT, 'printed letters are final'); END`,
  `CREATE TABLE note (
    id TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member (id), state TEXT NOT NULL, content TEXT NOT NULL,
    author_id TEXT NOT NULL REFERENCES user (id), staff_id TEXT REFERENCES user (id), service_on TEXT, mode TEXT,
    minutes INTEGER, summary TEXT NOT NULL, search_text TEXT NOT NULL, signed_at TEXT, signed_by TEXT,
    updated_at TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX note_member ON note (member_id, service_on)`,
  `CREATE INDEX note_staff_day ON note (staff_id, service_on)`,
  `CREATE INDEX note_draft ON note (author_id, updated_at) WHERE state = 'draft'`,
  `CREATE TRIGGER note_signed_final BEFORE UPDATE ON note WHEN OLD.state = 'signed'
    BEGIN SELECT RAISE(ABORT, 'signed notes are final'); END`,
  `CREATE TRIGGER note_signed_stays BEFORE DELETE ON note WHEN OLD.state = 'signed'
    BEGIN SELECT RAISE(ABORT, 'signed notes are final'); END`,
  `CREATE TABLE encounter (
    id TEXT PRIMARY KEY, note_id TEXT NOT NULL REFERENCES note (id), member_id TEXT NOT NULL REFERENCES member (id),
    plan_id TEXT NOT NULL REFERENCES plan (id), staff_id TEXT NOT NULL REFERENCES user (id), program TEXT NOT NULL,
    service_on TEXT NOT NULL, start_time TEXT, minutes INTEGER NOT NULL, place_of_service TEXT NOT NULL,
    billable INTEGER NOT NULL,
    code TEXT, modifiers TEXT NOT NULL, units INTEGER NOT NULL, rule_id TEXT, explanation TEXT NOT NULL,
    diagnoses TEXT NOT NULL, state TEXT NOT NULL, batch_id TEXT, claim_number TEXT, line_number TEXT,
    correction TEXT, created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX encounter_state ON encounter (state, plan_id, service_on)`,
  `CREATE INDEX encounter_member ON encounter (member_id, service_on)`,
  `CREATE INDEX encounter_staff_day ON encounter (staff_id, service_on)`,
  `CREATE INDEX encounter_note ON encounter (note_id)`,
  `CREATE INDEX encounter_batch ON encounter (batch_id) WHERE batch_id IS NOT NULL`,
  `CREATE UNIQUE INDEX encounter_line ON encounter (line_number) WHERE line_number IS NOT NULL`,
  `CREATE TABLE outreach (
    member_id TEXT PRIMARY KEY REFERENCES member (id), next_on TEXT, next_method TEXT, until TEXT, ready_on TEXT,
    closed_on TEXT, close_reason TEXT, updated_at TEXT NOT NULL)`,
  `CREATE TABLE outreach_attempt (
    id TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member (id), program TEXT, happened_on TEXT NOT NULL,
    start_time TEXT, method TEXT NOT NULL, outcome TEXT NOT NULL, who TEXT, place_code TEXT, place TEXT, tried TEXT,
    language TEXT, interpreter INTEGER NOT NULL, minutes INTEGER NOT NULL, staff_id TEXT NOT NULL REFERENCES user (id),
    clinical INTEGER NOT NULL, text TEXT NOT NULL, counted INTEGER NOT NULL, bulk INTEGER NOT NULL, next_on TEXT,
    note_id TEXT REFERENCES note (id), created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX outreach_attempt_member ON outreach_attempt (member_id, happened_on)`,
  `CREATE UNIQUE INDEX outreach_attempt_note ON outreach_attempt (note_id) WHERE note_id IS NOT NULL`,
  `CREATE TRIGGER outreach_attempt_final BEFORE UPDATE ON outreach_attempt
    BEGIN SELECT RAISE(ABORT, 'attempts are final'); END`,
  `CREATE TABLE outreach_event (
    id TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member (id), kind TEXT NOT NULL, detail TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX outreach_event_member ON outreach_event (member_id, created_at)`,
  `CREATE TABLE outreach_draft (
    member_id TEXT NOT NULL REFERENCES member (id), author_id TEXT NOT NULL REFERENCES user (id), content TEXT NOT NULL,
    updated_at TEXT NOT NULL, PRIMARY KEY (member_id, author_id))`,
  `CREATE TABLE rule_confirmation (
    id TEXT PRIMARY KEY, plan_id TEXT REFERENCES plan (id), rule_id TEXT NOT NULL, source TEXT NOT NULL, note TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TABLE batch (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan (id), file_name TEXT NOT NULL, usage TEXT NOT NULL,
    control_number TEXT NOT NULL UNIQUE, claims INTEGER NOT NULL, lines INTEGER NOT NULL, units INTEGER NOT NULL,
    members INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL, state TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TABLE sent_line (
    line_number TEXT PRIMARY KEY, claim_number TEXT NOT NULL, first_claim TEXT NOT NULL,
    batch_id TEXT NOT NULL REFERENCES batch (id), plan_id TEXT NOT NULL REFERENCES plan (id),
    encounter_id TEXT NOT NULL REFERENCES encounter (id), service_on TEXT NOT NULL, group_control TEXT NOT NULL,
    set_control TEXT NOT NULL, set_reference TEXT NOT NULL, frequency TEXT NOT NULL, plan_claim_number TEXT,
    plan_number TEXT, code TEXT NOT NULL, units INTEGER NOT NULL, head_to INTEGER NOT NULL,
    member_from INTEGER NOT NULL, member_to INTEGER NOT NULL, claim_from INTEGER NOT NULL, claim_to INTEGER NOT NULL,
    line_from INTEGER NOT NULL, line_to INTEGER NOT NULL, state TEXT NOT NULL, decided_at TEXT)`,
  `CREATE INDEX sent_line_claim ON sent_line (claim_number)`,
  `CREATE INDEX sent_line_batch ON sent_line (batch_id, state)`,
  `CREATE INDEX sent_line_set ON sent_line (set_control)`,
  `CREATE INDEX sent_line_encounter ON sent_line (encounter_id)`,
  `CREATE TABLE answer (
    id TEXT PRIMARY KEY, batch_id TEXT NOT NULL REFERENCES batch (id), kind TEXT NOT NULL, level TEXT NOT NULL,
    verdict TEXT NOT NULL, set_control TEXT, claim_number TEXT, line_number TEXT, reasons TEXT NOT NULL,
    segments TEXT NOT NULL, plan_number TEXT, written_at TEXT NOT NULL, file_name TEXT NOT NULL,
    fingerprint TEXT NOT NULL, created_at TEXT NOT NULL, created_by TEXT NOT NULL, UNIQUE (batch_id, fingerprint))`,
  `CREATE INDEX answer_claim ON answer (claim_number) WHERE claim_number IS NOT NULL`,
  `CREATE TABLE transfer (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan (id), kind TEXT NOT NULL, source_id TEXT NOT NULL,
    title TEXT NOT NULL, file_name TEXT NOT NULL, usage TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,
    state TEXT NOT NULL, attempts INTEGER NOT NULL, server_path TEXT, host_key TEXT, remote_bytes INTEGER, steps TEXT NOT NULL, problem TEXT,
    sent_at TEXT, sent_by TEXT, answered_at TEXT, next_try_at TEXT, paused INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL, UNIQUE (kind, source_id))`,
  `CREATE INDEX transfer_state ON transfer (state, created_at)`,
  `CREATE TABLE transfer_content (
    transfer_id TEXT PRIMARY KEY REFERENCES transfer (id), content BLOB NOT NULL)`,
  `CREATE TABLE transfer_member (
    transfer_id TEXT NOT NULL REFERENCES transfer (id), member_id TEXT NOT NULL REFERENCES member (id),
    PRIMARY KEY (transfer_id, member_id))`,
  `CREATE INDEX transfer_member_member ON transfer_member (member_id)`,
  `CREATE TABLE received (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan (id), kind TEXT NOT NULL, file_name TEXT NOT NULL,
    server_path TEXT, host_key TEXT, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL,
    state TEXT NOT NULL, sentence TEXT NOT NULL, facts TEXT NOT NULL, transfer_id TEXT REFERENCES transfer (id),
    received_at TEXT NOT NULL, received_by TEXT NOT NULL, settled_at TEXT, settled_by TEXT, UNIQUE (plan_id, sha256))`,
  `CREATE INDEX received_state ON received (state, received_at)`,
  `CREATE TABLE received_from (
    plan_id TEXT NOT NULL REFERENCES plan (id), server_path TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
    received_id TEXT NOT NULL REFERENCES received (id), cleared TEXT NOT NULL, seen_at TEXT NOT NULL,
    PRIMARY KEY (plan_id, server_path, size, modified))`,
];

/** Creates every table of the first version. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
