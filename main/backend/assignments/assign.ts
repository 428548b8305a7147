import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { setLead } from '../members/programs/changes.ts';
import { listStaff } from '../users/users.ts';
import { findLeads } from './store.ts';

interface Item {
  readonly memberId: string;
  readonly leadId: string | null;
}

/**
 * Gives each member the lead named for them; all or none.
 *
 * Returns who led them before, so that handing that back undoes it exactly.
 */
export async function assignLeads(
  context: CallContext,
  input: { readonly items: readonly Item[] },
): Promise<{ changed: number; before: Item[] }> {
  const active = new Map((await listStaff(context)).map((person) => [person.id, person]));
  const ids = input.items.map((item) => item.memberId);
  const before = await findLeads(context.db, ids);
  if (before.length !== new Set(ids).size) throw new AppError('NOT_FOUND', 'A member is not on file.');
  const byLead = new Map<string | null, string[]>();
  for (const { memberId, leadId } of input.items) {
    if (leadId !== null && !active.get(leadId)?.active) {
      throw new AppError('VALIDATION', 'Somebody in the list no longer works here. Choose another lead.');
    }
    byLead.set(leadId, [...(byLead.get(leadId) ?? []), memberId]);
  }
  let changed = 0;
  for (const [leadId, memberIds] of byLead) {
    changed += (await setLead(context, { ids: memberIds, leadId })).changed;
  }
  context.about({ detail: { members: changed, leads: byLead.size } });
  return { changed, before: before.map((row) => ({ memberId: row.id, leadId: row.lead_id })) };
}
