import type { FieldChange, PreviewRow } from '#shared/roster/contract.ts';
import { RowName } from '../components/list-row.tsx';
import type { Column } from '../components/list-types.ts';
import styles from './roster.module.css';
import { KINDS, placeOf } from './words.tsx';

/** The columns of a comparison: what kind, who, what would happen, where in the file. */
export const rosterColumns: readonly Column<PreviewRow>[] = [
  {
    key: 'kind',
    header: 'Kind',
    width: '16px',
    cell: (row) => {
      const entry = KINDS.find(({ kind }) => kind === row.kind);
      const KindIcon = entry?.icon;
      return KindIcon ? (
        <KindIcon
          size={16}
          stroke={1.75}
          aria-hidden
          className={row.kind === 'problem' ? styles.problemIcon : styles.kindIcon}
        />
      ) : null;
    },
  },
  { key: 'name', header: 'Name', width: 'minmax(174px, 0.5fr)', cell: (row) => <RowName name={row.name} /> },
  {
    key: 'cin',
    header: 'CIN',
    width: '76px',
    cell: (row) => <span className={styles.mono}>{row.cin}</span>,
  },
  {
    key: 'what',
    header: 'What would happen',
    width: 'minmax(160px, 1fr)',
    cell: (row) => <What row={row} />,
  },
  {
    key: 'place',
    header: 'Row',
    width: 'minmax(84px, auto)',
    align: 'end',
    cell: (row) => <span className={styles.place}>{rightOf(row)}</span>,
  },
];

function What({ row }: { readonly row: PreviewRow }) {
  const applied = row.changes.filter((change) => !change.kept);
  const [first, ...more] = applied;
  if (row.kind === 'changed' && first) {
    return (
      <span className={styles.what}>
        <Change change={first} />
        {more.length > 0 && <span className={styles.more}> and {more.length} more</span>}
      </span>
    );
  }
  if (row.kind === 'same' && row.changes.length > 0) {
    return <span className={styles.what}>Corrected here, kept</span>;
  }
  if (row.kind === 'duplicate' && row.question) {
    const said = row.question.answers.find(({ id }) => id === row.answer)?.label;
    return (
      <span className={styles.what}>
        looks like <strong>{row.question.memberName}</strong>
        {said ? <span className={styles.more}>, {said.toLowerCase()}</span> : ', on file'}
      </span>
    );
  }
  return <span className={styles.what}>{row.line}</span>;
}

/** "old → new", the old one struck. */
export function Change({ change }: { readonly change: FieldChange }) {
  return (
    <>
      {change.from === null ? <span className={styles.more}>none</span> : <del>{change.from}</del>}
      <span aria-hidden> → </span>
      <span className="visually-hidden"> becomes </span>
      <ins className={styles.to}>{change.to ?? 'none'}</ins>
    </>
  );
}

function rightOf(row: PreviewRow): string {
  if (row.kind !== 'changed') return placeOf(row);
  const labels = row.changes.filter((change) => !change.kept).map((change) => change.label);
  const [first = '', ...more] = labels;
  const short =
    first === 'CIN' || first === 'ZIP' || first === 'TEL' || first === 'MRN' ? first : lower(first);
  return more.length > 0 ? `${short}, …` : short;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
