import type { Workload } from '#shared/assignments/workload.ts';
import { USUAL_CAPACITY, weightOf, workloadSchema } from '#shared/assignments/workload.ts';
import type { CallContext } from '../context.ts';
import { readSetting, writeSetting } from '../settings/settings.ts';
import { getStaff } from '../users/users.ts';
import { countCarried } from './store.ts';

const KEY = 'workload';

/** The agency's weights and capacities. */
export async function getWorkload(context: CallContext): Promise<Workload> {
  return workloadSchema.parse(JSON.parse((await readSetting(context, KEY)) ?? '{}'));
}

/** Sets what one member of staff can carry. */
export async function setCapacity(
  context: CallContext,
  input: { readonly userId: string; readonly capacity: number; readonly languages: readonly string[] },
): Promise<void> {
  const person = await getStaff(context, input.userId);
  const workload = await getWorkload(context);
  const people = {
    ...workload.people,
    [person.id]: { capacity: input.capacity, languages: [...new Set(input.languages)] },
  };
  await writeSetting(context, KEY, JSON.stringify({ ...workload, people }));
  context.about({ entityId: person.id, detail: { capacity: input.capacity } });
}

/** What somebody carries: members, their weight, and in which ZIP codes they are. */
export interface Carried {
  members: number;
  weight: number;
  zips: Record<string, number>;
}

/** What everybody carries, by user id. */
export async function carriedByLead(context: CallContext, workload: Workload): Promise<Map<string, Carried>> {
  const carried = new Map<string, Carried>();
  for (const row of await countCarried(context.db)) {
    if (row.lead_id === null) continue;
    const one = carried.get(row.lead_id) ?? { members: 0, weight: 0, zips: {} };
    one.members += row.count;
    one.weight += row.count * weightOf(workload, row.tier);
    const zip = row.zip?.slice(0, 5);
    if (zip) one.zips[zip] = (one.zips[zip] ?? 0) + row.count;
    carried.set(row.lead_id, one);
  }
  return carried;
}

/** What the current user carries, and can. */
export async function getMine(context: CallContext): Promise<{ weight: number; capacity: number }> {
  const workload = await getWorkload(context);
  const carried = await carriedByLead(context, workload);
  return {
    weight: carried.get(context.user.id)?.weight ?? 0,
    capacity: workload.people[context.user.id]?.capacity ?? USUAL_CAPACITY,
  };
}
