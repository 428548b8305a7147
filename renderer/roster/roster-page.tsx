import { IconColumns3, IconShieldHalf } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { dateInWords } from '#shared/dates.ts';
import { MOST_LETTERS } from '#shared/letters/contract.ts';
import type { PreviewRow, RowKind } from '#shared/roster/contract.ts';
import { api, orpc } from '../api.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { useSubject } from '../app/subject.ts';
import { useToday } from '../app/today.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Page } from '../components/page.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { LettersButton } from '../letters/write-to.tsx';
import { ColumnTable } from './column-table.tsx';
import { JumpChips } from './jump-chips.tsx';
import styles from './roster.module.css';
import { RosterActions } from './roster-actions.tsx';
import { RosterList } from './roster-list.tsx';
import { RosterRail } from './roster-rail.tsx';
import { KINDS, rosterTitle, rowCount } from './words.tsx';
import { WritingProgress } from './writing-progress.tsx';

/** See what a plan's file would change, row by row, before it does. */
export function RosterPage() {
  const { importId } = useParams({ strict: false }) as { readonly importId: string };
  const today = useToday();
  const query = useQuery(orpc.roster.preview.queryOptions({ input: { importId }, staleTime: 60_000 }));
  const [selected, setSelected] = useState<PreviewRow | null>(null);
  const [wanted, setWanted] = useState<{ readonly kind: RowKind; readonly time: number } | null>(null);
  const [columnsShown, setColumnsShown] = useState<boolean | null>(null);
  useSubject(selected?.memberId, selected?.name);

  const preview = query.data;
  const missing = preview?.missing ?? [];
  const showColumns = columnsShown ?? missing.length > 0;
  const counts = preview?.import.counts;

  const jump = (kind: RowKind) => {
    setColumnsShown(false);
    setWanted({ kind, time: Date.now() });
  };
  useKeys(
    KINDS.map(({ kind, label }, index) => ({
      keys: `Alt+${index + 1}`,
      label: `Jump to ${label.toLowerCase()}`,
      group: 'list',
      run: () => {
        if (!counts || counts[kind] === 0) return false;
        jump(kind);
        return true;
      },
    })),
  );

  if (query.error) {
    return (
      <Page title="Roster">
        <ErrorLine error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  }
  if (!preview || !counts) {
    return (
      <Page title="Roster" flush>
        <SkeletonRows rows={12} />
      </Page>
    );
  }
  const roster = preview.import;
  const compared = preview.comparedWith
    ? `compared with ${dateInWords(preview.comparedWith, today)}`
    : 'the first file of this plan';
  const extra = preview.extraColumns;
  return (
    <Page
      title={rosterTitle(roster)}
      subtitle={`${roster.fileName}, ${rowCount(roster.rows)}, ${compared}.${
        extra > 0 ? ` ${extra} extra ${extra === 1 ? 'column' : 'columns'} kept.` : ''
      }`}
      actions={
        <>
          {counts.gone > 0 && (
            <LettersButton
              label={`${rosterTitle(roster)}, gone`}
              members={() => membersOf(importId, 'gone')}
            />
          )}
          <Button
            icon={<IconColumns3 size={16} stroke={1.75} aria-hidden />}
            aria-pressed={showColumns}
            onClick={() => setColumnsShown(!showColumns)}
          >
            Columns
          </Button>
        </>
      }
      bar={<JumpChips counts={counts} onJump={jump} />}
      rail={
        !showColumns && (
          <RosterRail
            row={selected}
            preview={preview}
            waiting={roster.state === 'preview'}
            onFixed={(kind) => jump(kind === 'problem' || counts.problem > 1 ? 'problem' : kind)}
            key={selected?.id ?? 'none'}
          />
        )
      }
      railWidth={404}
      railFrom="below"
      flush
      footer={
        <div className={styles.foot}>
          <p className={styles.promise}>
            <IconShieldHalf size={17} stroke={1.75} aria-hidden />
            {roster.state === 'preview'
              ? 'Nothing changes until you apply. One undo takes all of it back, any time before the next roster.'
              : promiseAfter(roster.state, roster.canUndo)}
          </p>
          <RosterActions roster={roster} missing={missing.length} goingIn={preview.goingIn} />
        </div>
      }
    >
      <WritingProgress importId={importId} />
      {showColumns ? (
        <ColumnTable preview={preview} />
      ) : (
        <RosterList
          importId={importId}
          counts={counts}
          waiting={roster.state === 'preview'}
          unanswered={roster.unanswered}
          wanted={wanted}
          onSelect={setSelected}
        />
      )}
    </Page>
  );
}

/** The members behind the rows of a section, page after page. */
async function membersOf(importId: string, kind: RowKind): Promise<string[]> {
  const ids: string[] = [];
  let seen = 0;
  for (let total = 1; seen < total && ids.length <= MOST_LETTERS; ) {
    const page = await api.roster.rows({ importId, kind, limit: 500, offset: seen });
    if (page.rows.length === 0) break;
    ids.push(...page.rows.flatMap(({ memberId }) => (memberId ? [memberId] : [])));
    seen += page.rows.length;
    total = page.total;
  }
  return ids;
}

function promiseAfter(state: string, canUndo: boolean): string {
  if (state === 'undone') return 'Taken back. What was written since was left as it is.';
  return canUndo
    ? 'Applied. One undo takes all of it back, any time before the next roster.'
    : 'Applied. A later roster followed, so it can no longer be taken back.';
}
