import { addDays, ageOn } from '#shared/dates.ts';
import type { Chart } from '#shared/members/contract.ts';
import type { Member } from '#shared/members/member.ts';
import type { Clock } from '#shared/tasks/clock.ts';
import { dayClock, dueDateClock } from '#shared/tasks/clock.ts';
import { clockRule } from '#shared/tasks/clock-rules.ts';
import type { CallContext } from '../../context.ts';
import { listNotes } from '../../notes/notes.ts';
import { todayIn } from '../../procedure.ts';
import { listOpenTasks } from '../../tasks/open-tasks.ts';
import { programLine } from '../caseload/rows.ts';
import { getMember, listConditions } from '../members.ts';
import { mergeLines } from '../merge/lookalikes.ts';
import { phaseOf } from '../programs/history.ts';
import { readGlance } from './at-a-glance.ts';
import { countTabs, findContactDays, findSignedPlans } from './store.ts';

const RECENT = 4;

/** Everything the chart's header and summary show, in a handful of queries, whatever the size of the chart. */
export async function getChart(context: CallContext, input: { readonly id: string }): Promise<Chart> {
  const member = await getMember(context, input.id);
  const today = context.today();
  context.about({ memberId: member.id });
  const monthStart = `${today.slice(0, 8)}01`;
  const tabs = await countTabs(context.db, member.id, monthStart);
  const tasks = await listOpenTasks(context, { memberId: member.id });
  // One's own drafts stand first in the list of notes, so a few more are asked for than are shown.
  const { notes } = await listNotes(context, { memberId: member.id, limit: RECENT + 6, offset: 0 });
  const contacts = await findContactDays(context.db, member.id, addDays(today, -365));
  const plans = await findSignedPlans(context.db, member.id);
  const { timeZone } = context.workspace;
  const signed = plans.at(-1)?.signed_at;
  const planSignedOn = signed ? todayIn(timeZone, new Date(signed)) : null;
  const { glance, hospital, sleeps } = await readGlance(context, member.id, planSignedOn);
  return {
    member,
    age: ageOn(member.birthDate, today),
    phase: await phaseOf(context, member.id),
    programLine: programLine(member.program, member.tier, member.status),
    nextSteps: tasks.map((task) => ({
      id: task.id,
      kind: task.kind,
      title: task.title,
      detail: task.detail,
      dueOn: task.dueOn,
      clock: task.dueOn ? dueDateClock(task.dueOn, today, task.urgent) : null,
      why: task.why,
    })),
    hapClock: plans.length === 0 ? hapClock(member, today) : null,
    conditions: await listConditions(context, member.id),
    ...(await mergeLines(context, member.id)),
    recentContacts: notes
      .flatMap((note) =>
        note.state !== 'signed' || note.serviceOn === null
          ? []
          : [
              {
                noteId: note.id,
                on: note.serviceOn,
                mode: note.mode ?? 'other',
                title: note.title,
                summary: note.summary,
                author: note.author,
                billing: note.line?.state ?? null,
              },
            ],
      )
      .slice(0, RECENT),
    year: {
      contacts: contacts.flatMap(({ service_on: on, mode }) =>
        on === null || mode === 'without_member' ? [] : [{ on, inPerson: mode === 'in_person' }],
      ),
      plans: plans.flatMap(({ version, signed_at: at }) =>
        at === null ? [] : [{ version, on: todayIn(timeZone, new Date(at)) }],
      ),
      hospital,
      sleeps,
    },
    glance,
    servicesThisMonth: { services: tabs.services ?? 0, accepted: tabs.accepted ?? 0 },
    counts: {
      assessments: tabs.assessments ?? 0,
      notes: tabs.notes ?? 0,
      encounters: tabs.encounters ?? 0,
      tasks: tabs.tasks ?? 0,
      documents: tabs.documents ?? 0,
      hapVersion: plans.at(-1)?.version ?? null,
    },
  };
}

/** The clock of the first HAP of an enrolled member, or null when none runs. */
function hapClock(member: Member, today: string): Clock | null {
  if (member.status !== 'enrolled' || !member.program || !member.enrolledOn) return null;
  const rule = clockRule('hap', member.program, member.enrolledOn);
  return rule ? dayClock(rule, member.enrolledOn, today) : null;
}
