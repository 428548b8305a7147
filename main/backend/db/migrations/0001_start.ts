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
  `CREATE TABLE action_plan (
    id TEXT PRIMARY KEY, member_id TEXT NOT NULL REFERENCES member (id), version INTEGER NOT NULL, state TEXT NOT NULL,
    content TEXT NOT NULL, content_sha256 TEXT, signed_at TEXT, signed_by TEXT, updated_at TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL, UNIQUE (member_id, version))`,
  `CREATE TRIGGER action_plan_signed_final BEFORE UPDATE ON action_plan WHEN OLD.state = 'signed'
    BEGIN SELECT RAISE(ABORT, 'signed plans are final'); END`,
  `CREATE TRIGGER action_plan_signed_stays BEFORE DELETE ON action_plan WHEN OLD.state = 'signed'
    BEGIN SELECT RAISE(ABORT, 'signed plans are final'); END`,
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
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE INDEX encounter_state ON encounter (state, plan_id, service_on)`,
  `CREATE INDEX encounter_member ON encounter (member_id, service_on)`,
  `CREATE INDEX encounter_staff_day ON encounter (staff_id, service_on)`,
  `CREATE INDEX encounter_note ON encounter (note_id)`,
  `CREATE INDEX encounter_batch ON encounter (batch_id) WHERE batch_id IS NOT NULL`,
  `CREATE UNIQUE INDEX encounter_line ON encounter (line_number) WHERE line_number IS NOT NULL`,
  `CREATE TABLE rule_confirmation (
    id TEXT PRIMARY KEY, plan_id TEXT REFERENCES plan (id), rule_id TEXT NOT NULL, source TEXT NOT NULL, note TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TABLE batch (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan (id), file_name TEXT NOT NULL, usage TEXT NOT NULL,
    control_number TEXT NOT NULL UNIQUE, claims INTEGER NOT NULL, lines INTEGER NOT NULL, units INTEGER NOT NULL,
    members INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL, state TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL)`,
  `CREATE TABLE transfer (
    id TEXT PRIMARY KEY, plan_id TEXT NOT NULL REFERENCES plan (id), kind TEXT NOT NULL, source_id TEXT NOT NULL,
    title TEXT NOT NULL, file_name TEXT NOT NULL, usage TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,
    state TEXT NOT NULL, attempts INTEGER NOT NULL, server_path TEXT, host_key TEXT, remote_bytes INTEGER, steps TEXT NOT NULL, problem TEXT,
    sent_at TEXT, sent_by TEXT, created_at TEXT NOT NULL, created_by TEXT NOT NULL, UNIQUE (kind, source_id))`,
  `CREATE INDEX transfer_state ON transfer (state, created_at)`,
];

/** Creates every table of the first version. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
