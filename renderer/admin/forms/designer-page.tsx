import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { useGo } from '../../app/go.ts';
import { Button } from '../../components/button.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { Page } from '../../components/page.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { DesignerScreen } from './designer-screen.tsx';

/** One open draft of a form, to be changed, tried out and published. */
export function DesignerPage() {
  const { formId = '' } = useParams({ strict: false });
  const go = useGo();
  const query = useQuery({
    ...orpc.forms.draft.queryOptions({ input: { formId } }),
    // The draft changes in the page; a copy kept from an earlier visit would show an old one.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
  });
  if (query.error) {
    return (
      <Page title="Form" actions={<Button onClick={() => go('/admin/forms')}>Back to forms</Button>}>
        <ErrorLine error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  }
  if (!query.data || query.isFetching) {
    return (
      <Page title="Form">
        <SkeletonRows />
      </Page>
    );
  }
  return (
    <DesignerScreen
      key={`${formId} ${query.dataUpdatedAt}`}
      draft={query.data}
      onReload={() => void query.refetch()}
    />
  );
}
