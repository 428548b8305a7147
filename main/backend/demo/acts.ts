import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Faker } from '@faker-js/faker';
import { v7 as newId } from 'uuid';
import { AGENCY, type DemoPlan, SENDER_ID } from './agency.ts';
import { homelessCode } from './conditions.ts';
import type { DemoSession } from './demo-session.ts';
import { hapContent } from './hap-content.ts';
import type { DemoPerson } from './people.ts';
import { authorizationEnd, rosterCsv, rosterFileName } from './roster-file.ts';
import type { DemoVisit } from './timeline.ts';
import { type VisitContent, visitContent } from './visit-note.ts';

// What people at the agency do, each as the calls of the contract that the app's pages make.

/** Makes a plan with its profile; with a server, also a login key, whose public half is returned. */
export async function addPlan(
  session: DemoSession,
  plan: DemoPlan,
  server: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly folder: string;
  } | null,
): Promise<{ readonly id: string; readonly publicKey: string | null }> {
  const administrator = session.as('lena');
  const sftp =
    server === null
      ? null
      : {
          host: server.host,
          port: server.port,
          user: server.user,
          inboundFolder: server.folder,
        };
  const { id } = await administrator.plans.save({
    name: plan.name,
    shortName: plan.shortName,
    profile: {
      edi: {
        senderId: SENDER_ID,
        receiverId: plan.receiverId,
        payerId: plan.receiverId,
        submitterName: AGENCY.name,
        contactName: plan.contactName,
        contactPhone: AGENCY.phone,
      },
      sftp,
      fileNameTemplate: plan.fileNameTemplate,
    },
  });
  if (server === null) return { id, publicKey: null };
  return { id, ...(await administrator.plans.createKey({ id })) };
}

/** Signs off every rule and the units of a plan, as an administrator does after a call with the plan. */
export async function confirmRules(
  session: DemoSession,
  planId: string,
  which: (ruleId: string) => boolean = () => true,
): Promise<number> {
  const administrator = session.as('lena');
  const { plans } = await administrator.programs.rules({ planId });
  let confirmed = 0;
  for (const { packs, units } of plans) {
    const waiting = [...packs.flatMap(({ rows }) => rows), units].filter(
      ({ id, state }) => state === 'confirm_with_plan' && which(id),
    );
    for (const { id } of waiting) {
      const ruleId = id === units.id ? 'units' : id;
      await administrator.programs.confirmRule({
        planId,
        ruleId,
        source: 'Provider manual, page 14 (invented)',
      });
      confirmed += 1;
    }
  }
  return confirmed;
}

/** Writes a plan's member file into a folder and imports it; gives the file's path and what went in. */
export async function importRoster(
  session: DemoSession,
  options: {
    readonly folder: string;
    readonly planId: string;
    readonly plan: DemoPerson['plan'];
    readonly people: readonly DemoPerson[];
    readonly producedOn: string;
    readonly badRows: boolean;
    /** False leaves the comparison waiting, as a file nobody has gone through yet. */
    readonly apply: boolean;
  },
): Promise<{ readonly path: string; readonly added: number; readonly leftOut: number }> {
  const path = join(options.folder, rosterFileName(options.plan, options.producedOn));
  await mkdir(options.folder, { recursive: true });
  await writeFile(path, rosterCsv(options));
  const coordinator = session.as('nadia');
  session.willOpen(path);
  let importId: string | null = null;
  for await (const event of await coordinator.roster.open({ planId: options.planId })) {
    if (event.step === 'done') importId = event.importId;
  }
  if (importId === null || !options.apply) return { path, added: 0, leftOut: 0 };
  for await (const event of await coordinator.roster.apply({ importId })) {
    if (event.step === 'done') return { path, added: event.added, leftOut: event.leftOut };
  }
  throw new Error('The roster was not applied to its end.');
}

/** Every member's id by CIN, page by page. */
export async function memberIds(session: DemoSession): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (let offset = 0; ; offset += 500) {
    const { rows } = await session.as('lena').members.list({ view: 'all', limit: 500, offset });
    for (const { cin, id } of rows) ids.set(cin, id);
    if (rows.length < 500) return ids;
  }
}

/** Enrolls a member in ECM and writes down the conditions the plan's file does not carry. */
export async function enroll(
  session: DemoSession,
  person: DemoPerson,
  id: string,
  on: string,
): Promise<void> {
  const coordinator = session.as('nadia');
  await coordinator.members.enroll({
    id,
    program: 'ECM',
    on,
    tier: String(person.tier),
    authorizationNumber: person.authorizationNumber,
    authorizationStart: on,
    authorizationEnd: authorizationEnd(person),
  });
}

/** Writes the member's conditions on the problem list, homelessness among them. */
export async function addConditions(
  session: DemoSession,
  person: DemoPerson,
  memberId: string,
): Promise<void> {
  const coordinator = session.as('nadia');
  for (const { code, label } of person.health.conditions)
    await coordinator.members.addCondition({ memberId, code, label, source: 'plan file' });
  if (!person.homeless) return;
  const { code, label } = homelessCode(person.sheltered);
  await coordinator.members.addCondition({ memberId, code, label, source: 'housing record' });
}

/** Writes down where an unhoused member stays; the codes of later notes follow from it. */
export async function noteHousing(session: DemoSession, person: DemoPerson, id: string): Promise<void> {
  if (!person.homeless) return;
  const { city, zip, county } = person;
  await session.as('ines').members.correctAddress({
    ...{ id, city, zip, county },
    street: person.address,
    state: 'CA',
    homeless: true,
    housingNote: `${person.sheltered ? 'Sheltered' : 'Unsheltered'}, ${person.address}`,
  });
}

/** Writes a HAP: signed, complete and waiting for its signature, or a draft with gaps. */
export async function writeHap(
  session: DemoSession,
  person: DemoPerson,
  options: {
    readonly memberId: string;
    readonly on: string;
    readonly faker: Faker;
    readonly state: 'signed' | 'complete' | 'draft';
  },
): Promise<string> {
  const coordinator = session.as('nadia');
  const { id } = await coordinator.actionPlans.start({ memberId: options.memberId });
  const content = hapContent({
    faker: options.faker,
    person,
    staff: session.staff,
    on: options.on,
    newId,
    unfinished: options.state === 'draft',
  });
  await coordinator.actionPlans.saveDraft({ id, content });
  if (options.state === 'signed') await coordinator.actionPlans.sign({ id });
  return id;
}

/** Notes a contact as the worker who had it, and signs the note. */
export async function signVisit(
  session: DemoSession,
  faker: Faker,
  visit: DemoVisit,
  memberId: string,
  changes: Partial<VisitContent> = {},
): Promise<void> {
  const worker = session.as(visit.staff);
  const staffId = session.staff.get(visit.staff) ?? '';
  const { id } = await worker.notes.start({ memberId });
  await worker.notes.saveDraft({ id, content: { ...visitContent(faker, visit, staffId), ...changes } });
  await worker.notes.sign({ id });
}
