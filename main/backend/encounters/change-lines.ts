import type { EncounterDiagnosis, EncounterRow } from '#shared/encounters/contract.ts';
import { AppError } from '#shared/errors.ts';
import { diagnosisEntry, formatDiagnosis } from '#shared/programs/diagnoses.ts';
import type { CallContext } from '../context.ts';
import { addCondition } from '../members/conditions.ts';
import { type LineChecks, lineChecks } from './line-checks.ts';
import { type StoredLine, selectOpenLines } from './lines/store.ts';
import { checkOpenLines } from './open-lines.ts';
import { openRow } from './rows.ts';
import { dropCorrections } from './sent/correct.ts';
import { updateOpenLine } from './store.ts';

interface DiagnosisItem {
  readonly encounterId: string;
  readonly code: string;
  readonly label?: string | undefined;
}

/** The open lines with these ids; one that was built meanwhile or never was is refused. */
async function openLines(context: CallContext, ids: readonly string[]): Promise<Map<string, StoredLine>> {
  const lines = new Map((await selectOpenLines(context.db, { ids })).map((line) => [line.id, line]));
  if (ids.some((id) => !lines.has(id))) {
    throw new AppError(
      'CONFLICT',
      'One of these lines was built or kept back meanwhile. Nothing was changed.',
    );
  }
  return lines;
}

/** A code that fits the line's day, with its label. */
function fitting(item: DiagnosisItem, line: StoredLine, checks: LineChecks): EncounterDiagnosis {
  const code = formatDiagnosis(item.code);
  const check = checks.of(line)(code, line.serviceOn);
  if (check.state === 'wrong') {
    const instead = check.instead.length > 0 ? ` Use ${check.instead.slice(0, 4).join(', ')}.` : '';
    throw new AppError('VALIDATION', `${check.sentence}${instead}`, { field: 'code' });
  }
  return { code, label: item.label ?? diagnosisEntry(code)?.label ?? code };
}

/**
 * Adds diagnoses to open lines, and to the members' problem lists.
 *
 * Codes on the line that do not fit its day give way to the new one. The signed note stays as it is.
 *
 * @throws AppError `CONFLICT` when a line was built meanwhile, `VALIDATION` when the code does not fit the day.
 */
export async function addDiagnosis(
  context: CallContext,
  input: { readonly items: readonly DiagnosisItem[]; readonly toChart: boolean },
): Promise<{ changed: number; toCharts: number }> {
  const lines = await openLines(context, [...new Set(input.items.map((item) => item.encounterId))]);
  const today = context.today();
  const checks = await lineChecks(
    context,
    [...lines.values()],
    [
      ...input.items.map(({ code }) => ({ code: formatDiagnosis(code), on: today })),
      ...input.items.map(({ encounterId, code }) => ({
        code: formatDiagnosis(code),
        on: lines.get(encounterId)?.serviceOn ?? today,
      })),
    ],
  );
  let changed = 0;
  const charts = new Map<string, EncounterDiagnosis & { memberId: string }>();
  for (const item of input.items) {
    const line = lines.get(item.encounterId) as StoredLine;
    const diagnosis = fitting(item, line, checks);
    charts.set(`${line.member.id} ${diagnosis.code}`, { ...diagnosis, memberId: line.member.id });
    const kept = line.diagnoses.filter(
      ({ code }) => code !== diagnosis.code && checks.of(line)(code, line.serviceOn).state === 'good',
    );
    if (kept.length >= 12)
      throw new AppError('VALIDATION', 'A line takes 12 diagnoses at most.', { field: 'code' });
    await updateOpenLine(context.db, line.id, { diagnoses: JSON.stringify([...kept, diagnosis]) });
    lines.set(line.id, { ...line, diagnoses: [...kept, diagnosis] });
    changed += 1;
  }
  let toCharts = 0;
  for (const { memberId, code, label } of input.toChart ? charts.values() : []) {
    // A code of an old day of service that is no longer good today stays on the line only.
    if (checks.listed(code, today).state === 'wrong') continue;
    await addCondition(context, { memberId, code, label, source: 'encounter line' });
    toCharts += 1;
  }
  const members = new Set([...lines.values()].map((line) => line.member.id));
  context.about({
    memberId: members.size === 1 ? [...members][0] : undefined,
    detail: { lines: changed, members: members.size },
  });
  return { changed, toCharts };
}

/** Corrects the start of an open line; its minutes and the signed note stay. */
export async function correctTime(
  context: CallContext,
  input: { readonly id: string; readonly startTime: string },
): Promise<{ row: EncounterRow }> {
  const line = (await openLines(context, [input.id])).get(input.id) as StoredLine;
  await updateOpenLine(context.db, line.id, { start_time: input.startTime });
  context.about({ memberId: line.member.id, entityId: line.id });
  const [checked] = await checkOpenLines(context, { ids: [line.id] });
  if (!checked) throw new Error('The corrected line is gone');
  return { row: openRow(checked) };
}

/** Takes open lines out of billing for good, with a reason that stays with them. */
export async function keepBack(
  context: CallContext,
  input: { readonly ids: readonly string[]; readonly reason: string },
): Promise<{ changed: number }> {
  const lines = await openLines(context, [...new Set(input.ids)]);
  const checked = new Map(
    (await checkOpenLines(context, { ids: [...lines.keys()] })).map((one) => [one.line.id, one]),
  );
  for (const line of lines.values()) {
    if (line.correction && line.lineNumber !== null) {
      // The plan has this claim: keeping the correction back leaves the claim as the plan has it.
      await dropCorrections(context, [line.lineNumber]);
      continue;
    }
    const tag = checked.get(line.id)?.tag;
    const keptBack = { by: context.user.name, at: context.now(), reason: input.reason };
    await updateOpenLine(context.db, line.id, {
      state: 'not_billable',
      billable: 0,
      explanation: JSON.stringify({ facts: line.facts, tag, keptBack }),
    });
  }
  context.about({ detail: { lines: lines.size } });
  return { changed: lines.size };
}
