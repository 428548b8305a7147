import { useQuery } from '@tanstack/react-query';
import { dateInWords } from '#shared/dates.ts';
import type { ReconciledFile } from '#shared/encounters/sent.ts';
import { orpc } from '../api.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { GroupHeader } from '../components/group-header.tsx';
import { ListTable } from '../components/list-table.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import styles from './reconciliation.module.css';
import { sentColumns } from './sent-columns.tsx';
import { useCorrect } from './use-correct.ts';
import { countLines } from './words.ts';

/** How many lines stand there before all are asked for. */
const FEW = 5;
const LIMIT = 500;

/** The lines of a file that came back: why, in plain words, and the way to the field that puts each right. */
export function CameBackLines({
  file,
  sentOn,
  onOpen,
}: {
  readonly file: ReconciledFile;
  /** The day the file went out. */
  readonly sentOn: string;
  /** Opens all of them on their own page, for files with more than can stand here. */
  readonly onOpen: () => void;
}) {
  const today = useToday();
  const [all, setAll] = useKept('CameBackLines.all', false, file.batchId);
  const [selected, setSelected] = useKept<string | null>('CameBackLines.selected', null, file.batchId);
  const query = useQuery(
    orpc.encounters.sentLines.queryOptions({
      input: { state: 'came_back', batchId: file.batchId, limit: LIMIT },
    }),
  );
  const rows = query.data?.rows ?? [];
  const shown = all ? rows : rows.slice(0, FEW);
  const current = shown.find((row) => row.lineNumber === selected) ?? shown[0];
  const { correctOne, correctMany, error } = useCorrect();
  useKeys([
    {
      keys: 'm',
      label: 'Correct many alike',
      group: 'list',
      run: () => correctMany(rows.filter((row) => row.sentence === current?.sentence)),
    },
  ]);
  const reasons = new Set(rows.map((row) => row.sentence)).size;
  const header = (
    <GroupHeader
      title={`Came back, ${dateInWords(sentOn, today)}`}
      count={
        query.data
          ? `${countLines(file.cameBack)}, ${reasons} ${reasons === 1 ? 'reason' : 'reasons'}`
          : countLines(file.cameBack)
      }
      right={
        file.cameBack > FEW &&
        query.data && (
          <button
            type="button"
            className={styles.more}
            onClick={() => (file.cameBack > LIMIT ? onOpen() : setAll(!all))}
          >
            {all ? `All shown, show ${FEW}` : `${FEW} shown, show all ${file.cameBack}`}
          </button>
        )
      }
    />
  );
  return (
    <section aria-label="Lines of the file that came back">
      {error && <ErrorLine error={error} safe="The line is as before." />}
      {query.error && <ErrorLine error={query.error} onRetry={() => void query.refetch()} />}
      <div className={styles.cameBack}>{header}</div>
      {query.isPending && <SkeletonRows rows={Math.min(FEW, file.cameBack)} />}
      {rows.length > 0 && (
        <ListTable
          label="Lines that came back"
          headless
          primary={false}
          columns={sentColumns(today, correctOne)}
          groups={[{ key: file.batchId, rows: shown }]}
          rowKey={(row) => row.lineNumber}
          rowName={(row) => `${row.memberName}, ${row.serviceOn}, ${row.sentence}`}
          rowHeight={36}
          selected={current?.lineNumber ?? null}
          onSelect={setSelected}
          onOpen={correctOne}
          total={file.cameBack}
        />
      )}
    </section>
  );
}
