import { dateInWords } from '#shared/dates.ts';
import { claimNumber } from '#shared/encounters/assemble.ts';
import type { ReadyLine } from '#shared/encounters/claims.ts';
import type { ClaimPreview, EncounterPreview } from '#shared/encounters/contract.ts';
import { validate837p } from '#shared/encounters/x12/validate-837p.ts';
import { codeText, SERVICE_MODE_WORDS } from '#shared/programs/pack.ts';
import { countUnits } from '#shared/programs/units.ts';
import type { CallContext } from '../../context.ts';
import { checkOpenLines } from '../open-lines.ts';
import {
  fileNotes,
  gatherClaims,
  type PlanClaims,
  type PlannedFile,
  peekingNumbers,
  writePlanFile,
} from './plan-file.ts';

interface PreviewInput {
  readonly planId?: string | undefined;
  readonly claim: number;
  readonly encounterId?: string | undefined;
}

/** One claim as a person would say it. */
function claimWords(planClaims: PlanClaims, index: number, today: string): ClaimPreview['words'] {
  const claim = planClaims.claims[index];
  const first = claim?.lines[0] as ReadyLine;
  const { member, staff } = first;
  const { memberIdKind } = planClaims.plan.profile.edi;
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
    ...(claim?.lines ?? []).flatMap((line) => [
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

function claimPreview(
  planClaims: PlanClaims,
  file: PlannedFile,
  wanted: number,
  today: string,
): ClaimPreview {
  const index = Math.min(wanted, planClaims.claims.length - 1);
  const id = claimNumber(file.firstClaim + index);
  const first = file.segments.findIndex((segment) => segment.claimId === id);
  return {
    planId: planClaims.plan.id,
    planName: planClaims.plan.shortName,
    index,
    total: planClaims.claims.length,
    words: claimWords(planClaims, index, today),
    segments: file.segments.filter((segment) => segment.claimId === id).map((segment) => segment.text),
    firstSegment: first + 1,
    totalSegments: file.segments.length,
  };
}

/**
 * Says what building now would make, without using up a number.
 *
 * The files are really written and checked, so the preview cannot promise what the build would refuse.
 */
export async function previewFiles(context: CallContext, input: PreviewInput): Promise<EncounterPreview> {
  const plans = await gatherClaims(context, await checkOpenLines(context));
  const numbers = peekingNumbers(context);
  const files: EncounterPreview['files'] = [];
  const problems: string[] = [];
  let claim: ClaimPreview | null = null;
  for (const planClaims of plans) {
    const file = await writePlanFile(context, planClaims, numbers);
    const verdict = validate837p(file.text);
    const { plan, claims } = planClaims;
    for (const problem of verdict.problems.slice(0, 3)) {
      problems.push(`${plan.shortName}, segment ${problem.position}: ${problem.message}`);
    }
    files.push({
      planId: plan.id,
      planName: plan.name,
      usage: plan.profile.edi.usage,
      fileName: file.name,
      claims: claims.length,
      lines: verdict.counts.lines,
      units: verdict.counts.units,
      members: new Set(claims.map((one) => one.lines[0]?.member.id)).size,
      controlNumber: file.control,
      segments: file.segments.length,
      notes: fileNotes(planClaims.agency, plan),
    });
    const carrying = claims.findIndex((one) => one.lines.some((line) => line.id === input.encounterId));
    if (carrying >= 0) claim = claimPreview(planClaims, file, carrying, context.today());
    else if (!claim && !input.encounterId && (input.planId ?? plan.id) === plan.id) {
      claim = claimPreview(planClaims, file, input.claim, context.today());
    }
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
