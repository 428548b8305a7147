import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { EntryKind } from '#shared/members/entry-kinds.ts';
import type { RecordEntry } from '#shared/members/record-contract.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../../api.ts';
import { useSession } from '../../app/session.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useChart } from '../chart-context.tsx';
import { EntrySection } from './entry-section.tsx';

/** Draws sections of the open member's record, kind after kind; with its loading and error states. */
export function RecordSections({
  kinds,
  after,
}: {
  readonly kinds: readonly EntryKind[];
  /** More about an entry, under its line. */
  readonly after?: (entry: RecordEntry) => ReactNode;
}) {
  const { memberId, today } = useChart();
  const { user } = useSession();
  const query = useQuery(orpc.members.record.queryOptions({ input: { id: memberId } }));
  if (!query.data) {
    return query.error ? (
      <ErrorLine error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <SkeletonRows />
    );
  }
  const { entries } = query.data;
  return (
    <>
      {kinds.map((kind) => (
        <EntrySection
          key={kind}
          memberId={memberId}
          kind={kind}
          entries={entries}
          today={today}
          mayWrite={CARE_TEAM.includes(user.role)}
          {...(after ? { after } : {})}
        />
      ))}
    </>
  );
}
