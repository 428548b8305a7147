import { useQuery } from '@tanstack/react-query';
import { isInForce } from '#shared/action-plans/authorizations.ts';
import { namesSubstanceUse } from '#shared/action-plans/content.ts';
import type { CurrentPlan, PlanVersion } from '#shared/action-plans/contract.ts';
import {
  AUTHORITY_WORDS,
  SHARE_WAY_WORDS,
  SIGNATURE_METHOD_WORDS,
  SIGNER_WORDS,
} from '#shared/action-plans/papers.ts';
import { dateInWords } from '#shared/dates.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { shortDateWithYear, timeOfDay } from '../components/date-text.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { localDate } from '../components/local-date.ts';
import { Notice } from '../components/notice.tsx';
import { Tag } from '../components/tag.tsx';
import { AuthorizationList } from './authorization-list.tsx';
import styles from './papers.module.css';
import { ShareDialog } from './share-dialog.tsx';
import { SignatureDialog } from './signature-dialog.tsx';
import { SignatureDrawing } from './signature-pad.tsx';

/** Signatures under one signed version, who got it, and whether it still is what was signed. */
export function PapersView({ plan, shown }: { readonly plan: CurrentPlan; readonly shown: PlanVersion }) {
  const { user } = useSession();
  const [open, setOpen] = useKept<'signature' | 'share' | null>('PapersView.open', null);
  const query = useQuery(orpc.actionPlans.papers.queryOptions({ input: { memberId: plan.member.id } }));
  if (query.error) return <ErrorLine error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return null;
  const signatures = query.data.signatures.filter(({ planId }) => planId === shown.id);
  const shares = query.data.shares.filter(({ planId }) => planId === shown.id);
  const problem = query.data.checked.find(({ planId }) => planId === shown.id)?.problem ?? null;
  const approved = query.data.reviews.find(
    ({ planId, outcome }) => planId === shown.id && outcome === 'approved',
  );
  const reason = CARE_TEAM.includes(user.role) ? null : 'Your role reads plans only.';
  const version = shown.version ?? 1;
  return (
    <>
      {problem && (
        <Notice state="urgent" title={problem} alert>
          <p>Do not use this version. Restore a backup from before the change, and tell an administrator.</p>
        </Notice>
      )}
      <div className={styles.papers}>
        <section aria-label="Signatures">
          <div className={styles.head}>
            Signatures
            <Button size="sm" disabledReason={reason} onClick={() => setOpen('signature')}>
              Member signs
            </Button>
          </div>
          <ul className={styles.list}>
            {signatures.map((one) => (
              <li key={one.id} title={`SHA-256 ${one.sha256}`}>
                {one.strokes && <SignatureDrawing strokes={one.strokes} name={one.name} />}
                {one.name}, {SIGNER_WORDS[one.signer].toLowerCase()}, {SIGNATURE_METHOD_WORDS[one.method]}
                <small>
                  {dateInWords(localDate(one.signedAt), plan.today)}, {timeOfDay(one.signedAt)}, witness{' '}
                  {one.witness.name}
                  {one.detail && `. ${one.detail}`}
                </small>
              </li>
            ))}
            <li>
              {shown.signedBy?.name}, wrote and signed
              <small>
                {approved
                  ? `Reviewed by ${approved.answeredBy?.name ?? approved.reviewer.name}.`
                  : 'Signed without a clinical review.'}
              </small>
            </li>
          </ul>
          {signatures.length === 0 && (
            <Tag state="due">{`Waiting for ${plan.member.calledName}’s signature`}</Tag>
          )}
        </section>
        <section aria-label="Shared with">
          <div className={styles.head}>
            Shared with
            <Button size="sm" disabledReason={reason} onClick={() => setOpen('share')}>
              Record sharing
            </Button>
          </div>
          <ul className={styles.list}>
            {shares.map((one) => (
              <li key={one.id}>
                {one.recipient}, {SHARE_WAY_WORDS[one.how]}, {dateInWords(one.sharedOn, plan.today)}
                <small>
                  {AUTHORITY_WORDS[one.authority]}
                  {one.authorityDetail && `, ${one.authorityDetail}`}
                  {one.authorityUntil && `, to ${shortDateWithYear(one.authorityUntil)}`}. By{' '}
                  {one.sharedBy.name}.
                </small>
              </li>
            ))}
          </ul>
          {shares.length === 0 && <p className={styles.quiet}>Nobody outside has this version.</p>}
        </section>
        <AuthorizationList plan={plan} authorizations={query.data.authorizations} reason={reason} />
      </div>
      <SignatureDialog
        key={`signature-${shown.id}`}
        planId={shown.id}
        version={version}
        memberName={plan.member.name}
        opened={open === 'signature'}
        onClose={() => setOpen(null)}
      />
      <ShareDialog
        key={`share-${shown.id}`}
        planId={shown.id}
        version={version}
        memberName={plan.member.name}
        authorizations={query.data.authorizations.filter((one) => isInForce(one, plan.today))}
        substanceUse={namesSubstanceUse(shown.content)}
        today={plan.today}
        opened={open === 'share'}
        onClose={() => setOpen(null)}
      />
    </>
  );
}
