import { useEffect, useState } from 'react';
import type { PreviewRow, RosterCounts, RowKind } from '#shared/roster/contract.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { GroupHeader } from '../components/group-header.tsx';
import { ListTable } from '../components/list-table.tsx';
import type { RowGroup } from '../components/list-types.ts';
import { rosterColumns } from './roster-columns.tsx';
import { FOLD_TO, useRosterRows } from './use-roster-rows.ts';

/** The order of the work: what keeps rows out first, what is new last. */
const ORDER: readonly { readonly kind: RowKind; readonly title: string }[] = [
  { kind: 'duplicate', title: 'Possible duplicates' },
  { kind: 'problem', title: 'Problem rows' },
  { kind: 'changed', title: 'Changed' },
  { kind: 'gone', title: 'Gone from the plan’s file' },
  { kind: 'new', title: 'New' },
  { kind: 'same', title: 'Same' },
];

/** The rows of a comparison in sections; long ones unfold, and a chip jumps to its section. */
export function RosterList({
  importId,
  counts,
  waiting,
  unanswered,
  wanted,
  onSelect,
}: {
  readonly importId: string;
  readonly counts: RosterCounts;
  /** Questions without an answer. */
  readonly unanswered: number;
  /** False once it was applied. */
  readonly waiting: boolean;
  /** The section a chip asked for; `time` makes asking twice jump twice. */
  readonly wanted: { readonly kind: RowKind; readonly time: number } | null;
  readonly onSelect: (row: PreviewRow) => void;
}) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<RowKind>>(new Set());
  const [selected, setSelected] = useKept<string | null>('RosterList.selected', null);
  const [jumpTo, setJumpTo] = useState<RowKind | null>(null);
  const [reveal, setReveal] = useState<string | null>(null);
  const options = (kind: RowKind) => ({ count: counts[kind], unfolded: unfolded.has(kind) });
  const sections = {
    duplicate: useRosterRows(importId, 'duplicate', options('duplicate')),
    problem: useRosterRows(importId, 'problem', options('problem')),
    changed: useRosterRows(importId, 'changed', options('changed')),
    gone: useRosterRows(importId, 'gone', options('gone')),
    new: useRosterRows(importId, 'new', options('new')),
    same: useRosterRows(importId, 'same', options('same')),
  };
  const unfold = (kind: RowKind) => {
    setReveal(null);
    setUnfolded((now) => new Set([...now, kind]));
  };

  useEffect(() => {
    if (!wanted) return;
    if (FOLD_TO[wanted.kind] === 0) setUnfolded((now) => new Set([...now, wanted.kind]));
    setJumpTo(wanted.kind);
  }, [wanted]);
  const target = jumpTo === null ? undefined : sections[jumpTo].rows[0];
  useEffect(() => {
    if (!target) return;
    setJumpTo(null);
    setSelected(target.id);
    onSelect(target);
    setReveal(target.id);
  }, [target, onSelect]);

  // The rail shows the row as it is now: an answer comes back with the next reading of its section.
  const fresh =
    selected === null
      ? undefined
      : ORDER.flatMap(({ kind }) => sections[kind].rows).find(({ id }) => id === selected);
  useEffect(() => {
    if (fresh) onSelect(fresh);
  }, [fresh, onSelect]);

  const failed = ORDER.find(({ kind }) => sections[kind].error);
  if (failed) return <ErrorLine error={sections[failed.kind].error} />;
  const good = counts.new + counts.changed + counts.same;
  const groups: RowGroup<PreviewRow>[] = ORDER.flatMap(({ kind, title }) => {
    const count = counts[kind];
    if (count === 0) return [];
    const shown = sections[kind].rows.slice(0, unfolded.has(kind) ? undefined : FOLD_TO[kind]);
    return [
      {
        key: kind,
        rows: shown,
        header: (
          <GroupHeader
            title={title}
            count={countText(kind, count, { good, waiting, unanswered })}
            right={
              !unfolded.has(kind) && count > FOLD_TO[kind] ? (
                <Button variant="link" size="sm" tabIndex={-1} onClick={() => unfold(kind)}>
                  Show all {count.toLocaleString('en-US')}
                </Button>
              ) : (
                RIGHT_WORDS[kind]
              )
            }
          />
        ),
      },
    ];
  });
  if (groups.length === 0) {
    return <EmptyState fact="There is nothing to compare yet." next="Choose the missing columns first." />;
  }
  return (
    <ListTable
      label="Rows of the roster"
      headless
      columns={rosterColumns}
      groups={groups}
      rowKey={(row) => row.id}
      rowName={(row) => [row.name, row.line].filter(Boolean).join(', ')}
      rowHeight={36}
      selected={selected}
      reveal={reveal}
      onSelect={(key, row) => {
        setReveal(null);
        setSelected(key);
        onSelect(row);
      }}
      autoFocus
    />
  );
}

const RIGHT_WORDS: Readonly<Partial<Record<RowKind, string>>> = { changed: 'old → new' };

function countText(
  kind: RowKind,
  count: number,
  {
    good,
    waiting,
    unanswered,
  }: { readonly good: number; readonly waiting: boolean; readonly unanswered: number },
): string {
  const number = count.toLocaleString('en-US');
  if (kind === 'duplicate') {
    return waiting ? `${count - unanswered} of ${number} answered` : number;
  }
  if (kind === 'problem') {
    return `${number}, the other ${good.toLocaleString('en-US')} ${waiting ? 'go in' : 'went in'}`;
  }
  return kind === 'gone' ? `${number}, kept in Hearth, marked` : number;
}
