import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Kysely } from 'kysely';
import { chainRows } from '../audit/chain.ts';
import type { Database, NewRow, Row } from '../db/schema.ts';
import { addPlan, confirmRules } from './acts.ts';
import { PLANS } from './agency.ts';
import { createDemoSession, type DemoSession } from './demo-session.ts';
import { fakerFor, generatePeople } from './people.ts';
import { contactOf, encounterRow, noteRow, scaleContact } from './scale-notes.ts';
import {
  auditEntry,
  conditionRows,
  memberRow,
  planRow,
  type ScaleMember,
  type ScaleSetting,
  taskRow,
  toScaleMembers,
} from './scale-rows.ts';
import { insertMany, lastAuditRow } from './store.ts';

/** How large a benchmark's workspace is; the same numbers give the same people and the same counts. */
export interface LargeWorkspaceOptions {
  readonly seed: number;
  readonly members: number;
  readonly notes: number;
  readonly auditRows: number;
}

/** A large workspace on disk, ready to be unlocked. */
export interface LargeWorkspace {
  readonly folder: string;
  readonly passphrase: string;
  /** A care coordinator with about a hundred members. */
  readonly userId: string;
  readonly planId: string;
}

const PASSPHRASE = 'meadow copper lantern brook';

/**
 * Gives a large workspace, made in less than a minute or two on the first call and kept for the next.
 *
 * It lies in the temporary folder, under a name made of the options and the schema: a changed schema makes a new
 * one. Setting up goes through the contract; the mass goes straight into the tables, many rows a statement.
 */
export async function largeWorkspace(
  options: LargeWorkspaceOptions,
  say: (text: string) => void,
): Promise<LargeWorkspace> {
  const home = join(tmpdir(), `hearth-large-${fingerprint(options)}`);
  const ready = join(home, 'ready.json');
  if (existsSync(ready)) {
    say(`using the workspace in ${home}`);
    return JSON.parse(await readFile(ready, 'utf8')) as LargeWorkspace;
  }
  const making = `${home}.making-${process.pid}`;
  await mkdir(making, { recursive: true });
  const start = performance.now();
  const session = await createDemoSession({
    folder: join(making, 'workspace'),
    passphrase: PASSPHRASE,
    unlocking: ['nadia'],
    clock: null,
  });
  try {
    const made = await fill(session, options, say);
    await session.close();
    await rm(home, { recursive: true, force: true });
    await rename(making, home);
    const workspace = { ...made, folder: join(home, 'workspace'), passphrase: PASSPHRASE };
    await writeFile(ready, JSON.stringify(workspace));
    say(`made in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return workspace;
  } finally {
    await session.close();
    await rm(making, { recursive: true, force: true });
  }
}

/** What the content depends on: the options, and everything that shapes the rows. */
function fingerprint(options: LargeWorkspaceOptions): string {
  const hash = createHash('sha256').update(JSON.stringify(options));
  const schema = readdirSync(join(import.meta.dirname, '../db/migrations/0002')).toSorted();
  const sources = [
    '../db/migrations/0001_start.ts',
    ...schema.map((name) => `../db/migrations/0002/${name}`),
    'scale-rows.ts',
    'scale-notes.ts',
    'people.ts',
    'large-workspace.ts',
  ];
  for (const file of sources) hash.update(readFileSync(join(import.meta.dirname, file)));
  return hash.digest('hex').slice(0, 16);
}

const COORDINATORS = 40;
const BATCH = 20_000;

async function fill(session: DemoSession, options: LargeWorkspaceOptions, say: (text: string) => void) {
  const { setting, userId, planId } = await settingOf(session);
  const { workspace } = session.host.session ?? {};
  if (workspace === undefined) throw new Error('The workspace is not open.');
  const { db, keys } = workspace;
  const faker = fakerFor(options.seed + 1);

  say(`${options.members} members`);
  const people = generatePeople({ seed: options.seed, count: options.members, today: setting.today });
  const members = toScaleMembers(people, setting);
  await insertMembers(db, members, setting, options);

  await inBatches(options.notes, async (from, to) => {
    say(`notes ${to} of ${options.notes}`);
    const contacts = range(from, to).map((index) =>
      scaleContact(faker, index, options.notes, members, setting),
    );
    const notes = contacts.map((contact) => noteRow(contact, setting));
    const encounters = contacts.map((contact) => encounterRow(contact, setting));
    await db.transaction().execute(async (transaction) => {
      await insertMany(transaction, 'note', notes);
      await insertMany(transaction, 'encounter', encounters);
    });
  });

  let end = await lastAuditRow(db);
  await inBatches(options.auditRows, async (from, to) => {
    say(`audit rows ${to} of ${options.auditRows}`);
    const entries = range(from, to).map((index) => auditEntry(index, members, setting, options.auditRows));
    const rows = chainRows(keys.audit, end, entries);
    end = rows.at(-1) ?? end;
    await db.transaction().execute((transaction) => insertMany(transaction, 'audit', rows));
  });
  return { userId, planId };
}

async function settingOf(session: DemoSession) {
  const administrator = session.as('lena');
  const plans = new Map<'sunpoppy' | 'bluelark', string>();
  for (const plan of PLANS) {
    const { id } = await addPlan(session, plan, null);
    await confirmRules(session, id);
    plans.set(plan.key, id);
  }
  const leads = [session.staff.get('nadia') ?? ''];
  for (let index = leads.length; index < COORDINATORS; index += 1) {
    const added = await administrator.users.add({
      name: `Coordinator ${index + 1}`,
      role: 'care_coordinator',
      clinical: index % 4 === 0,
    });
    leads.push(added.id);
  }
  const at = new Date().toISOString();
  const setting: ScaleSetting = { today: at.slice(0, 10), at, by: leads[0] ?? '', plans, leads };
  return { setting, userId: leads[0] ?? '', planId: plans.get('sunpoppy') ?? '' };
}

async function insertMembers(
  db: Kysely<Database>,
  members: readonly ScaleMember[],
  setting: ScaleSetting,
  options: LargeWorkspaceOptions,
): Promise<void> {
  const faker = fakerFor(options.seed + 2);
  const seen = new Map<string, string>();
  for (let index = 0; index < options.notes; index += 1) {
    const { member, on } = contactOf(index, options.notes, members, setting.today);
    seen.set(member.id, on);
  }
  const rows = members.map((member) => memberRow(member, seen.get(member.id) ?? null, setting));
  const tasks = members.filter(({ person }) => person.enrolledOn !== null);
  await db.transaction().execute(async (transaction) => {
    await insertMany(transaction, 'member', rows);
    await insertMany(transaction, 'member_search', rows.map(toSearchRow));
    await insertMany(
      transaction,
      'condition',
      members.flatMap((member) => conditionRows(member, setting)),
    );
    await insertMany(
      transaction,
      'task',
      tasks.map((member) => taskRow(faker, member, setting)),
    );
    await insertMany(
      transaction,
      'action_plan',
      members.flatMap((member) => planRow(faker, member, setting) ?? []),
    );
  });
}

function toSearchRow(row: NewRow<'member'>): Pick<Row<'member_search'>, 'member_id' | 'text'> {
  return { member_id: row.id, text: row.search_text };
}

async function inBatches(count: number, work: (from: number, to: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += BATCH) await work(from, Math.min(count, from + BATCH));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
