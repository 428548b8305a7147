import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { listBackups } from '../backups/folder.ts';
import type { BackendHost, CallContext } from '../context.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';
import { readIncidents } from './record.ts';
import { countRows } from './store.ts';

const LOG_LINES = 400;
const word = z.string().regex(/^[\w .:,-]{0,80}$/);

/** SECURITY: what a log line may bring along; any other field, and any text that is no plain word, stays here. */
const lineSchema = z.object({
  at: z.iso.datetime(),
  event: word,
  incidentId: word.optional(),
  procedure: word.optional(),
  errorName: word.optional(),
  errorCode: word.optional(),
  frames: z.array(z.string().regex(/^at [\w$.<>[\] ]*\(?[\w.-]+(:\d+)*\)?$/)).optional(),
  milliseconds: z.number().optional(),
  count: z.number().optional(),
});

function logLines(folder: string): unknown[] {
  const path = join(folder, 'logs', 'hearth.log');
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(-LOG_LINES)
    .flatMap((line) => {
      try {
        const { frames = [], ...rest } = JSON.parse(line) as { frames?: unknown[] };
        const kept = frames.filter((frame) => lineSchema.shape.frames.safeParse([frame]).success);
        return [lineSchema.parse({ ...rest, frames: kept })];
      } catch {
        return [];
      }
    });
}

/** Sizes of the files of the workspace, by the names Hearth gave them. */
function sizes(folder: string): Record<string, number> {
  const known = /^(hearth\.db(-wal|-shm)?|vault(\.previous)?\.json|check-needed|unlock-attempts\.json)$/;
  return Object.fromEntries(
    readdirSync(folder)
      .filter((name) => known.test(name))
      .map((name) => [name, statSync(join(folder, name)).size]),
  );
}

/** Saves the diagnostics where the person says; `null` when the dialog was put away. */
export async function saveDiagnostics(
  context: CallContext,
  host: BackendHost,
): Promise<{ fileName: string | null }> {
  const { folder } = context.workspace;
  const bundle = {
    madeAt: context.now(),
    hearth: context.version,
    runs: { ...process.versions },
    system: { platform: process.platform, arch: process.arch },
    timeZone: context.workspace.timeZone,
    policy: { source: host.policy.source, setByFile: host.policy.setByFile.length },
    sizes: sizes(folder),
    rows: await countRows(context.db),
    backups: listBackups(folder).map(({ takenAt, bytes, reason }) => ({ takenAt, bytes, reason })),
    incidents: readIncidents(join(folder, 'logs')),
    log: logLines(folder),
  };
  const target = await context.shell.saveFile({
    title: 'Save the diagnostics',
    suggestedName: fileNameOf(`Hearth diagnostics ${context.today()}`, 'json'),
    filters: [{ name: 'JSON', extensions: ['json'] }],
  });
  if (!target) return { fileName: null };
  await writeUserFile(target.path, Buffer.from(`${JSON.stringify(bundle, null, 2)}\n`));
  return { fileName: target.name };
}
