import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import { type Layout, rowOf } from '#shared/layouts/column.ts';
import { fieldsOf, LAYOUTS } from '#shared/layouts/kinds.ts';
import type { Gap, MonthlyFile, MonthlyKind, MonthlyPreview } from '#shared/monthly-files/contract.ts';
import { fileName } from '#shared/transfers/file-name.ts';
import type { CallContext } from '../context.ts';
import { getLayout } from '../layouts/layouts.ts';
import { writeUserFile } from '../pdf/write-file.ts';
import { getPlan, type StoredPlan } from '../plans/plans.ts';
import { readSheetBack } from '../sheet/read-back.ts';
import { writeSheet } from '../sheet/write-sheet.ts';
import { queueTransfer } from '../transfers/queue-transfer.ts';
import { type MemberRecord, monthlyRecords } from './records.ts';
import { countFiles, insertFile, selectContent, selectFiles } from './store.ts';

interface Which {
  readonly planId: string;
  readonly kind: MonthlyKind;
  readonly month: string;
}

/** More gaps than anybody works through from one list. */
const MOST_GAPS = 500;

/** A file as it would be built, with everything about its rows. */
interface Drafted {
  readonly plan: StoredPlan;
  readonly layout: Layout;
  readonly name: string;
  readonly records: readonly MemberRecord[];
  readonly rows: readonly string[][];
  readonly gaps: readonly Gap[];
}

/** Where a missing fact is put right. */
function fixOf(key: string, memberId: string): Gap['fix'] {
  if (/^(agency|leadPhone|leadEmail)/.test(key)) return { label: 'Agency', path: '/admin/plans' };
  if (/^(payer|plan)/.test(key) && key !== 'planMemberId' && key !== 'planRevisedOn') {
    return { label: 'Plan', path: '/admin/plans' };
  }
  const chart = `/members/${memberId}`;
  if (/^(focus|memberAddress|memberCity|memberState|memberZip|memberPhone|language)/.test(key)) {
    return { label: 'Record', path: `${chart}/record` };
  }
  if (key === 'leadName') return { label: 'Lead', path: chart };
  if (/^planRevisedOn/.test(key)) return { label: 'HAP', path: `${chart}/hap` };
  if (/^assessment/.test(key)) return { label: 'Assessments', path: `${chart}/assessments` };
  if (/^(status|enrolled|ended|acuity|authorization|discontinued|reason)/.test(key)) {
    return { label: 'Programs', path: `${chart}/programs` };
  }
  if (/^(method|outcome|attempted|minutes|successful|staff)/.test(key)) {
    return { label: 'Outreach', path: `${chart}/outreach` };
  }
  return { label: 'Chart', path: chart };
}

async function draft(context: CallContext, { planId, kind, month }: Which): Promise<Drafted> {
  const plan = await getPlan(context, planId);
  const { layout } = await getLayout(context, { planId, kind });
  const fields = fieldsOf(kind);
  const records = await monthlyRecords(context, plan, kind, month);
  const rows = records.map(({ record }) => rowOf(layout.columns, fields, record));
  const gaps = rows.flatMap((cells, index) => {
    const who = records[index] as MemberRecord;
    return layout.columns.flatMap((column, at): Gap[] => {
      if (!column.required || cells[at] !== '') return [];
      const key = column.source.from === 'field' ? column.source.field : '';
      return [
        {
          row: index + 2,
          memberId: who.memberId,
          memberName: who.memberName,
          heading: column.heading,
          fix: fixOf(key, who.memberId),
        },
      ];
    });
  });
  const sequence = (await countFiles(context.db, planId, kind, month)) + 1;
  const date = context.today().replaceAll('-', '');
  const name = fileName(layout.fileNameTemplate, {
    sender: plan.profile.edi.senderId,
    plan: plan.shortName,
    date,
    MMDDYY: `${date.slice(4)}${date.slice(2, 4)}`,
    month: month.replace('-', ''),
    sequence: String(sequence).padStart(2, '0'),
    usage: plan.profile.edi.usage,
  });
  const ending = `.${layout.as}`;
  return {
    plan,
    layout,
    records,
    rows,
    gaps,
    name: name.toLowerCase().endsWith(ending) ? name : `${name}${ending}`,
  };
}

/** What building now would make: its rows, and each needed cell that is empty. */
export async function previewMonthly(
  context: CallContext,
  input: Which & { readonly limit: number },
): Promise<MonthlyPreview> {
  const { layout, name, records, rows, gaps } = await draft(context, input);
  context.about({
    entityId: input.planId,
    detail: { kind: input.kind, month: input.month, rows: rows.length },
  });
  return {
    fileName: name,
    headings: layout.columns.map((column) => column.heading),
    toConfirm:
      layout.confirmedWith === ''
        ? layout.columns.filter((column) => column.confirm !== '').map((column) => column.heading)
        : [],
    total: rows.length,
    members: new Set(records.map(({ memberId }) => memberId)).size,
    rows: rows.slice(0, input.limit).map((cells, index) => {
      const who = records[index] as MemberRecord;
      return { memberId: who.memberId, memberName: who.memberName, cells };
    }),
    gaps: gaps.slice(0, MOST_GAPS),
    gapCount: gaps.length,
  };
}

/**
 * Builds a plan's file for a month, keeps it for good and queues it for the plan.
 *
 * The sheet is read back and compared with its cells before it counts. Built again, a month gets another file with
 * the next number; what went out stays as it was.
 *
 * @throws AppError `HELD` when there is nothing to send, or when needed cells are empty and nobody said to go on
 */
export async function buildMonthly(
  context: CallContext,
  input: Which & { readonly withGaps: boolean },
): Promise<MonthlyFile> {
  const { plan, layout, name, records, rows, gaps } = await draft(context, input);
  if (rows.length === 0) {
    throw new AppError('HELD', `${plan.shortName} has nothing to report for this month.`);
  }
  if (gaps[0] && !input.withGaps) {
    const [first] = gaps;
    throw new AppError(
      'HELD',
      `${first.heading} is empty for ${first.memberName}, row ${first.row}. ${gaps.length === 1 ? 'That is the only gap.' : `${gaps.length} cells are empty in all.`}`,
    );
  }
  const headings = layout.columns.map((column) => column.heading);
  const bytes = Uint8Array.from(await writeSheet([headings, ...rows], layout.as, name));
  const back = await readSheetBack(bytes, layout.as, headings);
  const same = [headings, ...rows].every((cells, row) =>
    cells.every((cell, at) => (back[row]?.[at] ?? '').trim() === cell),
  );
  if (!same) throw new Error('The finished sheet does not read back as its records say');
  const id = context.newId();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await insertFile(context.db, {
    id,
    plan_id: plan.id,
    kind: input.kind,
    month: input.month,
    file_name: name,
    format: layout.as,
    rows: rows.length,
    gaps: gaps.length,
    bytes: bytes.byteLength,
    sha256,
    content: bytes,
    created_at: context.now(),
    created_by: context.user.id,
  });
  await queueTransfer(context, {
    planId: plan.id,
    kind: input.kind,
    sourceId: id,
    title: `${LAYOUTS[input.kind].title}, ${input.month}`,
    fileName: name,
    bytes: bytes.byteLength,
    sha256,
    content: bytes,
    memberIds: [...new Set(records.map(({ memberId }) => memberId))],
  });
  context.about({ entityId: id, detail: { ...input, rows: rows.length, gaps: gaps.length } });
  return storedFile(context, id);
}

async function storedFile(context: CallContext, id: string): Promise<MonthlyFile> {
  const [file] = await selectFiles(context.db, { id });
  if (!file) throw new AppError('NOT_FOUND', 'This file is not on record.');
  return file;
}

/** Files that were built, newest first. */
export async function listMonthly(
  context: CallContext,
  input: { readonly planId?: string | undefined },
): Promise<{ files: MonthlyFile[] }> {
  return { files: await selectFiles(context.db, input) };
}

/** Saves a built file where the user says, byte for byte; the name is null when the dialog was put away. */
export async function saveMonthly(
  context: CallContext,
  input: { readonly id: string },
): Promise<{ fileName: string | null }> {
  const file = await storedFile(context, input.id);
  const content = (await selectContent(context.db, file.id)) ?? new Uint8Array();
  context.about({ entityId: file.id });
  const ending = file.fileName.slice(file.fileName.lastIndexOf('.') + 1);
  const grant = await context.shell.saveFile({
    title: `Save ${file.fileName}`,
    suggestedName: file.fileName,
    filters: [{ name: ending === 'csv' ? 'CSV' : 'Excel', extensions: [ending] }],
  });
  if (!grant) return { fileName: null };
  await writeUserFile(grant.path, content, () =>
    context.write((inside) => inside.record('monthly-file.saved', { entityId: file.id })),
  );
  return { fileName: grant.name };
}
