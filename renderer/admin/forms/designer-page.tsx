import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
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
  const [attempt, setAttempt] = useState(0);
  return <OpenDraft key={`${formId} ${attempt}`} formId={formId} onReload={() => setAttempt(attempt + 1)} />;
}

function OpenDraft({ formId, onReload }: { readonly formId: string; readonly onReload: () => void }) {
  const go = useGo();
  const query = useQuery({
    ...orpc.forms.draft.queryOptions({ input: { formId } }),
    // The draft changes in the page; a copy kept from an earlier visit would show an old one.
    gcTime: 0,
    staleTime: 0,
  });
  const [draft, setDraft] = useState<typeof query.data>(undefined);
  // What is read again after other writes must not replace what is being changed here.
  if (draft === undefined && query.data !== undefined && !query.isFetching) setDraft(query.data);
  if (draft) return <DesignerScreen draft={draft} onReload={onReload} />;
  return (
    <Page title="Form" actions={<Button onClick={() => go('/admin/forms')}>Back to forms</Button>}>
      {query.error ? (
        <ErrorLine error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonRows />
      )}
    </Page>
  );
}
