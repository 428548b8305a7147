import {
  AUTHORITY_WORDS,
  type Papers,
  RECIPIENT_WORDS,
  type Review,
  SHARE_WAY_WORDS,
  type Share,
} from '#shared/action-plans/papers.ts';
import type { Member } from '#shared/members/member.ts';
import type { CallContext } from '../context.ts';
import type { Block, PdfSpec } from '../pdf/blocks.ts';
import { paperDate, paperInstant } from '../pdf/date-words.ts';
import { getAgency } from '../settings/agency.ts';
import { findDoneSources } from '../tasks/done-sources.ts';
import { STEP_SOURCE } from './current.ts';
import { planDocument } from './document.ts';
import { tamperProblem } from './hashes.ts';
import { findReviews, findShares, findSignatures } from './papers-store.ts';
import { findPlans } from './store.ts';

/** Everything about a member's plans as documents. */
export interface PlanPapers {
  /** Every version that was not put away, oldest first, signatures and disclosures beneath. */
  readonly documents: readonly PdfSpec[];
  /** The hash of every signed version, to be compared later. */
  readonly signed: readonly { readonly planId: string; readonly version: number; readonly sha256: string }[];
  /** What is not what was signed, in sentences. */
  readonly problems: readonly string[];
}

/** Every version of a member's plan with its reviews, signatures and disclosures, and whether it is untouched. */
export async function planPapers(context: CallContext, member: Member): Promise<PlanPapers> {
  const agency = await getAgency(context);
  const plans = (await findPlans(context.db, member.id)).toReversed();
  const signatures = await findSignatures(context.db, member.id);
  const reviews = await findReviews(context.db, member.id);
  const shares = await findShares(context.db, member.id);
  const doneSteps = await findDoneSources(context, { memberId: member.id, sourceKind: STEP_SOURCE });
  const dateOf = (date: string) => paperDate(date, 'en-US');
  const instantOf = (instant: string) => paperInstant(instant, agency.timeZone, 'en-US');
  const problems: string[] = [];
  const documents = plans.map((plan): PdfSpec => {
    const problem = plan.state === 'signed' ? tamperProblem(plan, signatures) : null;
    if (problem !== null) problems.push(problem);
    const own = <Row extends { readonly planId: string }>(rows: readonly Row[]) =>
      rows.filter(({ planId }) => planId === plan.id);
    const spec = planDocument({
      plan,
      member,
      agency,
      dateOf,
      instantOf,
      doneSteps: new Set(doneSteps),
      signatures: own(signatures),
      now: context.now(),
    });
    const [title, ...rest] = spec.blocks;
    const warning: Block[] = problem === null ? [] : [{ kind: 'paragraph', look: 'lead', text: problem }];
    return {
      ...spec,
      blocks: [
        ...(title ? [title] : []),
        ...warning,
        ...rest,
        ...reviewBlocks(own(reviews), instantOf),
        ...shareBlocks(own(shares), dateOf),
      ],
    };
  });
  const signed = plans.flatMap(({ id, version, state, sha256 }) =>
    state === 'signed' && version !== null && sha256 !== null ? [{ planId: id, version, sha256 }] : [],
  );
  return { documents, signed, problems };
}

/**
 * Says which signed versions of a member are not any more what they were at an earlier moment.
 *
 * A version that is gone, one whose hash is another, and one whose text no longer fits its hash are each named.
 */
export async function changedSince(
  context: CallContext,
  memberId: string,
  earlier: PlanPapers['signed'],
): Promise<readonly string[]> {
  const plans = await findPlans(context.db, memberId);
  const signatures = await findSignatures(context.db, memberId);
  return earlier.flatMap(({ planId, version, sha256 }) => {
    const plan = plans.find(({ id }) => id === planId);
    if (!plan) return [`Version ${version} of the plan is no longer on file.`];
    if (plan.sha256 !== sha256) return [`Version ${version} of the plan has another hash than it had then.`];
    const problem = tamperProblem(plan, signatures);
    return problem === null ? [] : [problem];
  });
}

function reviewBlocks(reviews: readonly Review[], instantOf: (instant: string) => string): Block[] {
  if (reviews.length === 0) return [];
  const outcome = { approved: 'approved', returned: 'returned', withdrawn: 'taken back' } as const;
  return [
    { kind: 'heading', level: 2, text: 'Reviews' },
    {
      kind: 'table',
      head: ['Asked', 'Reviewer', 'Answer'],
      shares: [3, 3, 5],
      rows: reviews.map((one) => [
        `${instantOf(one.askedAt)}, ${one.askedBy.name}`,
        one.reviewer.name,
        one.outcome === null || one.answeredAt === null
          ? 'waits'
          : [`${outcome[one.outcome]} ${instantOf(one.answeredAt)}`, one.comment].filter(Boolean).join('. '),
      ]),
    },
  ];
}

function shareBlocks(shares: Papers['shares'], dateOf: (date: string) => string): Block[] {
  if (shares.length === 0) return [];
  const authority = (one: Share) =>
    [
      AUTHORITY_WORDS[one.authority],
      one.authorityDetail,
      one.authorityUntil ? `to ${dateOf(one.authorityUntil)}` : '',
    ]
      .filter(Boolean)
      .join(', ');
  return [
    { kind: 'heading', level: 2, text: 'Shared with' },
    {
      kind: 'table',
      head: ['On', 'With', 'How', 'By what authority', 'By'],
      shares: [2, 4, 2, 5, 3],
      rows: shares.map((one) => [
        dateOf(one.sharedOn),
        `${one.recipient} (${RECIPIENT_WORDS[one.recipientKind].toLowerCase()})`,
        SHARE_WAY_WORDS[one.how],
        authority(one),
        one.sharedBy.name,
      ]),
    },
  ];
}
