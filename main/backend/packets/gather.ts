import { auditWords } from '#shared/audit/words.ts';
import type { Member } from '#shared/members/member.ts';
import { METHOD_WORDS } from '#shared/outreach/attempt.ts';
import { codeText, SERVICE_MODE_WORDS } from '#shared/programs/pack.ts';
import { coreServices } from '#shared/programs/services.ts';
import { authorizationsOf } from '../action-plans/authorizations.ts';
import { planPapers } from '../action-plans/plan-papers.ts';
import { assessmentPapers } from '../assessments/papers.ts';
import { accessOf } from '../audit/access.ts';
import type { CallContext } from '../context.ts';
import { listForMember } from '../encounters/list-encounters.ts';
import { lettersOf } from '../letters/letter-papers.ts';
import { getConsent } from '../members/consent.ts';
import { listConditions } from '../members/members.ts';
import { readEntries } from '../members/record/read.ts';
import { type SignedNote, signedNotesOf } from '../notes/signed-notes.ts';
import { loadHistory } from '../outreach/history.ts';
import type { Block, PdfSpec } from '../pdf/blocks.ts';
import { tasksOf } from '../tasks/member-tasks.ts';

/** A chapter of the packet: one bookmark, one line of its contents. */
export interface Chapter {
  readonly name: string;
  /** "14 notes", "none". */
  readonly count: string;
  readonly documents: readonly PdfSpec[];
  readonly plans?: readonly { readonly planId: string; readonly version: number; readonly sha256: string }[];
  readonly problems?: readonly string[];
}

/** What every chapter is written with. */
export interface Desk {
  readonly context: CallContext;
  readonly member: Member;
  readonly agency: string;
  readonly dateOf: (date: string) => string;
  readonly instantOf: (instant: string) => string;
  /** Turns blocks into a document with the packet's head and foot. */
  readonly sheet: (title: string, blocks: readonly Block[]) => PdfSpec;
}

/** The chapters in the order an auditor asks for them, each read when its turn comes. */
export const CHAPTERS: readonly {
  readonly name: string;
  readonly gather: (desk: Desk) => Promise<Chapter>;
}[] = [
  { name: 'Member', gather: memberChapter },
  { name: 'Consent', gather: consentChapter },
  { name: 'Assessments', gather: assessmentChapter },
  { name: 'Health Action Plans', gather: planChapter },
  { name: 'Notes', gather: noteChapter },
  { name: 'Outreach', gather: outreachChapter },
  { name: 'Tasks', gather: taskChapter },
  { name: 'Letters', gather: letterChapter },
  { name: 'Encounters', gather: encounterChapter },
  { name: 'Access log', gather: accessChapter },
];

function counted(number: number, one: string, many = `${one}s`): string {
  return number === 0 ? 'none' : `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

function facts(rows: readonly (readonly [string, string | null | undefined])[]): Block {
  return {
    kind: 'facts',
    rows: rows.flatMap(([name, value]) => (value ? [{ name, value }] : [])),
  };
}

/** Cuts a long list into sheets, so that the page is never busy with one for long. */
function sheets<Row>(
  desk: Desk,
  rows: readonly Row[],
  options: {
    readonly title: string;
    readonly most: number;
    readonly write: (rows: readonly Row[]) => Block[];
  },
): PdfSpec[] {
  const made: PdfSpec[] = [];
  for (let at = 0; at < rows.length; at += options.most) {
    const some = rows.slice(at, at + options.most);
    const title =
      rows.length > options.most ? `${options.title}, ${at + 1} to ${at + some.length}` : options.title;
    made.push(desk.sheet(title, [{ kind: 'heading', level: 1, text: title }, ...options.write(some)]));
  }
  return made;
}

function chapter<Row>(
  desk: Desk,
  name: string,
  rows: readonly Row[],
  options: {
    readonly one: string;
    readonly many?: string;
    readonly most: number;
    readonly write: (rows: readonly Row[]) => Block[];
  },
): Chapter {
  const empty = desk.sheet(name, [
    { kind: 'heading', level: 1, text: name },
    { kind: 'paragraph', text: 'None on file.' },
  ]);
  return {
    name,
    count: counted(rows.length, options.one, options.many),
    documents: rows.length === 0 ? [empty] : sheets(desk, rows, { ...options, title: name }),
  };
}

async function memberChapter(desk: Desk): Promise<Chapter> {
  const { member, dateOf } = desk;
  const conditions = await listConditions(desk.context, member.id);
  const { street, city, state, zip, county } = member.address;
  const address = [street, city, [state, zip].filter(Boolean).join(' '), county && `${county} County`];
  const span = [
    member.enrolledOn && `enrolled ${dateOf(member.enrolledOn)}`,
    member.endedOn && `ended ${dateOf(member.endedOn)}`,
  ];
  return {
    name: 'Member',
    count: '1 page',
    documents: [
      desk.sheet('Member', [
        { kind: 'heading', level: 1, text: member.name },
        facts([
          ['CIN', member.cin],
          ['Born', dateOf(member.birthDate)],
          ['Pronouns', member.pronouns],
          [
            'Language',
            member.interpreter ? `${member.language ?? ''}, with an interpreter` : member.language,
          ],
          ['Address', address.filter(Boolean).join(', ')],
          ['Phone', member.phone],
          ['Plan', member.plan.name],
          ['Program', [member.program, ...span].filter(Boolean).join(', ')],
          ['Authorization', member.authorization.number],
          ['Lead care manager', member.lead?.name],
        ]),
        { kind: 'heading', level: 2, text: 'Conditions' },
        conditions.length === 0
          ? { kind: 'paragraph', text: 'None on file.' }
          : {
              kind: 'table',
              head: ['Code', 'Condition', 'Source', 'Recorded', 'Ended'],
              shares: [1.3, 4, 2, 1.6, 1.6],
              rows: conditions.map((one) => [
                one.code,
                one.label,
                one.source,
                dateOf(one.recordedOn),
                one.endedOn ? dateOf(one.endedOn) : '',
              ]),
            },
      ]),
    ],
  };
}

async function consentChapter(desk: Desk): Promise<Chapter> {
  const consent = await getConsent(desk.context, desk.member.id);
  const text = consent
    ? `${desk.member.name} agreed to take part on ${desk.dateOf(consent.on)}, ${consent.how}.`
    : desk.member.program === 'ECM'
      ? 'No consent to take part is on file. Enhanced Care Management asks for none.'
      : 'No consent to take part is on file.';
  const entries = await readEntries(desk.context, desk.member.id, ['consent']);
  const forms = await authorizationsOf(desk.context, desk.member.id);
  const day = (date: string | null) => (date === null ? '' : desk.dateOf(date));
  return {
    name: 'Consent',
    count: counted((consent ? 1 : 0) + forms.length, 'paper'),
    documents: [
      desk.sheet('Consent', [
        { kind: 'heading', level: 1, text: 'Consent' },
        { kind: 'paragraph', text },
        ...(entries.length === 0
          ? []
          : ([
              { kind: 'heading', level: 2, text: 'Consent on the record' },
              {
                kind: 'table',
                head: ['Consent', 'Given', 'Withdrawn', 'Recorded by'],
                shares: [4, 2, 2, 3],
                rows: entries.map((one) => [
                  [one.title, one.detail].filter(Boolean).join(', '),
                  day(one.from),
                  day(one.to),
                  one.by,
                ]),
              },
            ] as const)),
        { kind: 'heading', level: 2, text: 'Authorizations to disclose' },
        forms.length === 0
          ? { kind: 'paragraph', text: 'None on file.' }
          : {
              kind: 'table',
              head: ['For', 'What and why', 'Signed', 'Ends', 'Withdrawn'],
              shares: [3, 4, 3, 2, 2.6],
              rows: forms.map((one) => [
                one.recipient,
                `${one.information}, for ${one.purpose}. ${one.keptWhere}`,
                [desk.dateOf(one.signedOn), one.signedBy, one.representativeRight].filter(Boolean).join(', '),
                [day(one.expiresOn), one.expiresEvent].filter(Boolean).join(' or '),
                [day(one.withdrawnOn), one.withdrawnHow].filter(Boolean).join(', '),
              ]),
            },
      ]),
    ],
  };
}

async function assessmentChapter(desk: Desk): Promise<Chapter> {
  const documents = await assessmentPapers(desk.context, desk);
  return documents.length === 0
    ? chapter(desk, 'Assessments', [], { one: 'assessment', most: 1, write: () => [] })
    : { name: 'Assessments', count: counted(documents.length, 'assessment'), documents };
}

async function planChapter(desk: Desk): Promise<Chapter> {
  const { documents, signed, problems } = await planPapers(desk.context, desk.member);
  const base =
    documents.length === 0
      ? chapter(desk, 'Health Action Plans', [], { one: 'version', most: 1, write: () => [] })
      : { name: 'Health Action Plans', count: counted(documents.length, 'version'), documents };
  return { ...base, plans: signed, problems };
}

async function noteChapter(desk: Desk): Promise<Chapter> {
  const notes = await signedNotesOf(desk.context, desk.member.id);
  return chapter(desk, 'Notes', notes, {
    one: 'note',
    most: 20,
    write: (some) => some.flatMap((note) => noteBlocks(desk, note)),
  });
}

function noteBlocks(desk: Desk, note: SignedNote): Block[] {
  const { content } = note;
  const names = new Map(coreServices(desk.member.program).map(({ id, label }) => [id, label]));
  return [
    { kind: 'heading', level: 2, text: `${desk.dateOf(content.serviceOn)}, ${note.title}` },
    facts([
      ['How', content.mode === null ? null : SERVICE_MODE_WORDS[content.mode]],
      ['Place', content.place && `${content.place.label}, ${content.place.code}`],
      ['Served by', note.staffName],
      ['Present', content.present],
      ['Services', content.services.map((id) => names.get(id) ?? id).join(', ')],
      ['Goals', content.goals.map(({ label }) => label).join(', ')],
      ['Diagnoses', content.diagnoses.map(({ code, label }) => `${label}, ${code}`).join('; ')],
      ['Follow-up', content.followUps.map(({ title }) => title).join('; ')],
      ['Encounter', note.line],
    ]),
    ...(content.text.trim() === '' ? [] : [{ kind: 'paragraph', text: content.text } as const]),
    {
      kind: 'paragraph',
      look: 'quiet',
      text: `Signed ${desk.instantOf(note.signedAt)} by ${note.author}.`,
    },
  ];
}

async function outreachChapter(desk: Desk): Promise<Chapter> {
  const { attempts } = await loadHistory(desk.context, desk.member);
  return chapter(desk, 'Outreach', attempts, {
    one: 'attempt',
    most: 60,
    write: (some) => [
      {
        kind: 'table',
        head: ['Day', 'How', 'What happened', 'Minutes', 'By'],
        shares: [2, 1.8, 6, 1.2, 2.4],
        rows: some.map((one) => [
          desk.dateOf(one.on),
          METHOD_WORDS[one.method],
          [one.title, one.text].filter(Boolean).join('. '),
          String(one.minutes),
          one.staff,
        ]),
      },
    ],
  });
}

async function taskChapter(desk: Desk): Promise<Chapter> {
  const tasks = await tasksOf(desk.context, desk.member.id);
  return chapter(desk, 'Tasks', tasks, {
    one: 'task',
    most: 60,
    write: (some) => [
      {
        kind: 'table',
        head: ['Task', 'Who', 'Due', 'State', 'Why'],
        shares: [4, 2, 1.8, 2, 4],
        rows: some.map((one) => [
          [one.title, one.detail].filter(Boolean).join('. '),
          one.owner?.name ?? '',
          one.dueOn ? desk.dateOf(one.dueOn) : '',
          one.doneAt ? `done ${desk.dateOf(one.doneAt)}` : 'open',
          one.why,
        ]),
      },
    ],
  });
}

async function letterChapter(desk: Desk): Promise<Chapter> {
  const letters = await lettersOf(desk.context, desk.member.id);
  return chapter(desk, 'Letters', letters, {
    one: 'letter',
    most: 10,
    write: (some) =>
      some.flatMap((one): Block[] => [
        { kind: 'heading', level: 2, text: one.title },
        facts([
          ['Printed', `${desk.instantOf(one.printedAt)} by ${one.printedBy}`],
          ['To', one.address],
          ['Language', one.language],
          ['Mailed', one.mailedOn && desk.dateOf(one.mailedOn)],
          ['Came back', one.returnedOn && `${desk.dateOf(one.returnedOn)}, ${one.returnedReason ?? ''}`],
          ['SHA-256 of the text', one.sha256],
        ]),
        { kind: 'paragraph', text: one.text },
      ]),
  });
}

async function encounterChapter(desk: Desk): Promise<Chapter> {
  const { rows } = await listForMember(desk.context, { memberId: desk.member.id, limit: 10_000 });
  return chapter(desk, 'Encounters', rows, {
    one: 'line',
    most: 80,
    write: (some) => [
      {
        kind: 'table',
        head: ['Day', 'Code', 'Units', 'Diagnoses', 'State', 'Plan', 'By'],
        shares: [2, 2.2, 1, 2.4, 3, 2, 2.4],
        rows: some.map((one) => [
          desk.dateOf(one.serviceOn),
          one.code === null ? '' : codeText(one.code, one.modifiers),
          String(one.units),
          one.diagnoses.map(({ code }) => code).join(', '),
          [one.state.replaceAll('_', ' '), one.state === 'held' ? one.hint : ''].filter(Boolean).join(', '),
          one.planName,
          one.staff.name,
        ]),
      },
    ],
  });
}

async function accessChapter(desk: Desk): Promise<Chapter> {
  const rows = await accessOf(desk.context, desk.member.id);
  return chapter(desk, 'Access log', rows, {
    one: 'row',
    most: 120,
    write: (some) => [
      {
        kind: 'table',
        head: ['When', 'Who', 'What', 'Row'],
        shares: [2.4, 2.6, 4.4, 1],
        rows: some.map((one) => [
          desk.instantOf(one.at),
          one.who,
          one.outcome === 'done' || one.outcome === 'ok'
            ? auditWords(one.action)
            : `${auditWords(one.action)}, ${one.outcome}`,
          String(one.seq),
        ]),
      },
    ],
  });
}
