import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  addConditions,
  addPlan,
  confirmRules,
  enroll,
  importRoster,
  memberIds,
  signVisit,
  writeHap,
} from './acts.ts';
import { PLANS } from './agency.ts';
import { assess } from './assess.ts';
import type { DemoSession } from './demo-session.ts';
import { type DemoPerson, daysBefore, fakerFor, generatePeople } from './people.ts';
import { buildAndSend } from './send.ts';
import type { DemoSftpServer } from './sftp-server.ts';
import { type DemoVisit, drawVisits } from './timeline.ts';

/** What the demo of the whole line is made of. */
export interface LineOptions {
  /** Folder for everything that is left behind. */
  readonly out: string;
  readonly seed: number;
  readonly members: number;
  /** Signed notes in all; null for three a member. */
  readonly notes: number | null;
  readonly today: string;
  readonly server: DemoSftpServer;
  readonly say: (text: string) => void;
}

/** What the demo prints as its last line. */
export interface LineResult {
  readonly members: number;
  readonly assessments: number;
  readonly haps: number;
  readonly encounters: number;
  readonly file837: string;
  readonly bytes: number;
  readonly uploadedSha256: string;
  readonly localSha256: string;
  readonly seconds: number;
}

/**
 * Carries every member of a synthetic agency through the whole line, each step a call of the contract.
 *
 * Roster file → caseload → enrollment → assessment → HAP → notes → coded encounters → 837P → SFTP.
 */
export async function runLine(session: DemoSession, options: LineOptions): Promise<LineResult> {
  const start = performance.now();
  const { say, server, today } = options;
  const people = generatePeople({ seed: options.seed, count: options.members, today, onePlan: 'sunpoppy' });
  const faker = fakerFor(options.seed + 1);

  const [plan] = PLANS;
  if (plan === undefined) throw new Error('The demo has no plan.');
  const { id: planId, publicKey } = await addPlan(session, plan, {
    host: server.host,
    port: server.port,
    user: server.user,
    folder: 'inbound',
  });
  if (publicKey !== null) await server.authorize(publicKey);
  const confirmed = await confirmRules(session, planId);
  say(`${plan.name}: profile, login key, ${confirmed} rules confirmed`);

  const roster = await importRoster(session, {
    folder: options.out,
    planId,
    plan: plan.key,
    people,
    producedOn: daysBefore(today, 1),
    badRows: true,
    apply: true,
  });
  say(`roster: ${roster.added} members, ${roster.leftOut} rows left out with their reasons`);
  const ids = await memberIds(session);
  const idOf = (person: DemoPerson): string => {
    const id = ids.get(person.cin);
    if (id === undefined) throw new Error(`${person.cin} is not on file.`);
    return id;
  };

  const enrolled = people.filter((person) => person.enrolledOn !== null);
  for (const person of enrolled) {
    await enroll(session, person, idOf(person), person.enrolledOn ?? today);
    await addConditions(session, person, idOf(person));
  }
  say(`${enrolled.length} enrolled`);

  let assessments = 0;
  for (const person of enrolled) {
    await assess(session, { faker, person, memberId: idOf(person) });
    assessments += 1;
  }
  say(`${assessments} PHQ-9 signed`);

  const plans: string[] = [];
  for (const person of enrolled) {
    plans.push(
      await writeHap(session, person, { memberId: idOf(person), on: today, faker, state: 'signed' }),
    );
  }
  say(`${plans.length} HAPs signed`);
  const [first] = plans;
  if (first !== undefined) {
    session.willSave(join(options.out, 'Health Action Plan.pdf'));
    await session.as('nadia').actionPlans.savePdf({ id: first });
  }

  const visits = newest(drawVisits(faker, people, today, 60), options.notes ?? options.members * 3);
  for (const [index, visit] of visits.entries()) {
    await signVisit(session, faker, visit, idOf(visit.person));
    if ((index + 1) % 50 === 0) say(`${index + 1} of ${visits.length} notes signed`);
  }
  say(`${visits.length} notes signed`);

  const sent = await buildAndSend(session, { planId, server, saveTo: options.out });
  say(`${sent.fileName}: ${sent.claims} claims, ${sent.lines} lines, sent`);
  return {
    members: roster.added,
    assessments,
    haps: plans.length,
    encounters: sent.lines,
    file837: sent.fileName,
    bytes: sent.bytes,
    uploadedSha256: sent.uploadedSha256,
    localSha256: sent.localSha256,
    seconds: Math.round((performance.now() - start) / 100) / 10,
  };
}

/** The newest contacts, oldest of them first. */
function newest(visits: readonly DemoVisit[], count: number): readonly DemoVisit[] {
  const sorted = [...visits].sort((one, two) =>
    `${one.on} ${one.startTime}`.localeCompare(`${two.on} ${two.startTime}`),
  );
  return sorted.slice(Math.max(0, sorted.length - count));
}
