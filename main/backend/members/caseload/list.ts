import { addDays } from '#shared/dates.ts';
import type { CaseloadRow, CaseloadView } from '#shared/members/contract.ts';
import { searchWords } from '#shared/members/search.ts';
import type { Role } from '#shared/roles.ts';
import type { CallContext } from '../../context.ts';
import { toCaseloadRow } from './rows.ts';
import type { CaseloadScope } from './store.ts';
import { countMatches, countViews, findCaseload } from './store.ts';

/** Those who look after one caseload; the others look over all of them. */
const ONE_CASELOAD: readonly Role[] = ['care_coordinator', 'outreach_worker', 'housing_navigator'];

/** Whose members "HAP not done" and "no contact" mean for this user today. */
export function caseloadScope(context: CallContext): CaseloadScope {
  return {
    userId: context.user.id,
    ownOnly: ONE_CASELOAD.includes(context.user.role),
    noContactBefore: addDays(context.today(), -30),
  };
}

/** A page of the caseload with the counts of every view; three queries at most, whatever the size. */
export async function listCaseload(
  context: CallContext,
  input: { view: CaseloadView; text?: string | undefined; limit: number; offset: number },
): Promise<{ rows: CaseloadRow[]; total: number; counts: Record<CaseloadView, number> }> {
  const scope = caseloadScope(context);
  const words = searchWords(input.text ?? '');
  const query = { ...scope, view: input.view, words, limit: input.limit, offset: input.offset };
  const records = await findCaseload(context.db, query);
  const counts = await countViews(context.db, scope);
  const total = words.length > 0 ? await countMatches(context.db, query) : counts[input.view];
  const today = context.today();
  return { rows: records.map((record) => toCaseloadRow(record, today)), total, counts };
}
