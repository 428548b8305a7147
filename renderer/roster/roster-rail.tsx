import type { ContractRouterClient } from '@orpc/contract';
import { IconInfoCircle, IconPointFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { contract } from '#shared/contract.ts';
import type { PreviewRow, RowProblem } from '#shared/roster/contract.ts';
import { Notice } from '../components/notice.tsx';
import { Pairs, Rail, RailLines, RailSection } from '../components/rail.tsx';
import styles from './roster.module.css';
import { placeOf } from './words.tsx';

/** A preview's frame, as the contract gives it. */
export type Preview = Awaited<ReturnType<ContractRouterClient<typeof contract>['roster']['preview']>>;

type Titles = Readonly<Record<PreviewRow['kind'], string>>;

const TITLES_BEFORE: Titles = {
  problem: 'This row stays out',
  changed: 'What would change',
  gone: 'No longer in the plan’s file',
  new: 'A new member',
  same: 'Nothing would change',
};

const TITLES_AFTER: Titles = {
  ...TITLES_BEFORE,
  problem: 'This row stayed out',
  changed: 'What changed',
  same: 'Nothing changed',
};

/** The selected row in full, and what applying does. */
export function RosterRail({
  row,
  preview,
  waiting,
}: {
  readonly row: PreviewRow | null;
  readonly preview: Preview;
  readonly waiting: boolean;
}) {
  return (
    <Rail label="The selected row">
      {row && (
        <RailSection title={(waiting ? TITLES_BEFORE : TITLES_AFTER)[row.kind]} right={placeOf(row)} plain>
          <div className={styles.railRow}>
            <p className={styles.railName}>{row.name}</p>
            <RowFacts row={row} preview={preview} waiting={waiting} />
          </div>
        </RailSection>
      )}
      {waiting && (
        <RailSection title="After you apply">
          <RailLines
            lines={preview.afterApply.map((sentence) => ({
              key: sentence,
              icon: <IconPointFilled size={12} aria-hidden />,
              text: sentence,
            }))}
          />
        </RailSection>
      )}
    </Rail>
  );
}

function RowFacts({
  row,
  preview,
  waiting,
}: {
  readonly row: PreviewRow;
  readonly preview: Preview;
  readonly waiting: boolean;
}) {
  const chart = row.memberId && (
    <p>
      <Link to={`/members/${row.memberId}` as never}>Open the chart</Link>
    </p>
  );
  const notes = row.notes.length > 0 && <Sentences items={row.notes} preview={preview} />;
  switch (row.kind) {
    case 'problem':
      return (
        <>
          <Sentences items={row.problems} preview={preview} />
          <Pairs rows={row.values} />
          {chart}
        </>
      );
    case 'changed':
    case 'same':
      return (
        <>
          {row.changes.length > 0 ? (
            <Compare row={row} waiting={waiting} />
          ) : (
            <p>The file says what Hearth says.</p>
          )}
          {notes}
          {chart}
        </>
      );
    case 'gone':
      return (
        <>
          <p>{row.line}.</p>
          <p>The member, notes and plans stay in Hearth. Ask the plan before you end anything.</p>
          {chart}
        </>
      );
    case 'new':
      return (
        <>
          <Pairs rows={row.values} />
          {notes}
          {chart}
        </>
      );
  }
}

/** Field by field, Hearth beside the file; differences that will be applied are tinted. */
function Compare({ row, waiting }: { readonly row: PreviewRow; readonly waiting: boolean }) {
  return (
    <table className={styles.compare}>
      <thead>
        <tr>
          <td />
          <th scope="col">In the file, row {row.rowNumber}</th>
          <th scope="col">{waiting ? 'In Hearth' : 'In Hearth before'}</th>
        </tr>
      </thead>
      <tbody>
        {row.changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{change.label}</th>
            <td className={change.kept ? undefined : styles.differs}>{change.to ?? 'none'}</td>
            <td className={change.kept ? undefined : styles.differs}>
              {change.from ?? 'none'}
              {change.kept && <span className={styles.keptHere}>corrected here, stays</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sentences({ items, preview }: { readonly items: readonly RowProblem[]; readonly preview: Preview }) {
  return (
    <Notice state="neutral" icon={<IconInfoCircle size={17} stroke={1.75} aria-hidden />}>
      {items.map((item) => {
        const heading = preview.columns.find((column) => column.letter === item.column)?.heading;
        return (
          <p key={`${item.column}:${item.sentence}`}>
            {item.sentence}
            {item.column && (
              <span className={styles.more}>
                {' '}
                Column {item.column}
                {heading ? `, ${heading}` : ''}.
              </span>
            )}
          </p>
        );
      })}
    </Notice>
  );
}
