import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { orpc } from '../api.ts';
import { useSubject } from '../app/subject.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { Page } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { RunnerScreen } from './runner-screen.tsx';

/** Ask, branch, score: one assessment of a member, to be answered or, once signed, read. */
export function RunnerPage() {
  const { assessmentId = '' } = useParams({ strict: false });
  const query = useQuery({
    ...orpc.assessments.get.queryOptions({ input: { id: assessmentId } }),
    // The answers change in the page; a copy kept from an earlier visit would show old ones.
    gcTime: 0,
    staleTime: 0,
  });
  const list = useQuery({
    ...orpc.assessments.list.queryOptions({ input: { memberId: query.data?.memberId ?? '' } }),
    enabled: query.data !== undefined,
  });
  useSubject(query.data?.memberId, query.data?.memberName);
  if (query.error) {
    return (
      <Page title="Assessment">
        <ErrorLine error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  }
  if (!query.data) {
    return (
      <Page title="Assessment">
        <SkeletonRows />
      </Page>
    );
  }
  const { data } = query;
  return <RunnerScreen key={`${data.id} ${data.state}`} assessment={data} trends={list.data?.trends ?? []} />;
}
