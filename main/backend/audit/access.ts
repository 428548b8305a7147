import type { CallContext } from '../context.ts';
import { listAudit } from './store.ts';

const PAGE = 1000;

/** One thing somebody did with a member's record. */
export interface AccessRow {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly action: string;
  readonly outcome: string;
}

/** Everything the audit says about one member, newest first. */
export async function accessOf(context: CallContext, memberId: string): Promise<AccessRow[]> {
  const rows: AccessRow[] = [];
  let before: number | undefined;
  for (;;) {
    const page = await listAudit(context.db, { memberId, before, limit: PAGE });
    rows.push(
      ...page.map(({ seq, at, action, outcome, userName }) => ({
        seq,
        at,
        who: userName ?? 'Hearth',
        action,
        outcome,
      })),
    );
    before = page.at(-1)?.seq;
    if (page.length < PAGE) return rows;
  }
}
