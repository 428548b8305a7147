import type { DiagnosisVerdict } from '#shared/programs/plan-table.ts';
import type { CallContext } from '../context.ts';
import { type DatedCode, openCodeBook } from '../diagnoses/code-book.ts';
import { getPlan } from '../plans/plans.ts';
import { loadTables } from '../programs/tables.ts';
import type { StoredLine } from './lines/store.ts';
import { lineCheck } from './open-lines.ts';

/** Whether diagnoses may stand on some lines. */
export interface LineChecks {
  /** The check of one of the lines: its plan's own word, then the official list of the day. */
  of(line: StoredLine): (code: string, on: string) => DiagnosisVerdict;
  /** The official list alone, for a chart. */
  listed(code: string, on: string): DiagnosisVerdict;
}

/** Reads once what the codes of some lines, and codes that are to stand on them, are checked against. */
export async function lineChecks(
  context: CallContext,
  lines: readonly StoredLine[],
  more: readonly DatedCode[],
): Promise<LineChecks> {
  const own = lines.flatMap(({ diagnoses, serviceOn }) =>
    diagnoses.map(({ code }) => ({ code, on: serviceOn })),
  );
  const book = await openCodeBook(context, [...own, ...more]);
  const tables = await loadTables(context);
  const checks = new Map<string, ReturnType<typeof lineCheck>>();
  for (const planId of new Set(lines.map((line) => line.planId)))
    checks.set(planId, lineCheck(tables.of(await getPlan(context, planId)), book));
  return {
    of: (line) => checks.get(line.planId) ?? book.check,
    listed: book.check,
  };
}
