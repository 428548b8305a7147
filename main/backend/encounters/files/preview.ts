import { dateInWords } from '#shared/dates.ts';
import type { ClaimDraft, ReadyLine } from '#shared/encounters/claims.ts';
import type { ClaimPreview, EncounterPreview } from '#shared/encounters/contract.ts';
import { formatValue } from '#shared/layouts/column.ts';
import { codeText, SERVICE_MODE_WORDS } from '#shared/programs/pack.ts';
import { countUnits } from '#shared/programs/units.ts';
import type { CallContext } from '../../context.ts';
import { getPlan, type StoredPlan } from '../../plans/plans.ts';
import { getAgency } from '../../settings/agency.ts';
import { countOpen } from '../store.ts';
import { formatOf, invoiceNotes, writeInvoice } from './invoice-file.ts';
import { fileNotes, peekingNumbers, writePlanFile } from './plan-file.ts';

interface PreviewInput {
  readonly planId?: string | undefined;
  readonly claim: number;
  readonly encounterId?: string | undefined;
}

/** Whole cents in words: `$12.50`. */
function dollars(cents: number): string {
  return formatValue(String(cents), 'money', { format: '$0.00', values: {} });
}

/** One claim as a person would say it. */
function claimWords(plan: StoredPlan, claim: ClaimDraft, today: string): ClaimPreview['words'] {
  const first = claim.lines[0] as ReadyLine;
  const { member, staff } = first;
  const { memberIdKind } = plan.profile.edi;
  const memberId = memberIdKind === 'cin' ? member.cin : member.planMemberId;
  const plain = (label: string, value: string) => ({ label, value, mono: false });
  const service = (line: ReadyLine) =>
    `${dateInWords(line.serviceOn, today)}, ${line.minutes} min, ${SERVICE_MODE_WORDS[line.facts.mode].toLowerCase()}, POS ${line.placeOfService}`;
  const code = (line: ReadyLine) =>
    `${codeText(line.tag.code ?? '', line.tag.modifiers)}, ${countUnits(line.tag.units)}, ${dollars(line.tag.units * plan.profile.edi.unitChargeCents)}`;
  const credential = staff.credential ? `, ${staff.credential}` : '';
  const diagnoses = [...new Map(first.diagnoses.map((one) => [one.code, one])).values()];
  return [
    plain('Member', `${member.name}, ID ${memberId}`),
    ...claim.lines.flatMap((line) => [
      plain('Service', service(line)),
      { label: 'Code', value: code(line), mono: true },
    ]),
    plain('Staff', `${staff.name}${credential}, ${first.facts.clinical ? 'clinical' : 'non-clinical'}`),
    plain(
      'Diagnosis',
      diagnoses.map((one, at) => (at === 0 && one.label ? `${one.code} ${one.label}` : one.code)).join(', '),
    ),
    plain(
      'Authorization',
      member.authorizationNumber
        ? `${member.authorizationNumber}${member.authorizationEnd ? `, to ${dateInWords(member.authorizationEnd, today)}` : ''}`
        : 'none on file',
    ),
  ];
}

/** A claim that was picked while its file was written. */
interface PickedClaim {
  readonly draft: ClaimDraft;
  readonly index: number;
  readonly segments: string[];
  readonly columns: ClaimPreview['columns'];
  readonly firstSegment: number;
}

/**
 * Says what building now would make, without using up a number.
 *
 * The files are really written and checked, so the preview cannot promise what the build would refuse.
 */
export async function previewFiles(context: CallContext, input: PreviewInput): Promise<EncounterPreview> {
  const numbers = peekingNumbers(context);
  const agency = await getAgency(context);
  const files: EncounterPreview['files'] = [];
  const problems: string[] = [];
  let claim: ClaimPreview | null = null;
  const plans: StoredPlan[] = [];
  for (const { planId } of await countOpen(context.db, undefined)) plans.push(await getPlan(context, planId));
  for (const plan of plans.sort((a, b) => a.shortName.localeCompare(b.shortName))) {
    let [seen, segments] = [0, 0];
    const wants = !claim && !input.encounterId && (input.planId ?? plan.id) === plan.id;
    const picking: { picked: PickedClaim | null } = { picked: null };
    const isInvoice = plan.profile.encountersAs === 'invoice';
    // The headings of an invoice stand in its first row.
    if (isInvoice) segments = 1;
    const file = await (isInvoice ? writeInvoice : writePlanFile)(context, plan, numbers, {
      bytes: () => undefined,
      claims: (drafts, places, shown) => {
        for (const [at, draft] of drafts.entries()) {
          const carries = draft.lines.some((line) => line.id === input.encounterId);
          // The numbered claim, or the last one before it where there are fewer.
          if (!carries && !(wants && seen + at <= input.claim)) continue;
          if (!carries && seen + at < input.claim && at < drafts.length - 1) continue;
          const place = places[at];
          if (!place) continue;
          const own = shown.claim(place);
          picking.picked = {
            draft,
            index: seen + at,
            segments: [...own.segments],
            columns: own.columns.map(({ heading, values }) => ({ heading, values: [...values] })),
            firstSegment: segments + own.before + 1,
          };
        }
        seen += drafts.length;
        segments += shown.pieces();
      },
    });
    if (!file) continue;
    const { counts } = file.verdict;
    for (const problem of file.verdict.problems.slice(0, 3)) {
      problems.push(
        `${plan.shortName}, ${isInvoice ? 'row' : 'segment'} ${problem.position}: ${problem.message}`,
      );
    }
    files.push({
      planId: plan.id,
      planName: plan.name,
      usage: plan.profile.edi.usage,
      format: formatOf(file.name, isInvoice),
      fileName: file.name,
      claims: counts.claims,
      lines: counts.lines,
      units: counts.units,
      members: file.members,
      controlNumber: file.control,
      segments: counts.segments,
      notes: isInvoice ? await invoiceNotes(context, plan) : fileNotes(agency, plan),
    });
    if (!picking.picked) continue;
    const { draft, ...picked } = picking.picked;
    claim = {
      ...picked,
      planId: plan.id,
      planName: plan.shortName,
      total: counts.claims,
      words: claimWords(plan, draft, context.today()),
      totalSegments: counts.segments,
    };
  }
  context.about({ detail: { files: files.length } });
  return { files, claim, checks: checksOf(files, problems) };
}

function checksOf(files: EncounterPreview['files'], problems: readonly string[]): EncounterPreview['checks'] {
  if (files.length === 0) return [];
  const numbers = files.map((file) => String(Number(file.controlNumber)));
  const which =
    numbers.length === 1 ? `Control number ${numbers[0]} is` : `Control numbers ${numbers.join(' and ')} are`;
  return [
    ...(problems.length === 0
      ? [{ state: 'done' as const, text: agreed(files) }]
      : problems.map((text) => ({ state: 'held' as const, text }))),
    { state: 'done', text: 'No line was sent before' },
    { state: 'neutral', text: `${which} used once, when you build` },
  ];
}

/** What was checked about the files, by their kinds. */
function agreed(files: EncounterPreview['files']): string {
  const sheets = files.filter(({ format }) => format !== '837p').length;
  if (sheets === 0) return 'Envelope, counts and balances agree';
  return sheets === files.length
    ? 'Each sheet reads back to the cell'
    : 'Envelopes and counts agree, each sheet reads back to the cell';
}
