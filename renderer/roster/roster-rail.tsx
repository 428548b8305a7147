import type { ContractRouterClient } from '@orpc/contract';
import { IconInfoCircle, IconPointFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { contract } from '#shared/contract.ts';
import { CARE_TEAM } from '#shared/roles.ts';
import type { PreviewRow, RowKind, RowProblem } from '#shared/roster/contract.ts';
import { useSession } from '../app/session.tsx';
import { Notice } from '../components/notice.tsx';
import { Pairs, Rail, RailLines, RailSection } from '../components/rail.tsx';
import { FixForm } from './fix-form.tsx';
import { GoneActions } from './gone-actions.tsx';
import { QuestionPanel } from './question.tsx';
import styles from './roster.module.css';
import { placeOf } from './words.tsx';

/** A preview's frame, as the contract gives it. */
export type Preview = Awaited<ReturnType<ContractRouterClient<typeof contract>['roster']['preview']>>;

type Titles = Readonly<Record<PreviewRow['kind'], string>>;

const TITLES_BEFORE: Titles = {
  duplicate: 'Is this the same person?',
  problem: 'This row stays out',
  changed: 'What would change',
  gone: 'No longer in the plan’s file',
  new: 'A new member',
  same: 'Nothing would change',
};

const TITLES_AFTER: Titles = {
  ...TITLES_BEFORE,
  duplicate: 'Asked before it was applied',
  problem: 'This row stayed out',
  changed: 'What changed',
  same: 'Nothing changed',
};

/** The selected row in full, and what applying does. */
export function RosterRail({
  row,
  preview,
  waiting,
  onFixed,
}: {
  readonly row: PreviewRow | null;
  readonly preview: Preview;
  readonly waiting: boolean;
  /** A row was fixed; what it is now. */
  readonly onFixed: (kind: RowKind) => void;
}) {
  return (
    <Rail label="The selected row">
      {row && (
        <RailSection title={(waiting ? TITLES_BEFORE : TITLES_AFTER)[row.kind]} right={placeOf(row)} plain>
          <div className={styles.railRow}>
            <p className={styles.railName}>{row.name}</p>
            <RowFacts row={row} preview={preview} waiting={waiting} onFixed={onFixed} />
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
  onFixed,
}: {
  readonly row: PreviewRow;
  readonly preview: Preview;
  readonly waiting: boolean;
  readonly onFixed: (kind: RowKind) => void;
}) {
  const { user } = useSession();
  const mayChange = waiting && CARE_TEAM.includes(user.role);
  const importId = preview.import.id;
  const fix = mayChange && row.cells.length > 0 && (
    <FixForm key={row.id} row={row} importId={importId} onFixed={onFixed} />
  );
  const chart = row.memberId && (
    <p>
      <Link to={`/members/${row.memberId}` as never}>Open the chart</Link>
    </p>
  );
  const notes = row.notes.length > 0 && <Sentences items={row.notes} preview={preview} />;
  switch (row.kind) {
    case 'duplicate':
      return (
        <>
          <QuestionPanel row={row} importId={importId} mayAnswer={mayChange} />
          {notes}
          {chart}
        </>
      );
    case 'problem':
      return (
        <>
          <Sentences items={row.problems} preview={preview} />
          {fix}
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
          {fix}
          {chart}
        </>
      );
    case 'gone':
      return (
        <>
          <p>{row.line}.</p>
          <p>The member, notes and plans stay in Hearth. Ask the plan before you end anything.</p>
          {row.memberId && CARE_TEAM.includes(user.role) && <GoneActions memberId={row.memberId} />}
          {chart}
        </>
      );
    case 'new':
      return (
        <>
          <Pairs rows={row.values} />
          {notes}
          {fix}
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
