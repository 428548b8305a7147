import { dateInWords } from '#shared/dates.ts';
import { METHOD_WORDS } from '#shared/outreach/attempt.ts';
import type { CallContext } from '../context.ts';
import type { PdfSpec } from '../pdf/blocks.ts';
import { buildPdf, missingSentence } from '../pdf/build-pdf.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';
import { getAgency } from '../settings/agency.ts';
import { byUrgency, isDue, standingOf, toQueueRow } from './rows.ts';
import { findLastAttempts, findQueue, type QueueRow } from './store.ts';

/** More people than anybody meets on a shift. */
const MOST_PEOPLE = 60;

interface Person {
  readonly row: QueueRow;
  readonly name: string;
  readonly attempt: string;
  readonly clock: string;
  readonly last: string;
}

async function peopleOfShift(context: CallContext, whose: 'mine' | 'all', kind: 'calls' | 'street') {
  const today = context.today();
  const rows = await findQueue(context.db, {
    userId: whose === 'mine' ? context.user.id : null,
    closed: false,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const due = rows
    .map((row) => toQueueRow(row, today))
    .filter((row) => isDue(row, today))
    .sort(byUrgency);
  const people: Person[] = [];
  const lastOf = new Map((await findLastAttempts(context.db)).map((last) => [last.member_id, last]));
  for (const one of due) {
    const row = byId.get(one.memberId);
    if (!row) continue;
    const fits = kind === 'calls' ? row.phone !== null : row.homeless === 1 || row.phone === null;
    if (!fits) continue;
    const last = lastOf.get(one.memberId);
    people.push({
      row,
      name: one.name,
      attempt: `${one.attempts + 1} of ${standingOf(row, today).rule.attempts}`,
      clock: one.clock?.label ?? 'no clock',
      last: last
        ? `${dateInWords(last.happened_on, today)}: ${METHOD_WORDS[last.method as 'phone'] ?? last.method}${last.text ? `, ${last.text.slice(0, 80)}` : ''}`
        : 'first attempt',
    });
    if (people.length === MOST_PEOPLE) break;
  }
  return people;
}

function where(row: QueueRow): string {
  const street = [row.address, row.city].filter(Boolean).join(', ');
  return [row.housing_note, street].filter(Boolean).join('. ') || 'no place on file';
}

function sheet(
  people: readonly Person[],
  kind: 'calls' | 'street',
  facts: { agency: string; person: string; today: string; now: string },
): PdfSpec {
  const title = kind === 'calls' ? 'Call sheet' : 'Street outreach sheet';
  const reach = kind === 'calls' ? 'Phone' : 'Where';
  return {
    title: `${title}, ${facts.today}`,
    subject: 'Outreach attempts of a shift',
    author: facts.agency,
    lang: 'en-US',
    createdAt: new Date(facts.now),
    header: { left: facts.agency, right: `${title}, ${facts.today}` },
    footer: ['Confidential. Shred after the shift.'],
    blocks: [
      { kind: 'heading', level: 1, text: title },
      {
        kind: 'paragraph',
        look: 'quiet',
        text: `${facts.person}, ${facts.today}. ${people.length === 1 ? '1 person' : `${people.length} people`}, most urgent first.`,
      },
      {
        kind: 'table',
        head: ['Person', reach, 'Attempt', 'Last', 'What came of it'],
        shares: [0.22, 0.24, 0.14, 0.22, 0.18],
        rows: people.map((person) => [
          [{ text: person.name, bold: true }, { text: `\n${person.row.language ?? 'language not known'}` }],
          kind === 'calls' ? (person.row.phone ?? '') : where(person.row),
          `${person.attempt}\n${person.clock}`,
          person.last,
          ' ',
        ]),
      },
    ],
  };
}

/**
 * Saves the sheet of a shift as PDF: whom to call, or where to go, most urgent first.
 *
 * The export is recorded, with every member on it, before the file takes its name.
 */
export async function saveCallSheet(
  context: CallContext,
  input: { readonly kind: 'calls' | 'street'; readonly whose: 'mine' | 'all' },
): Promise<{ saved: boolean; fileName: string | null; people: number; notes: string[] }> {
  const people = await peopleOfShift(context, input.whose, input.kind);
  if (people.length === 0) {
    const none =
      input.kind === 'calls' ? 'Nobody due has a phone on file.' : 'Nobody due is to be met outside.';
    return { saved: false, fileName: null, people: 0, notes: [`${none} There is no sheet to print.`] };
  }
  const agency = await getAgency(context);
  const today = context.today();
  const pdf = await buildPdf(
    sheet(people, input.kind, {
      agency: agency.name,
      person: context.user.name,
      today,
      now: context.now(),
    }),
  );
  const target = await context.shell.saveFile({
    title: input.kind === 'calls' ? 'Save the call sheet' : 'Save the street outreach sheet',
    suggestedName: fileNameOf(`${input.kind === 'calls' ? 'Call sheet' : 'Street sheet'} ${today}`, 'pdf'),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (target === null) return { saved: false, fileName: null, people: people.length, notes: [] };
  await writeUserFile(target.path, pdf.bytes, () =>
    context.write(async (inside) => {
      for (const { row } of people) {
        await inside.record('outreach.export', { memberId: row.id, detail: { kind: input.kind } });
      }
    }),
  );
  const note = missingSentence(pdf.missing);
  return {
    saved: true,
    fileName: target.name,
    people: people.length,
    notes: note === null ? [] : [note],
  };
}
