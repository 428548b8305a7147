import { dateInWords } from '#shared/dates.ts';
import type { ClaimDraft, ReadyLine } from '#shared/encounters/claims.ts';
import type { ClaimPreview, EncounterPreview } from '#shared/encounters/contract.ts';
import { codeText, SERVICE_MODE_WORDS } from '#shared/programs/pack.ts';
import { countUnits } from '#shared/programs/units.ts';
import type { CallContext } from '../../context.ts';
import { getPlan, type StoredPlan } from '../../plans/plans.ts';
import { getAgency } from '../../settings/agency.ts';
import { countOpen } from '../store.ts';
import { fileNotes, peekingNumbers, writePlanFile } from './plan-file.ts';

interface PreviewInput {
  readonly planId?: string | undefined;
  readonly claim: number;
  readonly encounterId?: string | undefined;
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
    `${codeText(line.tag.code ?? '', line.tag.modifiers)}, ${countUnits(line.tag.units)}, $0.00`;
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
  readonly firstSegment: number;
}

/** The segments of one claim out of a piece of the file; a claim ends where the next one or another level begins. */
function segmentsOfClaim(text: string, id: string): { readonly before: number; readonly segments: string[] } {
  const all = text.split('~').slice(0, -1);
  const from = all.findIndex((segment) => segment.startsWith(`CLM*${id}*`));
  const next = all.findIndex((segment, at) => at > from && /^(CLM|HL|SE)\*/.test(segment));
  const own = all.slice(from, next < 0 ? undefined : next);
  return { before: from, segments: own.map((segment) => `${segment}~`) };
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
    const file = await writePlanFile(context, plan, numbers, {
      text: () => undefined,
      claims: (drafts, places, text) => {
        for (const [at, draft] of drafts.entries()) {
          const carries = draft.lines.some((line) => line.id === input.encounterId);
          // The numbered claim, or the last one before it where there are fewer.
          if (!carries && !(wants && seen + at <= input.claim)) continue;
          if (!carries && seen + at < input.claim && at < drafts.length - 1) continue;
          const own = segmentsOfClaim(text, places[at]?.id ?? '');
          picking.picked = {
            draft,
            index: seen + at,
            segments: own.segments,
            firstSegment: segments + own.before + 1,
          };
        }
        seen += drafts.length;
        segments += text.split('~').length - 1;
      },
    });
    if (!file) continue;
    const { counts } = file.verdict;
    for (const problem of file.verdict.problems.slice(0, 3)) {
      problems.push(`${plan.shortName}, segment ${problem.position}: ${problem.message}`);
    }
    files.push({
      planId: plan.id,
      planName: plan.name,
      usage: plan.profile.edi.usage,
      fileName: file.name,
      claims: counts.claims,
      lines: counts.lines,
      units: counts.units,
      members: file.members,
      controlNumber: file.control,
      segments: counts.segments,
      notes: fileNotes(agency, plan),
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
      ? [{ state: 'done' as const, text: 'Envelope, counts and balances agree' }]
      : problems.map((text) => ({ state: 'held' as const, text }))),
    { state: 'done', text: 'No line was sent before' },
    { state: 'neutral', text: `${which} used once, when you build` },
  ];
}
