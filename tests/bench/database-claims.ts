import { recode } from '#shared/encounters/line.ts';
import { planTable } from '#shared/programs/plan-table.ts';
import { lockedBackend } from './bench-session.ts';
import { highestMemory } from './measure.ts';

// Two processes: `prepare FOLDER LINES` makes a workspace whose lines are all ready; `build FOLDER` builds the file
// and says how long it took and how much memory it needed, so that making the workspace weighs on neither.

const PASSPHRASE = 'copper river lantern meadow';
/** Lines of one member, each on a day of its own. */
const EACH = 20;
/** Staff of a large agency, who serve on so many days. */
const STAFF = 100;
const DAYS = 240;
const ROWS = 200;

const TABLE = planTable({ minutesPerUnit: 15, rounding: 'half_up', minimum: 1, dailyCap: null }, []);

const [mode, folder = '', count = '1000'] = process.argv.slice(2);
const backend = lockedBackend(folder);
if (mode === 'prepare') await prepare(Number(count));
else await build();
await backend.close();

/** What a signed note leaves with its line: the facts and the sentence. */
function explanation(serviceOn: string): string {
  const facts = { program: 'ECM', phase: 'service', mode: 'in_person', clinical: false } as const;
  const known = { ...facts, serviceOn, minutes: 35 };
  return JSON.stringify({ facts: known, tag: recode(known, TABLE) });
}

async function prepare(lines: number): Promise<void> {
  const { client, host } = backend;
  await client.vault.create({
    agency: {
      name: 'Larkmeadow Community Care',
      npi: '1234567893',
      tin: '941234567',
      address: '100 Main St',
      city: 'Oakland',
      state: 'CA',
      zip: '946120001',
      phone: '5105550100',
      email: 'billing@larkmeadow.example',
    },
    administrator: { name: 'Lena Vantree' },
    passphrase: PASSPHRASE,
  });
  const session = host.session;
  if (!session) throw new Error('The new workspace is not open.');
  const { id: planId } = await client.plans.save({
    name: 'Sunpoppy Health Plan',
    shortName: 'Sunpoppy',
    profile: {
      edi: {
        senderId: 'CBCME001',
        receiverId: 'PLANECM01',
        payerId: 'PLANECM01',
        submitterName: 'Larkmeadow',
        contactName: 'Billing Desk',
        contactPhone: '5105550100',
      },
    },
  });
  await client.programs.confirmRule({ planId, ruleId: 'units', source: 'Provider manual, page 14' });
  const { db } = session.workspace;
  const at = new Date().toISOString();
  const by = session.user.id;
  const stamp = { created_at: at, created_by: by };
  const id = (kind: number, number: number) =>
    `018f0000-000${kind}-7000-8000-${String(number).padStart(12, '0')}`;
  const memberOf = (number: number) => Math.floor(number / EACH);
  const staffOf = (number: number) => id(4, memberOf(number) % STAFF);
  const day = (number: number) => {
    const at = (memberOf(number) * 7 + (number % EACH) * 11) % DAYS;
    return `2025-${String(Math.floor(at / 24) + 1).padStart(2, '0')}-${String((at % 24) + 1).padStart(2, '0')}`;
  };
  await db.transaction().execute(async (inside) => {
    await inside
      .insertInto('user')
      .values(
        Array.from({ length: STAFF }, (_, index) => ({
          id: id(4, index),
          name: `Ana Smith${index}`,
          role: 'coordinator',
          credential: 'CHW',
          clinical: 0,
          npi: null,
          taxonomy: null,
          active: 1,
          can_unlock: 0,
          ...stamp,
        })),
      )
      .execute();
    const members = Math.ceil(lines / EACH);
    for (let from = 0; from < members; from += ROWS) {
      const rows = Array.from({ length: Math.min(ROWS, members - from) }, (_, index) => {
        const number = from + index;
        return {
          id: id(1, number),
          plan_id: planId,
          cin: `${90_000_000 + number}A`,
          first_name: `Jane${number % 97}`,
          last_name: `Willowmarsh${number}`,
          birth_date: '1980-01-02',
          sex: 'F',
          interpreter: 0,
          address: '200 Oak St',
          city: 'Oakland',
          state: 'CA',
          zip: '94607',
          homeless: 0,
          on_tel: 0,
          flags: '[]',
          program: 'ECM',
          status: 'enrolled',
          enrolled_on: '2025-01-01',
          authorization_number: `AUTH${number}`,
          authorization_start: '2025-01-01',
          search_text: '',
          extra: '{}',
          updated_at: at,
          ...stamp,
        };
      });
      await inside
        .insertInto('member')
        .values(rows as never)
        .execute();
    }
    for (let from = 0; from < lines; from += ROWS) {
      const numbers = Array.from({ length: Math.min(ROWS, lines - from) }, (_, index) => from + index);
      await inside
        .insertInto('note')
        .values(
          numbers.map((number) => ({
            id: id(2, number),
            member_id: id(1, memberOf(number)),
            state: 'signed',
            content: '{}',
            author_id: by,
            staff_id: staffOf(number),
            service_on: day(number),
            mode: 'in_person',
            minutes: 35,
            summary: '',
            search_text: '',
            updated_at: at,
            ...stamp,
          })) as never,
        )
        .execute();
      await inside
        .insertInto('encounter')
        .values(
          numbers.map((number) => ({
            id: id(3, number),
            note_id: id(2, number),
            member_id: id(1, memberOf(number)),
            plan_id: planId,
            staff_id: staffOf(number),
            program: 'ECM',
            service_on: day(number),
            start_time: null,
            minutes: 35,
            place_of_service: '12',
            billable: 1,
            code: 'G9012',
            modifiers: '["U2"]',
            units: 2,
            rule_id: 'ecm.service.in-person.non-clinical',
            explanation: explanation(day(number)),
            diagnoses: '[{"code":"E11.9","label":"Type 2 diabetes"}]',
            state: 'ready',
            ...stamp,
          })),
        )
        .execute();
    }
  });
}

async function build(): Promise<void> {
  const { client } = backend;
  const { users } = await client.vault.status();
  await client.vault.unlock({ userId: users[0]?.id ?? '', passphrase: PASSPHRASE });
  const started = performance.now();
  const { batches } = await client.encounters.build({});
  const milliseconds = performance.now() - started;
  const [batch] = batches;
  if (!batch) throw new Error('Nothing was built.');
  const megabytes = highestMemory();
  process.stdout.write(JSON.stringify({ milliseconds, megabytes, lines: batch.lines }));
}
