import { z } from 'zod';
import { dateInWords } from '#shared/dates.ts';
import { BILLING } from '#shared/roles.ts';
import { rosterCountsSchema } from '#shared/roster/contract.ts';
import type { SinceLeft } from '#shared/tasks/since-left.ts';
import type { CallContext } from '../../context.ts';
import {
  countAnswers,
  countTasksGiven,
  findHospitalNews,
  findOwnActions,
  findReturnedLetters,
  findRosterNews,
} from './store.ts';

/** Away for a shorter time, a person has not left: a lock over coffee is no absence. */
const AWAY_MS = 60 * 60 * 1000;

/**
 * What others did while the user was away: hospital notices, rosters, returned letters, tasks given, plans' answers.
 *
 * "Left" is the last thing the user did before the newest unlock that came an hour or more after it; null for
 * somebody who was never away.
 */
export async function getSinceLeft(context: CallContext): Promise<SinceLeft> {
  const left = lastAbsence(await findOwnActions(context.db, context.user.id));
  if (left === null) return { leftAt: null, news: [] };
  const news = [
    ...(await hospitalNews(context, left.at)),
    ...(await rosterNews(context, left.at)),
    await letterNews(context, left.seq),
    await taskNews(context, left.at),
    await answerNews(context, left.at),
  ];
  return { leftAt: left.at, news: news.filter((one) => one !== null) };
}

type News = SinceLeft['news'][number];

function lastAbsence(
  rows: readonly { readonly seq: number; readonly at: string; readonly action: string }[],
): { readonly seq: number; readonly at: string } | null {
  for (const [index, row] of rows.entries()) {
    const before = rows[index + 1];
    if (row.action !== 'vault.unlock' || !before) continue;
    if (Date.parse(row.at) - Date.parse(before.at) >= AWAY_MS) return before;
  }
  return null;
}

/** Up to three of the user's own members by name, and how many others there are. */
async function hospitalNews(context: CallContext, since: string): Promise<News[]> {
  const rows = await findHospitalNews(context.db, context.user.id, since);
  const mine = rows.filter((row) => row.lead_id === context.user.id);
  const named = mine.slice(0, MOST_NAMED).map((row): News => {
    const { type, facility } = hospitalSchema.parse(JSON.parse(row.content));
    const [verb, on] = hospitalVerb(row, type);
    return {
      kind: 'hospital',
      text: `${row.first_name} ${row.last_name}`,
      second: [
        facility ? `${verb} ${facility}` : `${verb} the hospital`,
        on === null ? '' : dateInWords(on, context.today()),
      ]
        .filter((part) => part !== '')
        .join(', '),
      target: { page: 'chart', memberId: row.id, id: null },
    };
  });
  const others = rows.length - named.length;
  if (others === 0) return named;
  const more = named.length > 0 ? 'more ' : '';
  const rest = mine.length - named.length;
  return [
    ...named,
    {
      kind: 'hospital',
      text: others === 1 ? `1 ${more}hospital notice` : `${others} ${more}hospital notices`,
      second:
        rest === 0 ? 'about others’ members' : `${rest} about your members, ${others - rest} about others’`,
      target: { page: 'chart', memberId: null, id: null },
    },
  ];
}

const MOST_NAMED = 3;
const hospitalSchema = z.object({ type: z.string(), facility: z.string().nullish() });

function hospitalVerb(
  row: { readonly state: string; readonly valid_from: string | null; readonly valid_to: string | null },
  type: string,
): [verb: string, on: string | null] {
  if (row.state === 'struck') return ['not at', row.valid_from];
  if (row.valid_to !== null && row.valid_to !== row.valid_from) return ['left', row.valid_to];
  return [type === 'ed' ? 'emergency visit at' : 'at', row.valid_from];
}

async function rosterNews(context: CallContext, since: string): Promise<News[]> {
  return (await findRosterNews(context.db, context.user.id, since)).slice(0, 2).map((row) => {
    const counts = rosterCountsSchema.safeParse(JSON.parse(row.counts)).data;
    const figures = counts ? `${counts.new} new, ${counts.gone} gone, ` : '';
    return {
      kind: 'roster',
      text: `New roster from ${row.short_name}`,
      second: `${figures}${row.state === 'preview' ? 'nothing applied yet' : 'applied'}`,
      target: { page: 'roster', memberId: null, id: row.id },
    };
  });
}

async function letterNews(context: CallContext, afterSeq: number): Promise<News | null> {
  const [first, ...rest] = await findReturnedLetters(context.db, context.user.id, afterSeq);
  if (!first) return null;
  return {
    kind: 'letter',
    text: rest.length === 0 ? '1 letter returned' : `${rest.length + 1} letters returned`,
    second: `${first.first_name} ${first.last_name}, ${first.title}`,
    target: { page: 'chart', memberId: first.id, id: null },
  };
}

async function taskNews(context: CallContext, since: string): Promise<News | null> {
  const given = await countTasksGiven(context.db, context.user.id, since);
  if (given === 0) return null;
  return {
    kind: 'task',
    text: given === 1 ? '1 task for you' : `${given} tasks for you`,
    second: 'given by somebody else',
    target: { page: 'tasks', memberId: null, id: null },
  };
}

async function answerNews(context: CallContext, since: string): Promise<News | null> {
  if (!BILLING.includes(context.user.role)) return null;
  const rows = await countAnswers(context.db, since);
  const total = rows.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return null;
  const back = rows.filter(({ verdict }) => verdict === 'rejected').reduce((sum, { n }) => sum + n, 0);
  return {
    kind: 'encounter',
    text: `${total - back} of ${total} claims accepted`,
    second: back === 0 ? 'none came back' : `${back} came back, each with a reason`,
    target: { page: 'encounters', memberId: null, id: null },
  };
}
