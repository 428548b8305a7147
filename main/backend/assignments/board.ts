import type { Lead, Waiting } from '#shared/assignments/contract.ts';
import { suggestLeads } from '#shared/assignments/suggest.ts';
import { USUAL_CAPACITY, weightOf } from '#shared/assignments/workload.ts';
import { displayName, memberStatusSchema } from '#shared/members/member.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import type { CallContext } from '../context.ts';
import { listStaff } from '../users/users.ts';
import { countTasks, findWaiting } from './store.ts';
import { carriedByLead, getWorkload } from './workload.ts';

/** Who waits for a lead, whom Hearth would choose and why, and how full everybody is. */
export async function getBoard(
  context: CallContext,
  input: { readonly limit: number },
): Promise<{ waiting: Waiting[]; total: number; leads: Lead[] }> {
  const workload = await getWorkload(context);
  const carried = await carriedByLead(context, workload);
  const tasks = new Map((await countTasks(context.db, context.today())).map((row) => [row.user_id, row]));
  const staff = (await listStaff(context)).filter(
    (person) => person.active && CARE_TEAM.includes(person.role),
  );
  const leads = staff.map(
    (person): Lead => ({
      id: person.id,
      name: person.name,
      role: person.role,
      members: carried.get(person.id)?.members ?? 0,
      weight: carried.get(person.id)?.weight ?? 0,
      capacity: workload.people[person.id]?.capacity ?? USUAL_CAPACITY,
      languages: workload.people[person.id]?.languages ?? [],
      openTasks: tasks.get(person.id)?.open ?? 0,
      lateTasks: tasks.get(person.id)?.late ?? 0,
    }),
  );
  const rows = await findWaiting(context.db, input.limit);
  const weights = new Map(rows.map((row) => [row.id, weightOf(workload, row.tier)]));
  const suggestions = new Map(
    suggestLeads(
      rows.map((row) => ({
        id: row.id,
        language: row.language,
        zip: row.zip,
        weight: weights.get(row.id) ?? 1,
      })),
      leads
        .filter((lead) => lead.role !== 'administrator')
        .map((lead) => ({ ...lead, zips: carried.get(lead.id)?.zips ?? {} })),
    ).map((suggestion) => [suggestion.memberId, suggestion]),
  );
  const nameOf = new Map(leads.map((lead) => [lead.id, lead.name]));
  return {
    total: rows[0]?.total ?? 0,
    leads,
    waiting: rows.map((row): Waiting => {
      const suggestion = suggestions.get(row.id);
      return {
        id: row.id,
        name: displayName(row.first_name, row.middle_name, row.last_name),
        status: memberStatusSchema.parse(row.status),
        programLine: [row.program, row.tier === null ? null : `tier ${row.tier}`].filter(Boolean).join(', '),
        language: row.language,
        zip: row.zip?.slice(0, 5) ?? null,
        city: row.city,
        homeless: row.homeless === 1,
        assignedOn: row.assigned_on,
        weight: weights.get(row.id) ?? 1,
        suggestion: suggestion
          ? {
              leadId: suggestion.leadId,
              name: nameOf.get(suggestion.leadId) ?? '',
              reason: suggestion.reason,
              hasRoom: suggestion.hasRoom,
            }
          : null,
      };
    }),
  };
}
