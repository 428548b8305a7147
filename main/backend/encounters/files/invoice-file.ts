import { claimNumber, controlNumber } from '#shared/encounters/assemble.ts';
import type { ClaimDraft } from '#shared/encounters/claims.ts';
import type { FileFormat } from '#shared/encounters/contract.ts';
import { chargeOf, type InvoiceHead, invoiceRecords, lineWords } from '#shared/encounters/invoice.ts';
import type { ClaimPlace } from '#shared/encounters/x12/model.ts';
import type { Problem837 } from '#shared/encounters/x12/validation.ts';
import { type Layout, rowOf } from '#shared/layouts/column.ts';
import { fieldsOf } from '#shared/layouts/kinds.ts';
import type { CallContext } from '../../context.ts';
import { getLayout } from '../../layouts/layouts.ts';
import type { StoredPlan } from '../../plans/plans.ts';
import { getAgency } from '../../settings/agency.ts';
import { readSheetBack } from '../../sheet/read-back.ts';
import { writeSheet } from '../../sheet/write-sheet.ts';
import { claimsOfPlan } from './claims-of-plan.ts';
import { COUNTERS, type FileReader, localTime, type Numbers, nameOf, type WrittenFile } from './plan-file.ts';

/** The claims of one turn with the rows they became. */
interface Turn {
  readonly drafts: readonly ClaimDraft[];
  readonly rows: readonly (readonly string[])[];
}

const FIELDS = fieldsOf('invoice');

/** Where a claim stands in the sheet: rows counted as a spreadsheet does, the heading is row 1. */
function placeOf(id: string, reference: string, firstRow: number, lines: number): ClaimPlace {
  const to = firstRow + lines - 1;
  return {
    id,
    group: '',
    set: '',
    reference,
    headTo: 1,
    from: firstRow,
    to,
    member: { from: firstRow, to },
    lines: Array.from({ length: lines }, (_, index) => ({ from: firstRow + index, to: firstRow + index })),
  };
}

/** Empty cells that the plan needs, named by row, column and line. */
function emptyCells(layout: Layout, turn: Turn, firstRow: number): Problem837[] {
  const lines = turn.drafts.flatMap((draft) => draft.lines);
  return turn.rows.flatMap((cells, index) =>
    layout.columns.flatMap((column, at) => {
      const line = lines[index];
      if (!column.required || cells[at] !== '' || !line) return [];
      return [
        {
          position: firstRow + index,
          segment: '',
          rule: 'invoice.empty',
          severity: 'error' as const,
          message: `${column.heading} is empty for ${lineWords(line)}.`,
        },
      ];
    }),
  );
}

/**
 * Writes a plan's ready lines as the invoice its layout describes; null when no line is ready, and then no number
 * is used.
 *
 * Claims get numbers of the same counters as in an 837P, so that answers, corrections and the reconciliation know no
 * difference. The finished sheet is read back and compared with its cells before it counts.
 */
export async function writeInvoice(
  context: CallContext,
  plan: StoredPlan,
  numbers: Numbers,
  read: FileReader,
): Promise<WrittenFile | null> {
  const agency = await getAgency(context);
  const { layout } = await getLayout(context, { planId: plan.id, kind: 'invoice' });
  const { date } = localTime(context);
  const { edi } = plan.profile;
  const turns: (readonly ClaimDraft[])[] = [];
  for await (const drafts of claimsOfPlan(context, plan, agency.npi)) turns.push(drafts);
  if (turns.length === 0) return null;
  const all = turns.flat();
  const interchange = await numbers.next(COUNTERS.interchange);
  const firstClaim = await numbers.next(COUNTERS.claim);
  const control = controlNumber(interchange);
  const head: InvoiceHead = {
    plan: { name: plan.name, payerId: edi.payerId, unitChargeCents: edi.unitChargeCents },
    agency,
    control,
    date,
    amountCents: chargeOf(all, edi.unitChargeCents),
    lines: all.reduce((sum, draft) => sum + draft.lines.length, 0),
  };
  const headings = layout.columns.map((column) => column.heading);
  const sheet: string[][] = [headings];
  const problems: Problem837[] = [];
  let claims = 0;
  for (const drafts of turns) {
    const firstRow = sheet.length + 1;
    const places: ClaimPlace[] = [];
    for (const draft of drafts) {
      const id = claimNumber(firstClaim + claims);
      claims += 1;
      places.push(
        placeOf(id, `B${String(interchange).padStart(6, '0')}`, sheet.length + 1, draft.lines.length),
      );
      for (const record of invoiceRecords(draft, id, head)) sheet.push(rowOf(layout.columns, FIELDS, record));
    }
    const rows = sheet.slice(firstRow - 1);
    problems.push(...emptyCells(layout, { drafts, rows }, firstRow));
    await read.claims(drafts, places, {
      pieces: () => rows.length,
      claim: (place) => ({
        before: place.from - firstRow,
        segments: [],
        columns: headings.map((heading, at) => ({
          heading,
          values: rows.slice(place.from - firstRow, place.to - firstRow + 1).map((cells) => cells[at] ?? ''),
        })),
      }),
    });
  }
  const bytes = Buffer.from(await writeSheet(sheet, layout.as, `Invoice ${control}`));
  problems.push(...(await proveSheet(bytes, layout, sheet)));
  read.bytes(bytes);
  const daily = `file.${plan.id}.${date}`;
  const wanted = await nameOf(context, plan, withEnding(layout), {
    date,
    control,
    sequence: await numbers.next(daily),
  });
  await numbers.use(COUNTERS.interchange, 1);
  await numbers.use(COUNTERS.claim, claims);
  await numbers.use(daily, 1);
  return {
    name: wanted,
    control,
    members: new Set(all.map((draft) => draft.lines[0]?.member.id)).size,
    verdict: {
      problems,
      counts: {
        segments: sheet.length,
        transactions: 1,
        subscribers: 0,
        claims,
        lines: head.lines,
        units: all.reduce(
          (sum, draft) => sum + draft.lines.reduce((own, line) => own + line.tag.units, 0),
          0,
        ),
      },
    },
  };
}

/** The file name's template with the ending of the kind of sheet. */
function withEnding({ fileNameTemplate, as }: Layout): string {
  return fileNameTemplate.toLowerCase().endsWith(`.${as}`) ? fileNameTemplate : `${fileNameTemplate}.${as}`;
}

/** What the finished file does not say as its records do; empty when both agree to the cell. */
async function proveSheet(
  bytes: Uint8Array,
  layout: Layout,
  sheet: readonly (readonly string[])[],
): Promise<Problem837[]> {
  const back = await readSheetBack(bytes, layout.as, sheet[0] ?? []);
  const differs = (position: number, message: string): Problem837[] => [
    { position, segment: '', rule: 'invoice.cells', severity: 'error', message },
  ];
  if (back.length !== sheet.length) {
    return differs(0, `The sheet has ${back.length} rows, ${sheet.length} were written.`);
  }
  for (const [row, cells] of sheet.entries()) {
    const at = cells.findIndex((cell, column) => (back[row]?.[column] ?? '').trim() !== cell);
    if (at >= 0) return differs(row + 1, `${sheet[0]?.[at] ?? ''} does not read back as it was written.`);
  }
  return [];
}

/** The kind of file a name stands for. */
export function formatOf(name: string, isInvoice: boolean): FileFormat {
  return !isInvoice ? '837p' : name.toLowerCase().endsWith('.csv') ? 'csv' : 'xlsx';
}

/** Things worth knowing about an invoice that stop nothing. */
export async function invoiceNotes(context: CallContext, plan: StoredPlan): Promise<string[]> {
  const { layout } = await getLayout(context, { planId: plan.id, kind: 'invoice' });
  const notes: string[] = [];
  if (layout.confirmedWith === '') notes.push('Nobody has confirmed the columns with the plan.');
  if (plan.profile.edi.usage === 'T') notes.push('A test file. The plan will not count it.');
  return notes;
}
