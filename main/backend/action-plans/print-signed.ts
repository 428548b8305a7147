import { AppError } from '#shared/errors.ts';
import type { CallContext } from '../context.ts';
import { getMember } from '../members/members.ts';
import { buildPdf } from '../pdf/build-pdf.ts';
import { paperDate, paperInstant } from '../pdf/date-words.ts';
import { todayIn } from '../procedure.ts';
import { getAgency } from '../settings/agency.ts';
import { findDoneSources } from '../tasks/done-sources.ts';
import { STEP_SOURCE } from './current.ts';
import { planDocument } from './document.ts';
import { refuseChanged } from './hashes.ts';
import { memberCopy } from './member-copy.ts';
import { findSignatures } from './papers-store.ts';
import { getPlan } from './plans.ts';
import type { StoredPlan } from './store.ts';

/** How a version is printed: the whole plan for the team, or the member's plain copy. */
export interface PlanPrint {
  readonly copy: 'team' | 'member';
  readonly language: 'en' | 'es';
  readonly print: 'standard' | 'large';
}

const TEAM_COPY: PlanPrint = { copy: 'team', language: 'en', print: 'standard' };

/** Prints a version of a plan in memory. */
export async function printPlan(context: CallContext, plan: StoredPlan, look: PlanPrint = TEAM_COPY) {
  const member = await getMember(context, plan.memberId);
  const agency = await getAgency(context);
  const doneSteps = await findDoneSources(context, { memberId: member.id, sourceKind: STEP_SOURCE });
  const locale = look.copy === 'member' && look.language === 'es' ? 'es-US' : 'en-US';
  const signatures = await findSignatures(context.db, member.id);
  if (plan.state === 'signed') refuseChanged(plan, signatures);
  const paper = {
    plan,
    member,
    agency,
    dateOf: (date: string) => paperDate(date, locale),
    instantOf: (instant: string) => paperInstant(instant, agency.timeZone, locale),
    doneSteps: new Set(doneSteps),
    signatures: signatures.filter(({ planId }) => planId === plan.id),
    now: context.now(),
  };
  const pdf = await buildPdf(
    look.copy === 'member' ? memberCopy(paper, look.language, look.print) : planDocument(paper),
  );
  return { member, agency, pdf };
}

/**
 * A signed version as PDF, for a file that goes to the health plan.
 *
 * @throws AppError `NOT_FOUND`, `CONFLICT` for a version that nobody signed
 */
export async function printSignedPlan(
  context: CallContext,
  id: string,
): Promise<{ bytes: Uint8Array; memberId: string; version: number; signedOn: string }> {
  const plan = await getPlan(context, id);
  if (plan.state !== 'signed' || plan.version === null || plan.signedAt === null) {
    throw new AppError('CONFLICT', 'This version is not signed. Only signed plans go to a health plan.');
  }
  const { agency, pdf } = await printPlan(context, plan);
  return {
    bytes: pdf.bytes,
    memberId: plan.memberId,
    version: plan.version,
    signedOn: todayIn(agency.timeZone, new Date(plan.signedAt)),
  };
}
