import { dateInWords } from '#shared/dates.ts';
import type { Coded, Difference, ReplayTotals } from '#shared/programs/replay.ts';
import { Button } from '../../components/button.tsx';
import type { Column } from '../../components/list-types.ts';
import { Rail, RailSection } from '../../components/rail.tsx';
import { Tag } from '../../components/tag.tsx';
import styles from './packs.module.css';

/** "$25.00". */
function dollars(cents: number): string {
  return `$${Math.floor(cents / 100).toLocaleString('en-US')}.${String(cents % 100).padStart(2, '0')}`;
}

/** What going live does to a note's line. */
export const EFFECT_WORDS: Readonly<Record<Difference['effect'], string>> = {
  changes: 'changes when live',
  left_already: 'left already, stays',
  earlier_day: 'earlier day, stays',
};

/** The code, or that there is none. */
export const codeOf = ({ code }: Coded) => code ?? 'not billable';

function Change({ old, next }: { readonly old: string; readonly next: string }) {
  if (old === next) return <span className={styles.number}>{next}</span>;
  return (
    <span className={styles.number}>
      <span className={styles.old}>{old}</span> → <strong>{next}</strong>
    </span>
  );
}

/** The columns of the differences; money only where the plan is charged. */
export function differenceColumns(today: string, money: boolean): readonly Column<Difference>[] {
  return [
    { key: 'day', header: 'Day', width: '64px', cell: (row) => dateInWords(row.serviceOn, today) },
    {
      key: 'member',
      header: 'Member',
      width: 'minmax(130px, 1fr)',
      cell: (row) => <strong>{row.memberName}</strong>,
    },
    {
      key: 'code',
      header: 'Code',
      width: 'minmax(200px, 1.4fr)',
      cell: (row) => (
        <>
          <span className={styles.change}>
            <Change old={codeOf(row.old)} next={codeOf(row.new)} />
          </span>
          {row.new.diagnoses && <span className={styles.diagnoses}>{row.new.diagnoses}</span>}
        </>
      ),
    },
    {
      key: 'units',
      header: 'Units',
      width: '64px',
      align: 'end',
      cell: (row) => <Change old={String(row.old.units)} next={String(row.new.units)} />,
    },
    ...(money
      ? [
          {
            key: 'money',
            header: 'Charge',
            width: 'minmax(120px, 0.8fr)',
            align: 'end' as const,
            cell: (row: Difference) => <Change old={dollars(row.old.cents)} next={dollars(row.new.cents)} />,
          },
        ]
      : []),
    {
      key: 'effect',
      header: 'Going live',
      width: '160px',
      cell: (row) => (
        <Tag state={row.effect === 'changes' ? 'due' : 'neutral'}>{EFFECT_WORDS[row.effect]}</Tag>
      ),
    },
  ];
}

/** What the replay added up to. */
export function Totals({ totals, money }: { readonly totals: ReplayTotals; readonly money: boolean }) {
  const { byKind } = totals;
  return (
    <p className={styles.figures} role="status">
      <span>
        <strong>{totals.notes}</strong> {totals.notes === 1 ? 'note' : 'notes'},{' '}
        <strong>{totals.different}</strong> differ, {totals.same} the same
      </span>
      <span>
        {byKind.code ?? 0} other code, {byKind.units ?? 0} other units, {byKind.now_billable ?? 0} now
        billable, {byKind.no_longer_billable ?? 0} no longer, {byKind.diagnosis ?? 0} by diagnosis
      </span>
      <span>
        Units <Change old={String(totals.oldUnits)} next={String(totals.newUnits)} />
      </span>
      {money && (
        <span>
          Charges <Change old={dollars(totals.oldCents)} next={dollars(totals.newCents)} />
        </span>
      )}
    </p>
  );
}

/** One note under both tables. */
export function DifferenceRail({
  difference,
  onOpen,
}: {
  readonly difference: Difference;
  readonly onOpen: () => void;
}) {
  return (
    <Rail label={`About the note of ${difference.memberName}`}>
      <RailSection plain title={difference.memberName} right={`${difference.minutes} min`}>
        <p>
          By {difference.staffName}; {EFFECT_WORDS[difference.effect]}.
        </p>
      </RailSection>
      <RailSection title="As it is" right={codeOf(difference.old)}>
        <p>{difference.old.words}</p>
        {difference.old.diagnoses && <p>{difference.old.diagnoses}</p>}
      </RailSection>
      <RailSection title="Under the draft" right={codeOf(difference.new)}>
        <p>{difference.new.words}</p>
        {difference.new.diagnoses && <p>{difference.new.diagnoses}</p>}
      </RailSection>
      <RailSection>
        <Button size="sm" onClick={onOpen}>
          Open the notes
        </Button>
      </RailSection>
    </Rail>
  );
}
