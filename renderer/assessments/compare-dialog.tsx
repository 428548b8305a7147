import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AssessmentSummary } from '#shared/assessments/contract.ts';
import { orpc } from '../api.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { dayOfInstant } from '../components/time-text.ts';
import styles from './compare-dialog.module.css';

/** Two assessments of one form, question by question; at first only what changed. */
export function CompareDialog({
  pair,
  onClose,
}: {
  readonly pair: { readonly before: AssessmentSummary; readonly after: AssessmentSummary } | null;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      title={pair ? `${pair.after.title}, then and now` : ''}
      opened={pair !== null}
      onClose={onClose}
      size={760}
    >
      {pair && (
        <Rows key={`${pair.before.id} ${pair.after.id}`} before={pair.before.id} after={pair.after.id} />
      )}
    </Dialog>
  );
}

function Rows({ before, after }: { readonly before: string; readonly after: string }) {
  const [all, setAll] = useState(false);
  const query = useQuery(orpc.assessments.compare.queryOptions({ input: { before, after } }));
  if (query.error) return <ErrorLine error={query.error} />;
  if (!query.data) return null;
  const { rows, beforeAt, afterAt } = query.data;
  const changed = rows.filter((row) => row.changed);
  const shown = all ? rows : changed;
  const same = rows.length - changed.length;
  return (
    <div className={styles.compare}>
      {shown.length === 0 ? (
        <p>All {rows.length} answers are the same.</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Question</th>
              <th scope="col">{dayOfInstant(beforeAt)}</th>
              <th scope="col">{dayOfInstant(afterAt)}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.linkId}>
                <th scope="row">{row.question}</th>
                <td>{row.changed ? <del>{row.before ?? 'no answer'}</del> : row.before}</td>
                <td>{row.changed ? <ins>{row.after ?? 'no answer'}</ins> : row.after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {same > 0 && changed.length > 0 && (
        <Button variant="quiet" size="sm" onClick={() => setAll(!all)}>
          {all ? 'Only what changed' : `Show ${same} that stayed the same`}
        </Button>
      )}
    </div>
  );
}
