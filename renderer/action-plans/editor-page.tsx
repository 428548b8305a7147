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
  const [opened, setOpened] = useState<PlanVersion | null>(null);
  const plan = query.isFetchedAfterMount ? query.data : undefined;
  if (plan?.draft && (opened === null || opened.memberId !== memberId)) setOpened(plan.draft);
  // Signed or put away, the editor stays until the page it leads to is there.
  if (plan && opened?.memberId === memberId) {
    return <PlanEditor key={opened.id} plan={plan} draft={opened} />;
  }
  return (
    <Page title="Health Action Plan">
      {query.error ? (
        <ErrorLine error={query.error} onRetry={() => void query.refetch()} />
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
