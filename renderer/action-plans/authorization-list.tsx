import { type Authorization, isInForce } from '#shared/action-plans/authorizations.ts';
import type { CurrentPlan } from '#shared/action-plans/contract.ts';
import { dateInWords } from '#shared/dates.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { shortDateWithYear } from '../components/date-text.ts';
import { Tag } from '../components/tag.tsx';
import { AuthorizationDialog, WithdrawDialog } from './authorization-dialogs.tsx';
import styles from './papers.module.css';

/** What the member allowed in writing: to whom, until when, and whether it still holds. */
export function AuthorizationList({
  plan,
  authorizations,
  reason,
}: {
  readonly plan: CurrentPlan;
  readonly authorizations: readonly Authorization[];
  /** Why this user may not change them; null when they may. */
  readonly reason: string | null;
}) {
  const [adding, setAdding] = useKept('AuthorizationList.adding', false);
  const [withdrawing, setWithdrawing] = useKept<Authorization | null>('AuthorizationList.withdrawing', null);
  return (
    <section aria-label="Authorizations to disclose">
      <div className={styles.head}>
        Authorizations to disclose
        <Button size="sm" disabledReason={reason} onClick={() => setAdding(true)}>
          Record authorization
        </Button>
      </div>
      <ul className={styles.list}>
        {authorizations.map((one) => (
          <li key={one.id}>
            {one.recipient}, {one.information}
            <small>
              Signed {dateInWords(one.signedOn, plan.today)} by {one.signedBy}, for {one.purpose}.{' '}
              {stateWords(one)} {one.substanceUse && 'Names substance use. '}
              {one.keptWhere}.
            </small>
            {isInForce(one, plan.today) ? (
              <Button
                size="sm"
                variant="link"
                disabledReason={reason}
                aria-label={`Withdraw, ${one.recipient}`}
                onClick={() => setWithdrawing(one)}
              >
                Withdraw
              </Button>
            ) : (
              <Tag state="neutral">{one.withdrawnOn ? 'withdrawn' : 'ended'}</Tag>
            )}
          </li>
        ))}
      </ul>
      {authorizations.length === 0 && (
        <p className={styles.quiet}>None on file. Family and others need one before they get a copy.</p>
      )}
      {adding && (
        <AuthorizationDialog
          memberId={plan.member.id}
          memberName={plan.member.name}
          today={plan.today}
          opened
          onClose={() => setAdding(false)}
        />
      )}
      {withdrawing && (
        <WithdrawDialog
          key={withdrawing.id}
          authorization={withdrawing}
          today={plan.today}
          onClose={() => setWithdrawing(null)}
        />
      )}
    </section>
  );
}

function stateWords(one: Authorization): string {
  if (one.withdrawnOn) return `Withdrawn ${shortDateWithYear(one.withdrawnOn)}: ${one.withdrawnHow}.`;
  const ends = [one.expiresOn && shortDateWithYear(one.expiresOn), one.expiresEvent].filter(Boolean);
  return `Ends ${ends.join(' or ')}.`;
}
