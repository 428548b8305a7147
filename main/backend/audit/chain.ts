import { createHmac } from 'node:crypto';
import type { NewRow } from '../db/schema.ts';

/** One audit row before it is chained. */
export interface AuditEntry {
  readonly at: string;
  readonly userId: string | null;
  readonly action: string;
  readonly outcome: string;
  readonly memberId: string | null;
  readonly entityId: string | null;
  readonly detail: string;
  /** From which screen, such as `/members/$memberId/notes`; none for work that no screen asked for. */
  readonly screen?: string | null;
}

/** The last row of a chain: the next one carries its authentication code. */
export interface ChainEnd {
  readonly seq: number;
  readonly mac: string;
}

/** The end of a chain without rows. */
export const CHAIN_START: ChainEnd = { seq: 0, mac: '0'.repeat(64) };

/** The authentication code of a row: an HMAC over the row and the code before. */
export function macOf(key: Uint8Array, seq: number, entry: AuditEntry, previousMac: string): string {
  const { at, userId, action, outcome, memberId, entityId, detail } = entry;
  const text = JSON.stringify([
    seq,
    at,
    userId,
    action,
    outcome,
    memberId,
    entityId,
    detail,
    previousMac,
    // Rows from before there was a screen fit as they are; a screen that is added to or taken from a row breaks it.
    ...(entry.screen ? [entry.screen] : []),
  ]);
  return createHmac('sha256', key).update(text).digest('hex');
}

/** Numbers entries and chains them to the end of what is there; gives rows ready to be stored. */
export function chainRows(
  key: Uint8Array,
  end: ChainEnd,
  entries: readonly AuditEntry[],
): (NewRow<'audit'> & ChainEnd)[] {
  let { seq, mac: previousMac } = end;
  return entries.map((entry) => {
    seq += 1;
    const mac = macOf(key, seq, entry, previousMac);
    const row = {
      seq,
      at: entry.at,
      user_id: entry.userId,
      action: entry.action,
      outcome: entry.outcome,
      member_id: entry.memberId,
      entity_id: entry.entityId,
      detail: entry.detail,
      screen: entry.screen ?? null,
      previous_mac: previousMac,
      mac,
    };
    previousMac = mac;
    return row;
  });
}
