import type { CallContext } from '../context.ts';

/** A list that is open refreshes itself; a pause longer than this is another look. */
const ONE_LOOK_MILLISECONDS = 60_000;
const MOST_REMEMBERED = 1000;

/** When each user last saw which list or file, in this process only. */
const looks = new Map<string, number>();

/**
 * Writes one audit row for a list or a file that a person opened, not one for every refresh of it.
 *
 * File names follow the plan's template and may carry a CIN, so seeing them is a look at member data.
 */
export async function recordLook(
  context: CallContext,
  action: 'transfer.view_list' | 'transfer.view',
  what: { readonly entityId?: string; readonly find?: string },
): Promise<void> {
  const now = Date.parse(context.now());
  const key = [context.workspace.folder, context.user.id, action, what.entityId ?? '', what.find ?? ''].join(
    '\n',
  );
  const before = looks.get(key);
  looks.delete(key);
  looks.set(key, now);
  const [oldest] = looks.keys();
  if (looks.size > MOST_REMEMBERED && oldest !== undefined) looks.delete(oldest);
  if (before !== undefined && now - before < ONE_LOOK_MILLISECONDS) return;
  await context.write((inside) =>
    inside.record(action, {
      entityId: what.entityId,
      detail: what.find === undefined ? {} : { searched: what.find !== '' },
    }),
  );
}
