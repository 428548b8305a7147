import { MEASURES, type Measure } from '#shared/reports/measures.ts';
import { partsOf } from '#shared/reports/parts.ts';
import { isSmall } from '#shared/reports/small-numbers.ts';
import type { CallContext } from '../context.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';
import { type SheetKind, writeSheet } from '../sheet/write-sheet.ts';
import { countMeasures, figureIn, loadReport, type Report, type ReportInput } from './reports.ts';

const UNITS = { members: 'members', percent: 'percent', days: 'days' } as const;

/** Saves twelve months of every measure, and the parts of the last one, where the user says. */
export async function saveReport(
  context: CallContext,
  input: ReportInput & { readonly as: SheetKind },
): Promise<{ fileName: string | null }> {
  const report = await loadReport(context, input);
  const { month } = report;
  const target = await context.shell.saveFile({
    title: 'Save the numbers',
    suggestedName: fileNameOf(`Numbers ${month}`, input.as),
    filters: [{ name: input.as === 'csv' ? 'CSV' : 'Excel', extensions: [input.as] }],
  });
  if (!target) return { fileName: null };
  const bytes = await writeSheet(sheetOf(report), input.as, `Numbers ${month}`);
  await writeUserFile(target.path, bytes, () =>
    context.write((inside) => inside.record('report.saved', { detail: { month, as: input.as } })),
  );
  return { fileName: target.name };
}

function sheetOf(report: Report): string[][] {
  const { months, measures, soFar } = countMeasures(report);
  const heads = months.map((month, index) =>
    soFar && index === months.length - 1 ? `${month} so far` : month,
  );
  const found = new Map(measures.map((row) => [row.key, row]));
  const lines = MEASURES.flatMap((measure) => {
    const row = found.get(measure.key);
    if (!row) return [];
    const small = isSmall(measure, row) ? 'yes' : '';
    const numbers = row.series.map((value) => (value === null ? '' : String(value)));
    return [
      [measure.title, UNITS[measure.unit], ...numbers, small, measure.definition],
      ...partLines(measure, report, months.length),
    ];
  });
  return [['Number', 'Unit', ...heads, 'Fewer than 11 people', 'How it is counted'], ...lines];
}

/** The parts of a number, under it, in the column of the last month. */
function partLines(measure: Measure, report: Report, months: number): string[][] {
  const span = report.spans.at(-1);
  const figure = span ? figureIn(measure, report, span) : null;
  if (!span || !figure) return [];
  return partsOf(measure, figure.counted, span).map(({ label, count }) => [
    `${measure.title}: ${label}`,
    UNITS.members,
    ...Array.from({ length: months - 1 }, () => ''),
    String(count),
    isSmall(measure, { counted: count }) ? 'yes' : '',
    '',
  ]);
}
