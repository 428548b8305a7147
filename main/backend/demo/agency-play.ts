import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { addDays } from '#shared/dates.ts';
import {
  addConditions,
  addPlan,
  confirmRules,
  enroll,
  importRoster,
  memberIds,
  noteHousing,
  signVisit,
  writeHap,
} from './acts.ts';
import { PLANS } from './agency.ts';
import { assess } from './assess.ts';
import type { DemoSession } from './demo-session.ts';
import { leadOf, newestFile, oddities } from './lively-facts.ts';
import { doWhatIsDue, openDrafts, todaysTasks } from './lively-today.ts';
import { type DemoPerson, fakerFor } from './people.ts';
import { type ScriptedVisit, withScripted } from './scripted-visits.ts';
import { buildAndSend } from './send.ts';
import type { DemoSftpServer } from './sftp-server.ts';
import { drawVisits, nextWeekday, rosterDays } from './timeline.ts';

/** One thing that happens at the agency at a certain minute. */
export interface Happening {
  readonly on: string;
  /** `HH:MM` in the agency's time zone. */
  readonly at: string;
  readonly act: () => Promise<unknown>;
}

/** Days of work that are played in full. */
const DAYS_BACK = 240;

/** What the play needs to know. */
export interface PlayOptions {
  readonly seed: number;
  readonly today: string;
  readonly people: readonly DemoPerson[];
  readonly everybody: readonly DemoPerson[];
  readonly scratch: string;
  readonly server: DemoSftpServer;
}

/** The agency's months as a list of happenings. */
export class AgencyPlay {
  readonly session: DemoSession;
  readonly options: PlayOptions;
  readonly plans = new Map<DemoPerson['plan'], string>();
  ids: ReadonlyMap<string, string> = new Map();
  notes = 0;

  constructor(session: DemoSession, options: PlayOptions) {
    this.session = session;
    this.options = options;
  }

  /** Plans, profiles, rules: everything that stands before the first roster. */
  async prepare(): Promise<void> {
    const { session } = this;
    const { server } = this.options;
    for (const plan of PLANS) {
      const takesFiles = plan.key === 'sunpoppy';
      const access = { host: server.host, port: server.port, user: server.user, folder: 'inbound' };
      const { id, publicKey } = await addPlan(session, plan, takesFiles ? access : null);
      if (publicKey !== null) await server.authorize(publicKey);
      // One plan has not answered about clinical phone calls yet: its lines wait, as they would.
      await confirmRules(
        session,
        id,
        takesFiles ? () => true : (rule) => rule !== 'ecm.service.remote.clinical',
      );
      this.plans.set(plan.key, id);
    }
  }

  happenings(): Happening[] {
    const { people, today, seed } = this.options;
    const faker = fakerFor(seed + 1);
    const visits = withScripted(drawVisits(faker, people, today, DAYS_BACK), people, today);
    return [
      ...PLANS.flatMap(({ key }) => this.rosters(key, visits)),
      ...people.flatMap((person) => this.milestones(person)),
      ...visits.map((visit) => ({
        on: visit.on,
        at: endOf(visit.startTime, visit.minutes + 4),
        act: async () => {
          await signVisit(this.session, faker, visit, this.idOf(visit.person), {
            ...oddities(visit.person, visit.on, today),
            ...visit.said,
          });
          this.notes += 1;
        },
      })),
      ...this.billing(),
      ...this.ticks(),
      { on: today, at: '06:00', act: () => todaysTasks(this.session, this.ids, today) },
      { on: today, at: '06:10', act: () => openDrafts(this.session, this.ids, people, today) },
    ];
  }

  rosters(key: DemoPerson['plan'], visits: readonly ScriptedVisit[]): Happening[] {
    const { people, everybody, scratch, today } = this.options;
    const own = people.filter((person) => person.plan === key);
    const read = (on: string, list: readonly DemoPerson[], newest: boolean) => async () => {
      const planId = this.plans.get(key) ?? '';
      const folder = join(scratch, on);
      await importRoster(this.session, {
        ...{ folder, planId, plan: key, people: list, producedOn: on },
        badRows: newest,
        apply: !newest,
      });
      if (!newest) this.ids = await memberIds(this.session);
      if (!newest) await this.giveLeads(list);
    };
    const days = rosterDays(own, visits, today);
    const happenings = days.map((on) => ({
      on,
      at: '08:00',
      act: read(
        on,
        own.filter(({ assignedOn }) => assignedOn <= on),
        false,
      ),
    }));
    if (key === 'sunpoppy') {
      const yesterday = addDays(today, -1);
      happenings.push({ on: yesterday, at: '16:40', act: read(yesterday, newestFile(everybody), true) });
    }
    return happenings;
  }

  /** The newest few wait for a lead; outreach is Teo's, most of the rest Nadia's. */
  async giveLeads(list: readonly DemoPerson[]): Promise<void> {
    const coordinator = this.session.as('nadia');
    for (const key of ['nadia', 'teo', 'ines', 'imani'] as const) {
      const ids = list
        .filter((person) => leadOf(person, this.options.today) === key)
        .map((person) => this.idOf(person));
      if (ids.length > 0)
        await coordinator.members.setLead({ ids, leadId: this.session.staff.get(key) ?? null });
    }
  }

  /** Enrollment, assessment and HAP of one person. */
  milestones(person: DemoPerson): Happening[] {
    const { today, seed } = this.options;
    const { enrolledOn } = person;
    if (enrolledOn === null) return [];
    const faker = fakerFor(seed * 1000 + Number(person.cin.slice(1, 8)));
    const days = enrolledFor(enrolledOn, today);
    const happenings: Happening[] = [
      {
        on: enrolledOn,
        at: '08:20',
        act: async () => {
          await enroll(this.session, person, this.idOf(person), enrolledOn);
          await addConditions(this.session, person, this.idOf(person));
          await noteHousing(this.session, person, this.idOf(person));
        },
      },
    ];
    const assessedOn = nextWeekday(addDays(enrolledOn, person.hap === 'draft' ? Math.max(2, days - 6) : 6));
    if (assessedOn < today) {
      const act = () => assess(this.session, { faker, person, memberId: this.idOf(person) });
      happenings.push({ on: assessedOn, at: '08:10', act });
    }
    if (person.hap === 'none') return happenings;
    const complete = person.cin === '90000341D';
    const state =
      person.hap === 'signed' ? ('signed' as const) : complete ? ('complete' as const) : ('draft' as const);
    const signedOn = nextWeekday(
      addDays(enrolledOn, faker.datatype.boolean(0.88) ? faker.number.int({ min: 14, max: 80 }) : 104),
    );
    const planOn =
      person.hap === 'draft' ? addDays(today, -3) : signedOn < today ? signedOn : addDays(today, -1);
    const write = (on: string) => ({
      on,
      at: '08:15',
      act: () => writeHap(this.session, person, { memberId: this.idOf(person), on, faker, state }),
    });
    happenings.push(write(planOn));
    // After half a year a plan is written anew, so that two versions can be compared.
    const renewed = person.cin === '90000412A' ? 97 : faker.number.int({ min: 15, max: 110 });
    if (person.hap === 'signed' && signedOn < addDays(today, -150))
      happenings.push(write(nextWeekday(addDays(today, -renewed))));
    return happenings;
  }

  /** What was due gets done: every Friday, in the last weeks every evening. */
  ticks(): Happening[] {
    const { today } = this.options;
    const happenings: Happening[] = [];
    for (let back = DAYS_BACK; back > 0; back -= 1) {
      const on = addDays(today, -back);
      const weekday = Temporal.PlainDate.from(on).dayOfWeek;
      if (weekday === 5 || (back < 15 && weekday < 5))
        happenings.push({ on, at: '16:55', act: () => doWhatIsDue(this.session, on) });
    }
    return happenings;
  }

  /** On the first working day after the tenth of a month last month's lines go to the plan. */
  billing(): Happening[] {
    const { today, server, scratch } = this.options;
    const month = Temporal.PlainYearMonth.from(today.slice(0, 7));
    return [2, 1, 0]
      .map((back) => nextWeekday(month.subtract({ months: back }).toPlainDate({ day: 11 }).toString()))
      .filter((on) => on < today)
      .map((on) => ({
        on,
        at: '17:30',
        act: () =>
          buildAndSend(this.session, { planId: this.plans.get('sunpoppy') ?? '', server, saveTo: scratch }),
      }));
  }

  idOf(person: DemoPerson): string {
    const id = this.ids.get(person.cin);
    if (id === undefined) throw new Error(`${person.cin} is not on file yet.`);
    return id;
  }
}

function enrolledFor(enrolledOn: string, today: string): number {
  return Temporal.PlainDate.from(enrolledOn).until(today, { largestUnit: 'days' }).days;
}

function endOf(startTime: string, minutes: number): string {
  return Temporal.PlainTime.from(startTime).add({ minutes }).toString({ smallestUnit: 'minute' });
}
