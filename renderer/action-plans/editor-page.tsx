import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { PlanVersion } from '#shared/action-plans/contract.ts';
import { orpc } from '../api.ts';
import { useGo } from '../app/go.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Page } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { PlanEditor } from './editor.tsx';
import { ReviewPage } from './review-page.tsx';

/**
 * The HAP editor of one member.
 *
 * The draft is read anew every time the page opens, so that no older text can be saved over a newer one; once open,
 * the editor holds the text itself.
 */
export function PlanEditorPage() {
  const { memberId } = useParams({ strict: false }) as { memberId: string };
  const go = useGo();
  const query = useQuery({
    ...orpc.actionPlans.current.queryOptions({ input: { memberId } }),
    refetchOnMount: 'always',
  });
  const papers = useQuery({
    ...orpc.actionPlans.papers.queryOptions({ input: { memberId } }),
    refetchOnMount: 'always',
  });
  const [opened, setOpened] = useState<PlanVersion | null>(null);
  const plan = query.isFetchedAfterMount && papers.isFetchedAfterMount ? query.data : undefined;
  const waiting = papers.data?.reviews.find(
    ({ planId, outcome }) => outcome === null && planId === plan?.draft?.id,
  );
  if (plan?.draft && waiting) {
    // What the editor held is older than what was sent: after the review it opens with the draft on file.
    if (opened !== null) setOpened(null);
    return <ReviewPage plan={plan} draft={plan.draft} review={waiting} />;
  }
  if (plan?.draft && (opened === null || opened.memberId !== memberId)) setOpened(plan.draft);
  // Signed or put away, the editor stays until the page it leads to is there.
  if (plan && papers.data && opened?.memberId === memberId) {
    return <PlanEditor key={opened.id} plan={plan} papers={papers.data} draft={opened} />;
  }
  return (
    <Page title="Health Action Plan">
      {(query.error ?? papers.error) ? (
        <ErrorLine error={query.error ?? papers.error} onRetry={() => void query.refetch()} />
      ) : plan ? (
        <EmptyState
          fact="There is no draft to write in."
          next="Start the next version from the member’s HAP tab."
          action={<Button onClick={() => go(`/members/${memberId}/hap`)}>Open the HAP tab</Button>}
        />
      ) : (
        <SkeletonRows />
      )}
    </Page>
  );
}
