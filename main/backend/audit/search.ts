import { Temporal } from 'temporal-polyfill';
import type { AuditFilterInput } from '#shared/audit/contract.ts';
import { backupsFolder, listBackups } from '../backups/folder.ts';
import { isManifestSealed, readManifest } from '../backups/manifest.ts';
import type { CallContext } from '../context.ts';
import { type AuditFilter, findBrokenRow, listAudit, macAt } from './store.ts';

type Page = AuditFilterInput & { readonly before?: number | undefined; readonly limit: number };

/** Turns days of the agency into instants. */
function toFilter(context: CallContext, { from, to, ...rest }: Page): AuditFilter {
  const startOf = (date: string, days: number) =>
    Temporal.PlainDate.from(date)
      .add({ days })
      .toZonedDateTime(context.workspace.timeZone)
      .toInstant()
      .toString();
  return {
    ...rest,
    ...(from ? { since: startOf(from, 0) } : {}),
    ...(to ? { until: startOf(to, 1) } : {}),
  };
}

/** One page of the rows that fit, newest first. */
export function searchAudit(context: CallContext, input: Page) {
  return listAudit(context.db, toFilter(context, input));
}

const PAGE = 500;

/** Every row that fits, page by page, newest first. */
export async function* everyRow(context: CallContext, input: AuditFilterInput) {
  let before: number | undefined;
  for (;;) {
    const rows = await listAudit(context.db, toFilter(context, { ...input, before, limit: PAGE }));
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    before = last.seq;
  }
}

/** Walks the chain, and holds it against the newest row that each sealed backup has written down. */
export async function verifyAudit(context: CallContext) {
  const { db, workspace } = context;
  const chain = await findBrokenRow(db, workspace.keys.audit);
  const cutSince: { backup: string; takenAt: string; seq: number }[] = [];
  let anchors = 0;
  for (const { name, takenAt } of listBackups(workspace.folder)) {
    const manifest = readManifest(`${backupsFolder(workspace.folder)}/${name}`);
    // One of another workspace, or one that somebody changed, proves nothing about this chain.
    if (!manifest?.auditHead || !isManifestSealed(manifest, workspace.keys.backups)) continue;
    anchors += 1;
    const { seq, mac } = manifest.auditHead;
    if ((await macAt(db, seq)) !== mac) cutSince.push({ backup: name, takenAt, seq });
  }
  return { ...chain, cutSince, anchors };
}
