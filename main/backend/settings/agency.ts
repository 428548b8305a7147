import type { Agency } from '#shared/settings/contract.ts';
import type { CallContext } from '../context.ts';
import { selectAgency, updateAgency } from './store.ts';

/** The agency whose workspace this is. */
export async function getAgency(context: CallContext): Promise<Agency> {
  const agency = await selectAgency(context.db);
  if (!agency) throw new Error('A workspace without an agency');
  return agency;
}

/** Changes what plans know about the agency; files built before keep what they said. */
export async function changeAgency(context: CallContext, input: Omit<Agency, 'id'>): Promise<Agency> {
  const agency = { ...input, id: (await getAgency(context)).id };
  await updateAgency(context.db, agency);
  return agency;
}
