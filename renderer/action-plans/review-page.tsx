import { IconHourglass } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type CurrentPlan, PLAN_REVIEWERS, type PlanVersion } from '#shared/action-plans/contract.ts';
import type { Review } from '#shared/action-plans/papers.ts';
import { dateInWords } from '#shared/dates.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { api, orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { useSubject } from '../app/subject.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { timeOfDay } from '../components/date-text.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { localDate } from '../components/local-date.ts';
import { Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { TextArea } from '../components/text-field.tsx';
import { HapClock } from './hap-clock.tsx';
import styles from './papers.module.css';
import { PlanView } from './plan-view.tsx';
import { memberWords } from './wording.ts';

/** A draft that waits for its clinical review: read by all, answered by a clinical lead, taken back by its writer. */
export function ReviewPage({
  plan,
  draft,
  review,
}: {
  readonly plan: CurrentPlan;
  readonly draft: PlanVersion;
  readonly review: Review;
}) {
  const { member, today } = plan;
  const { user } = useSession();
  const client = useQueryClient();
  const [comment, setComment] = useKept('ReviewPage.comment', '', draft.id);
  useSubject(member.id, member.name);
  const act = useMutation({
    mutationFn: async (what: 'approved' | 'returned' | 'back') => {
      if (what === 'back') await api.actionPlans.takeBack({ id: draft.id });
      else await api.actionPlans.answerReview({ id: draft.id, outcome: what, comment });
      return what;
    },
    onSuccess: (what) =>
      showToast({
        text:
          what === 'approved'
            ? 'Approved. It can be signed now.'
            : what === 'returned'
              ? `Returned to ${review.askedBy.name}.`
              : 'Taken back. The draft is open again.',
      }),
    onSettled: () => client.invalidateQueries({ queryKey: orpc.actionPlans.key() }),
  });
  const reviews = PLAN_REVIEWERS.includes(user.role) && review.askedBy.id !== user.id;
  return (
    <Page
      title="Health Action Plan"
      subtitle={`${member.name}, version ${draft.version}, waiting for review`}
      actions={
        <>
          {plan.clock && <HapClock clock={plan.clock} today={today} />}
          {CARE_TEAM.includes(user.role) && (
            <Button busy={act.isPending} onClick={() => act.mutate('back')}>
              Take back
            </Button>
          )}
          {reviews && (
            <>
              <Button
                disabledReason={comment.trim() === '' ? 'Say first what should change' : null}
                onClick={() => act.mutate('returned')}
              >
                Return
              </Button>
              <Button variant="ember" keys="Ctrl+Enter" onClick={() => act.mutate('approved')}>
                Approve
              </Button>
            </>
          )}
        </>
      }
    >
      <Notice
        state="due"
        icon={<IconHourglass size={18} stroke={1.75} aria-hidden />}
        title={`Waits for ${review.reviewer.name}.`}
      >
        <p>
          Sent {dateInWords(localDate(review.askedAt), today)}, {timeOfDay(review.askedAt)}, by{' '}
          {review.askedBy.name}
          {review.note ? `: ${review.note}` : '.'} Nobody writes in it until it is answered or taken back.
        </p>
      </Notice>
      {act.error && <ErrorLine error={act.error} safe="The draft is kept." />}
      <div className={styles.read}>
        {reviews && (
          <TextArea
            label="What should change"
            help="needed to return it"
            optional
            value={comment}
            maxLength={2000}
            onChange={setComment}
          />
        )}
        <PlanView
          content={draft.content}
          words={memberWords(member.calledName, member.pronouns)}
          today={today}
          doneSteps={new Set(plan.doneSteps)}
        />
      </div>
    </Page>
  );
}
