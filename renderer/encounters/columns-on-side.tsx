import styles from './encounters.module.css';

/** Rows of a sheet on their side, so that they fit a rail: each heading with its value in every row. */
export function ColumnsOnSide({
  columns,
}: {
  readonly columns: readonly { readonly heading: string; readonly values: readonly string[] }[];
}) {
  return (
    <table className={styles.cells}>
      <tbody>
        {columns.map(({ heading, values }) => (
          <tr key={heading}>
            <th scope="row">{heading}</th>
            {values.map((value, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same
              <td key={line}>{value === '' ? <span className="quiet">empty</span> : value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
