import { NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { CARE_TEAM } from '#shared/roles.ts';
import { orpc } from '../api.ts';
import { useSession } from '../app/session.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import fieldStyles from '../components/field.module.css';
import { Notice } from '../components/notice.tsx';
import styles from './roster.module.css';
import type { Preview } from './roster-rail.tsx';

const KEPT = '';

/** How the file's headings are understood, beside the first values under each; every one can be changed. */
export function ColumnTable({ preview }: { readonly preview: Preview }) {
  const { user } = useSession();
  const choose = useMutation(orpc.roster.chooseColumn.mutationOptions());
  const roster = preview.import;
  const fixed = roster.state !== 'preview' || !CARE_TEAM.includes(user.role);
  const fields = [
    { value: KEPT, label: 'Keep as it is' },
    ...preview.fields.map(({ field, label }) => ({ value: field, label })),
  ];
  return (
    <div className={styles.columns}>
      {preview.missing.length > 0 && (
        <Notice
          state="due"
          title={`Which column is ${preview.missing.map(({ label }) => label).join(', ')}?`}
        >
          No heading says so in words Hearth knows. Choose below; the plan’s next files are read the same way.
        </Notice>
      )}
      {preview.notices.map((notice) => (
        <Notice key={notice}>{notice}</Notice>
      ))}
      {choose.error && <ErrorLine error={choose.error} safe="The columns are as they were." />}
      <table className={styles.columnTable}>
        <caption className={styles.caption}>
          Read as {preview.encoding}
          {preview.delimiter === null ? '' : `, cells divided by ${preview.delimiter}`}. Columns without a
          field are kept word for word.
        </caption>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Heading in the file</th>
            <th scope="col">First values</th>
            <th scope="col">Field in Hearth</th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map((column) => (
            <tr key={column.letter}>
              <td className={styles.mono}>{column.letter}</td>
              <th scope="row">{column.heading || '(no heading)'}</th>
              <td className={styles.samples}>{column.samples.join(', ')}</td>
              <td>
                {fixed ? (
                  (column.label ?? 'kept as it is')
                ) : (
                  <NativeSelect
                    size="xs"
                    aria-label={`Field of column ${column.letter}, ${column.heading}`}
                    data={fields}
                    value={column.field ?? KEPT}
                    disabled={choose.isPending}
                    classNames={{ input: fieldStyles.input ?? '' }}
                    onChange={(event) =>
                      choose.mutate({
                        importId: roster.id,
                        letter: column.letter,
                        field: event.currentTarget.value || null,
                      })
                    }
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
