import { dateInWords } from '#shared/dates.ts';
import { isSameLine, overlapWords, type TimedLine } from '#shared/encounters/conflicts.ts';
import { heldReasons, PLAIN_SETTING } from '#shared/encounters/held-reasons.ts';
import type { Hold } from '#shared/encounters/hold.ts';
import type { LineFacts, OpenLine } from '#shared/encounters/line.ts';
import type { Member } from '#shared/members/member.ts';
import { minutesAt, type NoteContent, type Origins } from '#shared/notes/content.ts';
import type { CodeLine, NoteCheck } from '#shared/notes/contract.ts';
import { overlapRule } from '#shared/programs/other-programs.ts';
import { SERVICE_MODE_WORDS, type ServiceMode } from '#shared/programs/pack.ts';
import { packRow } from '#shared/programs/packs.ts';
import { phaseOn } from '#shared/programs/phase.ts';
import { placeOfWords } from '#shared/programs/place-words.ts';
import { placeProblem } from '#shared/programs/places.ts';
import { takesPlace } from '#shared/programs/plan-table.ts';
import { type ServiceTag, tagService } from '#shared/programs/tag-service.ts';
import type { Staff } from '#shared/users/contract.ts';
import type { CallContext } from '../context.ts';
import { openCodeBook } from '../diagnoses/code-book.ts';
import { unitsOnDay } from '../encounters/create-encounter.ts';
import { onItsDay } from '../encounters/on-its-day.ts';
import { lineCheck } from '../encounters/open-lines.ts';
import { getMember } from '../members/members.ts';
import { readEntries } from '../members/record/read.ts';
import { memberSpans } from '../members/spans.ts';
import { getPlan, type StoredPlan } from '../plans/plans.ts';
import { todayIn } from '../procedure.ts';
import { type Confirmations, loadConfirmations, unconfirmed } from '../programs/confirmations.ts';
import { loadTables } from '../programs/tables.ts';
import { getStaff } from '../users/users.ts';
import { type StoredNote, selectStaffDay } from './store.ts';

/** A note's content with who it is about; `noteId` is null for facts that belong to no note yet. */
export interface CodeSource {
  readonly noteId: string | null;
  readonly memberId: string;
  readonly content: NoteContent;
  readonly origins: Origins;
}

/** The code line with what it was worked out from, for signing. */
export interface CodedNote {
  readonly line: CodeLine;
  readonly facts: LineFacts;
  readonly tag: ServiceTag;
  readonly member: Member;
  readonly staff: Staff;
}

/** Works out the live code line of a note: a few small queries, called as people type. */
export async function codeNote(context: CallContext, source: CodeSource): Promise<CodedNote> {
  const { content } = source;
  const member = await getMember(context, source.memberId);
  const plan = await getPlan(context, member.plan.id);
  const staff = await getStaff(context, content.staffId, content.serviceOn);
  const confirmations = await loadConfirmations(context);
  const table = (await loadTables(context)).of(plan);
  const { dailyCap } = table.unitsOn(content.serviceOn);
  // Without a mode the line shows what the commonest one would give; signing asks for it.
  const facts: LineFacts = {
    program: member.program,
    serviceOn: content.serviceOn,
    phase: phaseOn(member, content.serviceOn),
    mode: content.mode ?? 'in_person',
    clinical: staff.clinical,
    minutes: minutesAt(content, context.now()),
    ...(dailyCap === null ? {} : { earlierUnits: await unitsOnDay(context, member.id, content.serviceOn) }),
  };
  const staffWords = staff.id === context.user.id ? 'you' : staff.name;
  const tag = tagService({ ...facts, staffWords }, table.rows, table.unitsOn(content.serviceOn));
  const waiting = unconfirmed(tag.needs, plan.id, confirmations);
  const day = await selectStaffDay(context.db, {
    staffId: staff.id,
    serviceOn: content.serviceOn,
    exceptId: source.noteId,
  });
  const today = context.today();
  // The day of the service decides, not today: an earlier authorization or enrollment counts for its own days.
  const spans = (await memberSpans(context, [member.id])).get(member.id);
  const openLine = onItsDay(toOpenLine(source, member, staff, facts), spans);
  const book = await openCodeBook(
    context,
    content.diagnoses.map(({ code }) => ({ code, on: content.serviceOn })),
  );
  const holds = heldReasons(openLine, {
    today,
    edi: plan.profile.edi,
    tag,
    ...PLAIN_SETTING,
    unconfirmed: waiting,
    checkCode: lineCheck(table, book),
    takesPlace: takesPlace(table, content.place?.code ?? '', content.serviceOn),
  });
  const line: CodeLine = {
    program: member.program,
    planName: plan.shortName,
    phase: facts.phase,
    minutes: facts.minutes,
    tag,
    confirmWithPlan: waiting.length > 0,
    heldUntil: tag.billable ? heldWords(holds) : null,
    checks: [
      ...(tag.billable ? factChecks(source, openLine, holds, today) : []),
      ...dayChecks(openLine, tag, day, content),
      ...(await programChecks(context, member, content.serviceOn)),
      ...placeChecks(content),
      ...(tag.billable
        ? ruleChecks(tag, plan, confirmations, waiting, { today, timeZone: context.workspace.timeZone })
        : []),
    ],
  };
  return { line, facts, tag, member, staff };
}

function toOpenLine(source: CodeSource, member: Member, staff: Staff, facts: LineFacts): OpenLine {
  const { content } = source;
  return {
    id: source.noteId ?? '',
    noteId: source.noteId ?? '',
    planId: member.plan.id,
    serviceOn: content.serviceOn,
    startTime: content.startTime,
    minutes: facts.minutes,
    placeOfService: content.place?.code ?? '',
    diagnoses: content.diagnoses,
    facts,
    correction: null,
    staff,
    member: {
      ...member,
      address: member.address.street,
      city: member.address.city,
      state: member.address.state,
      zip: member.address.zip,
      authorizationNumber: member.authorization.number,
      authorizationStart: member.authorization.start,
      authorizationEnd: member.authorization.end,
    },
  };
}

/** "Will be held until the rule is confirmed with the plan.", or the first other reason. */
function heldWords(holds: readonly Hold[]): string | null {
  const [first] = holds;
  if (!first) return null;
  const rule = holds.some((hold) => hold.reason === 'rule_not_confirmed');
  if (rule) return 'Will be held until the rule is confirmed with the plan.';
  return `Will be held: ${first.hint}${first.hint.endsWith('.') ? '' : '.'}`;
}

function check(
  key: string,
  state: NoteCheck['state'],
  text: string,
  noteId: string | null = null,
): NoteCheck {
  return { key, state, text, noteId };
}

/** What the records say about the line: diagnosis, authorization, the member's own facts, the place. */
function factChecks(
  source: CodeSource,
  { member }: OpenLine,
  holds: readonly Hold[],
  today: string,
): NoteCheck[] {
  const { content, origins } = source;
  const checks: NoteCheck[] = [];
  const [main] = content.diagnoses;
  const wrong = holds.find((hold) => hold.reason === 'diagnosis_not_valid');
  if (!main) checks.push(check('diagnosis', 'held', 'No diagnosis yet'));
  else if (wrong) checks.push(check('diagnosis', 'held', wrong.hint));
  else checks.push(check('diagnosis', 'done', `${main.code} ${origins.diagnoses ?? 'on the note'}`));

  const outside = holds.find((hold) => hold.reason === 'outside_authorization');
  const { authorizationEnd: end, authorizationNumber: number } = member;
  if (outside) checks.push(check('authorization', 'held', outside.hint));
  else if (end) checks.push(check('authorization', 'done', `Authorized to ${dateInWords(end, today)}`));
  else if (!number) checks.push(check('authorization', 'due', 'No authorization on file'));

  for (const hold of holds) {
    if (
      ['outside_enrollment', 'member_facts', 'cin_format', 'staff_npi', 'future_date'].includes(hold.reason)
    ) {
      checks.push(check(hold.reason, 'held', hold.hint));
    }
  }
  const place =
    content.mode && content.place ? placeProblem(content.place.code, content.mode, content.serviceOn) : null;
  if (place) checks.push(check('place', 'held', place));
  return checks;
}

function timed(note: StoredNote): TimedLine {
  const { content } = note;
  return {
    id: note.id,
    staffId: content.staffId,
    memberId: note.memberId,
    memberName: note.memberName,
    serviceOn: content.serviceOn,
    startTime: content.startTime,
    minutes: content.minutes ?? 0,
    code: content.mode ?? '',
  };
}

/** Overlaps and doubles among the worker's signed notes of that day. */
function dayChecks(
  line: OpenLine,
  tag: ServiceTag,
  day: readonly StoredNote[],
  content: NoteContent,
): NoteCheck[] {
  const own: TimedLine = {
    id: line.id,
    staffId: line.staff.id,
    memberId: line.member.id,
    memberName: line.member.name,
    serviceOn: line.serviceOn,
    startTime: line.startTime,
    minutes: line.minutes,
    code: content.mode ?? '',
  };
  const twin = day.find((note) => isSameLine(own, timed(note)));
  if (twin) {
    return [check('twice', 'due', 'A note with the same start is signed already', twin.id)];
  }
  for (const note of day) {
    const words = overlapWords(own, timed(note));
    if (words) return [check('overlap', 'due', words, note.id)];
  }
  const alike = day.find((note) => note.memberId === line.member.id && note.content.mode === content.mode);
  if (alike && content.mode) {
    const kind = SERVICE_MODE_WORDS[content.mode as ServiceMode].toLowerCase();
    return [check('alike', 'due', `Another note of that day, ${kind}, is signed already`, alike.id)];
  }
  return tag.billable ? [check('day', 'done', 'No overlap, no duplicate that day')] : [];
}

/** Other programs the member is in that cannot run beside ours, or not for the same minutes. */
async function programChecks(context: CallContext, member: Member, on: string): Promise<NoteCheck[]> {
  const { program } = member;
  if (!program) return [];
  const entries = await readEntries(context, member.id, ['other_program']);
  return entries.flatMap((entry) => {
    const runs =
      entry.state !== 'struck' &&
      (entry.from === null || entry.from <= on) &&
      (entry.to === null || on <= entry.to);
    const other = String(entry.content.code ?? '');
    const rule = runs ? overlapRule(program, other, on) : undefined;
    if (!rule || (rule.verdict === 'allowed' && other !== 'chw')) return [];
    return [check('other_program', 'due', `${entry.title}: ${rule.words}`)];
  });
}

/** Whether the place's own words say another place of service than the code does. */
function placeChecks({ place, mode, serviceOn }: NoteContent): NoteCheck[] {
  if (!place || !mode) return [];
  const meant = placeOfWords(place.label, mode, serviceOn);
  if (!meant || meant.code === place.code) return [];
  const words = `“${place.label}” sounds like ${meant.label} (${meant.code}); the note says ${place.code}`;
  return [check('place', 'due', words)];
}

function ruleChecks(
  tag: ServiceTag,
  plan: StoredPlan,
  confirmations: Confirmations,
  waiting: readonly string[],
  { today, timeZone }: { readonly today: string; readonly timeZone: string },
): NoteCheck[] {
  if (waiting.length > 0) {
    const units = waiting.every((id) => id.startsWith('units:'));
    return [
      check(
        'rule',
        'held',
        units ? 'Minutes in one unit wait for the plan’s word' : 'Rule waits for the plan’s word',
      ),
    ];
  }
  const signedOff = [...tag.needs, tag.ruleId ?? '']
    .map((id) => confirmations.of(plan.id, id))
    .find((confirmation) => confirmation !== null);
  if (signedOff) {
    const on = dateInWords(todayIn(timeZone, new Date(signedOff.at)), today);
    return [check('rule', 'done', `Rule confirmed by ${initials(signedOff.by)}, ${on}`)];
  }
  return packRow(tag.ruleId ?? '')?.confirmed === 'sourced'
    ? [check('rule', 'done', 'Rule has a public source')]
    : [];
}

/** "L. Vantree". */
function initials(name: string): string {
  const words = name.split(' ');
  return words.length < 2 ? name : `${(words[0] ?? '').charAt(0)}. ${words.at(-1)}`;
}
