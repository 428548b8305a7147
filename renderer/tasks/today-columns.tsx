import type { TodayRow } from '#shared/tasks/contract.ts';
import { Clock } from '../components/clock.tsx';
import { ConfirmWithPlan } from '../components/confirm-with-plan.tsx';
import { KindIcon } from '../components/kind-icons.tsx';
import { RowAction, RowName, RowText } from '../components/list-row.tsx';
import type { Column } from '../components/list-types.ts';
import styles from './today.module.css';

/** The columns of Today: what kind, who, what and why, by when, and the action. */
export function todayColumns({
  why,
  onOpen,
}: {
  /** The row whose reason is shown. */
  readonly why: string | null;
  readonly onOpen: (row: TodayRow) => void;
}): readonly Column<TodayRow>[] {
  return [
    { key: 'kind', header: 'Kind', width: '20px', cell: (row) => <KindCell kind={row.kind} /> },
    {
      key: 'who',
      header: 'Member',
      width: '168px',
      cell: (row) => <RowName name={row.name} second={row.line} />,
    },
    {
      key: 'what',
      header: 'What',
      width: 'minmax(120px, 1fr)',
      cell: (row, { selected }) => (
        <>
          <RowText text={row.title} second={row.detail} full={selected} />
          {why === row.id && (
            <p className={styles.why}>
              {row.why} {row.clock?.confirmWithPlan && <ConfirmWithPlan what={row.title} />}
            </p>
          )}
        </>
      ),
    },
    {
      key: 'clock',
      header: 'Clock',
      width: '158px',
      cell: (row) => row.clock && <Clock clock={row.clock} name={`Clock of ${row.title}`} />,
    },
    {
      key: 'action',
      header: 'Action',
      width: '104px',
      align: 'end',
      cell: (row, { selected }) => (
        <RowAction label={row.action} person={row.name} selected={selected} ember onRun={() => onOpen(row)} />
      ),
    },
  ];
}

function KindCell({ kind }: { readonly kind: string }) {
  return (
    <span className={styles.kind}>
      <KindIcon kind={kind} />
      <span className="visually-hidden">{kind.replaceAll('_', ' ')}</span>
    </span>
  );
}
