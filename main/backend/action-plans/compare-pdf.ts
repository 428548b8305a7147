import { createHash } from 'node:crypto';
import { type CompareRow, comparePlans, type DiffPart } from '#shared/action-plans/compare.ts';
import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import type { Inline, PdfSpec, Span } from '../pdf/blocks.ts';
import { buildPdf, missingSentence } from '../pdf/build-pdf.ts';
import { paperDate, paperInstant } from '../pdf/date-words.ts';
import { fileNameOf, writeUserFile } from '../pdf/write-file.ts';
import { getAgency } from '../settings/agency.ts';
import { refuseChanged } from './hashes.ts';
import { findSignatures } from './papers-store.ts';
import { getPlan } from './plans.ts';
import type { SavedPdf } from './save-pdf.ts';
import type { StoredPlan } from './store.ts';

/**
 * Prints two versions of a plan side by side and writes them where the person says.
 *
 * @throws AppError `VALIDATION` for versions of two members or the same version twice, `HELD` for a signed version
 *   that was changed
 */
export async function saveComparePdf(
  context: CallContext,
  input: { readonly older: string; readonly newer: string; readonly shown: 'changes' | 'all' },
): Promise<SavedPdf> {
  const older = await getPlan(context, input.older);
  const newer = await getPlan(context, input.newer);
  if (older.memberId !== newer.memberId || older.id === newer.id) {
    throw new AppError('VALIDATION', 'Choose two versions of one plan.', { field: 'newer' });
  }
  const member = await getMember(context, newer.memberId);
  const agency = await getAgency(context);
  const signatures = await findSignatures(context.db, member.id);
  for (const plan of [older, newer]) if (plan.state === 'signed') refuseChanged(plan, signatures);
  const instantOf = (instant: string) => paperInstant(instant, agency.timeZone, 'en-US');
  const versionWords = (plan: StoredPlan) =>
    plan.signedAt
      ? `Version ${plan.version}, signed ${instantOf(plan.signedAt)} by ${plan.signedBy?.name ?? ''}`
      : `Version ${plan.version}, draft by ${plan.startedBy.name}`;
  const all = comparePlans(older.content, newer.content, (date) => paperDate(date, 'en-US'));
  const rows = input.shown === 'all' ? all : all.filter(({ change }) => change !== '');
  const title = `Health Action Plan, version ${older.version} with version ${newer.version}`;
  const spec: PdfSpec = {
    title: `${title}, ${member.name}`,
    subject: 'Two versions of a Health Action Plan',
    author: agency.name,
    lang: 'en-US',
    createdAt: new Date(context.now()),
    header: { left: agency.name, right: title },
    footer: [`${member.name}, CIN ${member.cin}`, `Printed ${instantOf(context.now())}`],
    ...(older.state === 'signed' && newer.state === 'signed' ? {} : { watermark: 'Draft' }),
    blocks: [
      { kind: 'heading', level: 1, text: 'Compare plans' },
      { kind: 'paragraph', look: 'lead', text: [{ text: member.name, bold: true }] },
      {
        kind: 'paragraph',
        look: 'quiet',
        text: [
          { text: 'Underlined', mark: 'new' },
          { text: ` is new in version ${newer.version}. ` },
          { text: 'Struck out', mark: 'gone' },
          { text: ` was only in version ${older.version}. ` },
          { text: input.shown === 'all' ? 'Everything is shown.' : 'Only what changed is shown.' },
        ],
      },
      ...(rows.length === 0
        ? ([{ kind: 'paragraph', text: 'Both versions say the same.' }] as const)
        : ([
            {
              kind: 'table',
              head: ['Part', versionWords(older), versionWords(newer)],
              shares: [2.2, 5, 5],
              rows: rows.map((row) => [
                labelOf(row),
                side(row.before, `not in version ${older.version}`),
                side(row.after, `not in version ${newer.version}`),
              ]),
            },
          ] as const)),
    ],
  };
  const pdf = await buildPdf(spec);
  const target = await context.shell.saveFile({
    title: 'Save the comparison',
    suggestedName: fileNameOf(
      `HAP ${member.name} version ${older.version} with version ${newer.version}`,
      'pdf',
    ),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (target === null) return { saved: false };
  const sha256 = createHash('sha256').update(pdf.bytes).digest('hex');
  await writeUserFile(target.path, pdf.bytes, () =>
    context.write((inside) =>
      inside.record('action_plan.export', {
        memberId: member.id,
        entityId: newer.id,
        detail: {
          version: newer.version,
          comparedWith: older.version,
          copy: 'compare',
          bytes: pdf.bytes.length,
          sha256,
        },
      }),
    ),
  );
  const note = missingSentence(pdf.missing);
  return {
    saved: true,
    fileName: target.name,
    bytes: pdf.bytes.length,
    pages: pdf.pages,
    sha256,
    notes: note === null ? [] : [note],
  };
}

function labelOf({ group, label, change }: CompareRow): Inline {
  const name = group === label || group.startsWith(`${label},`) ? group : `${group}: ${label}`;
  return change === '' ? name : [{ text: `${name}\n` }, { text: change, quiet: true }];
}

function side(lines: readonly (readonly DiffPart[])[], absent: string): Inline {
  if (lines.length === 0) return [{ text: absent, quiet: true }];
  return lines.flatMap((parts, index): Span[] => [
    ...(index === 0 ? [] : [{ text: '\n' }]),
    ...parts.map(({ kind, text }) => (kind === 'same' ? { text } : { text, mark: kind })),
  ]);
}
