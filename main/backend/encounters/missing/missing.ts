import { Temporal } from 'temporal-polyfill';
import { type Missing, type MissingRow, missingOf } from '#shared/encounters/missing.ts';
import { displayName, programSchema } from '#shared/members/member.ts';
import type { CallContext } from '../../context.ts';
import { fileNameOf, writeUserFile } from '../../pdf/write-file.ts';
import { type SheetKind, writeSheet } from '../../sheet/write-sheet.ts';
import { countServices, selectEnrolled } from './store.ts';

/**
 * The enrolled members of a month whom the plan will not count yet: no billable service, or none it accepted.
 *
 * Two queries, however many members.
 *
 * @see HPSJ, "ECM Payments Process Update": the month is paid only with an authorised service and a claim for it.
 */
export async function listMissing(
  context: CallContext,
  input: { readonly month?: string | undefined },
): Promise<Missing> {
  const today = context.today();
  const month = input.month ?? today.slice(0, 7);
  const first = Temporal.PlainDate.from(`${month}-01`);
  const last = first.add({ months: 1 }).subtract({ days: 1 });
  const [from, to] = [first.toString(), last.toString()];
  const members = await selectEnrolled(context.db, from, to);
  const byMember = new Map<string, Record<string, number>>();
  for (const { memberId, state, lines } of await countServices(context.db, from, to)) {
    byMember.set(memberId, { ...byMember.get(memberId), [state]: lines });
  }
  let [served, accepted] = [0, 0];
  const rows = members.flatMap((member): MissingRow[] => {
    const lines = byMember.get(member.id) ?? {};
    const missing = missingOf(lines);
    if (missing?.kind !== 'no_service') served += 1;
    if (!missing) {
      accepted += 1;
      return [];
    }
    const program = programSchema.safeParse(member.program);
    if (!program.success) return [];
    return [
      {
        ...missing,
        memberId: member.id,
        memberName: displayName(member.first_name, member.middle_name, member.last_name),
        planId: member.plan_id,
        planName: member.plan_name,
        program: program.data,
        leadName: member.lead_name,
        lastContactOn: member.last_contact_on,
        lines: Object.values(lines).reduce((sum, count) => sum + count, 0),
      },
    ];
  });
  // Nothing at all comes first: it can still be put right while the month lasts.
  rows.sort((a, b) => Number(b.kind === 'no_service') - Number(a.kind === 'no_service'));
  context.about({ detail: { month, missing: rows.length } });
  const daysLeft = Math.max(0, Temporal.PlainDate.from(today).until(last, { largestUnit: 'days' }).days);
  return { month, daysLeft, rows, enrolled: members.length, served, accepted };
}

/** Saves the list as a sheet where the user says; null when the dialog was put away. */
export async function saveMissing(
  context: CallContext,
  input: { readonly month: string; readonly as: SheetKind },
): Promise<{ fileName: string | null }> {
  const { rows } = await listMissing(context, input);
  const target = await context.shell.saveFile({
    title: 'Save the list',
    suggestedName: fileNameOf(`No service ${input.month}`, input.as),
    filters: [{ name: input.as === 'csv' ? 'CSV' : 'Excel', extensions: [input.as] }],
  });
  if (!target) return { fileName: null };
  const sheet = [
    ['Member', 'Plan', 'Program', 'Lead', 'Last contact', 'Missing', 'What there is'],
    ...rows.map((row) => [
      row.memberName,
      row.planName,
      row.program,
      row.leadName ?? '',
      row.lastContactOn ?? '',
      row.kind === 'no_service' ? 'service' : 'accepted claim',
      row.words,
    ]),
  ];
  const bytes = await writeSheet(sheet, input.as, `No service ${input.month}`);
  await writeUserFile(target.path, bytes, () =>
    context.write((inside) =>
      inside.record('encounter.missing-saved', { detail: { month: input.month, rows: rows.length } }),
    ),
  );
  return { fileName: target.name };
}
