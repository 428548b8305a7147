import { Temporal } from 'temporal-polyfill';
import type { AuditFilterInput } from '#shared/audit/contract.ts';
import { auditWords, screenWords } from '#shared/audit/words.ts';
import { writeCsv } from '#shared/csv.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import type { PdfSpec } from '../pdf/blocks.ts';
import { buildPdf } from '../pdf/build-pdf.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';
import { getAgency } from '../settings/agency.ts';
import { everyRow } from './search.ts';

type AuditRow = Awaited<ReturnType<ReturnType<typeof everyRow>['next']>>['value'] & object;

async function collect(context: CallContext, input: AuditFilterInput): Promise<AuditRow[]> {
  const rows: AuditRow[] = [];
  for await (const row of everyRow(context, input)) {
    context.signal?.throwIfAborted();
    rows.push(row);
  }
  return rows;
}

/** An instant as a clock in the agency's office shows it. */
function localTime(context: CallContext, at: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(context.workspace.timeZone);
  return `${local.toPlainDate()} ${local.toPlainTime().toString({ smallestUnit: 'second' })}`;
}

/** Saves the rows that fit as a sheet; `fileName` is null when the dialog was put away. */
export async function saveAuditSheet(context: CallContext, input: AuditFilterInput) {
  const rows = await collect(context, input);
  const sheet = writeCsv([
    ['Row', 'When (UTC)', 'Local time', 'Who', 'What', 'Action', 'About', 'Outcome', 'Screen', 'Detail'],
    ...rows.map((row) => [
      String(row.seq),
      row.at,
      localTime(context, row.at),
      row.userName ?? '',
      auditWords(row.action),
      row.action,
      row.memberName ?? '',
      row.outcome,
      row.screen ?? '',
      row.detail,
    ]),
  ]);
  const target = await context.shell.saveFile({
    title: 'Save the audit',
    suggestedName: fileNameOf(`Audit ${context.today()}`, 'csv'),
    filters: [{ name: 'CSV', extensions: ['csv'] }],
  });
  if (!target) return { fileName: null, rows: rows.length };
  await writeUserFile(target.path, Buffer.from(sheet), () =>
    context.write((inside) =>
      inside.record('audit.save_sheet', { memberId: input.memberId, detail: { rows: rows.length } }),
    ),
  );
  return { fileName: target.name, rows: rows.length };
}

/** Whether a row says that something of the record left the agency or was written to a file. */
function leftHearth(action: string): boolean {
  return /share|export|save|mail|send|sent|print|packet/.test(action);
}

/** Saves who looked at, changed and gave away one member's record, as a paper for the member. */
export async function saveMemberReport(
  context: CallContext,
  input: { readonly memberId: string; readonly from?: string | undefined; readonly to?: string | undefined },
) {
  const member = await getMember(context, input.memberId);
  const rows = await collect(context, input);
  const agency = await getAgency(context);
  const name = `${member.firstName} ${member.lastName}`;
  const { bytes } = await buildPdf(document(context, { name, agency: agency.name, rows, ...input }));
  const target = await context.shell.saveFile({
    title: 'Save the access report',
    suggestedName: fileNameOf(`Access report ${name} ${context.today()}`, 'pdf'),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (!target) return { fileName: null, rows: rows.length };
  await writeUserFile(target.path, bytes, () =>
    context.write((inside) =>
      inside.record('audit.save_member_report', { memberId: input.memberId, detail: { rows: rows.length } }),
    ),
  );
  return { fileName: target.name, rows: rows.length };
}

interface ReportFacts {
  readonly name: string;
  readonly agency: string;
  readonly rows: readonly AuditRow[];
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

function document(context: CallContext, { name, agency, rows, from, to }: ReportFacts): PdfSpec {
  const table = (chosen: readonly AuditRow[], none: string): PdfSpec['blocks'][number] =>
    chosen.length === 0
      ? { kind: 'paragraph', text: none }
      : {
          kind: 'table',
          head: ['When', 'Who', 'What', 'From'],
          shares: [2, 2, 3, 2],
          rows: chosen.map((row) => [
            localTime(context, row.at),
            row.userName ?? 'Hearth',
            `${auditWords(row.action)}${row.outcome === 'refused' ? ', refused' : ''}`,
            screenWords(row.screen),
          ]),
        };
  const title = `Access report, ${name}`;
  return {
    title,
    subject: 'Who looked at, changed and gave away this record',
    author: agency,
    lang: 'en-US',
    createdAt: new Date(context.now()),
    header: { left: agency, right: title },
    footer: [`Times in ${context.workspace.timeZone}. Made from the audit trail of this workspace.`],
    blocks: [
      { kind: 'heading', level: 1, text: title },
      {
        kind: 'paragraph',
        look: 'lead',
        text: `${rows.length} entries${from ? ` from ${from}` : ''}${to ? ` to ${to}` : ''}.`,
      },
      { kind: 'heading', level: 2, text: 'What left Hearth: files, letters, papers and what was shared' },
      table(
        rows.filter(({ action }) => leftHearth(action)),
        'Nothing.',
      ),
      { kind: 'heading', level: 2, text: 'Who looked at the record or changed it' },
      table(
        rows.filter(({ action }) => !leftHearth(action)),
        'Nobody.',
      ),
    ],
  };
}
