import { addDays } from '#shared/dates.ts';
import type { Chart } from '#shared/members/contract.ts';
import type { EntryKind } from '#shared/members/entry-kinds.ts';
import type { RecordEntry } from '#shared/members/record-contract.ts';
import type { CallContext } from '../../context.ts';
import { readEntries } from '../record/read.ts';

const KINDS: readonly EntryKind[] = [
  'address',
  'allergy',
  'contact',
  'medication',
  'phone',
  'team',
  'utilization',
];
/** Places somebody sleeps at; an address for letters is none. */
const SLEEPS = ['home', 'sleeps', 'shelter'];
const TEAM_SHOWN = 3;

const line = (entry: RecordEntry, key: string): string | null => {
  const value = entry.content[key];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** What the summary shows of the record: how to reach, allergies, medicines, team, and two lanes of the year. */
export async function readGlance(
  context: CallContext,
  memberId: string,
  planSignedOn: string | null,
): Promise<Pick<Chart, 'glance'> & { hospital: Chart['year']['hospital']; sleeps: Chart['year']['sleeps'] }> {
  const entries = (await readEntries(context, memberId, KINDS)).filter(({ state }) => state !== 'struck');
  const of = (kind: EntryKind) => entries.filter((entry) => entry.kind === kind);
  const current = (kind: EntryKind) => of(kind).filter((entry) => entry.current);
  const since = addDays(context.today(), -365);
  const inYear = (entry: RecordEntry) => entry.from !== null && (entry.to === null || entry.to >= since);
  const [contact] = current('contact');
  const [phone, ...phones] = current('phone');
  const team = current('team');
  return {
    glance: {
      messages: phone ? line(phone, 'messages') : null,
      times: contact ? line(contact, 'times') : null,
      avoid: contact ? line(contact, 'avoid') : null,
      others: phones
        .filter((entry) => line(entry, 'whose') !== null)
        .map((entry) => ({ whose: line(entry, 'whose') ?? '', number: line(entry, 'number') ?? '' })),
      allergies: current('allergy').map((entry) =>
        [entry.title, line(entry, 'reaction') && `(${line(entry, 'reaction')})`].filter(Boolean).join(' '),
      ),
      medicines: {
        taken: current('medication').length,
        changed:
          planSignedOn === null
            ? 0
            : of('medication').filter(
                ({ from, to }) => (from ?? '') > planSignedOn || (to ?? '') > planSignedOn,
              ).length,
      },
      team: team
        .slice(0, TEAM_SHOWN)
        .map((entry) => ({ name: entry.title, role: line(entry, 'role') ?? '' })),
      teamTotal: team.length,
    },
    hospital: of('utilization')
      .filter(inYear)
      .map((entry) => ({
        from: entry.from ?? since,
        to: entry.to,
        emergency: line(entry, 'type') !== 'inpatient' && line(entry, 'type') !== 'snf',
        title: entry.title,
      })),
    sleeps: of('address')
      .filter((entry) => inYear(entry) && SLEEPS.includes(line(entry, 'use') ?? ''))
      .map((entry) => ({
        from: entry.from ?? since,
        to: entry.to,
        words: line(entry, 'street') ?? entry.title,
        housed: line(entry, 'use') === 'home',
      }))
      .sort((one, other) => one.from.localeCompare(other.from)),
  };
}
