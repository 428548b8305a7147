import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { PreviewRow, RowKind } from '#shared/roster/contract.ts';
import { orpc } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { queryClient } from '../app/query-client.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './roster.module.css';

/** Fix here: the cells that keep a row out, typed anew; the file itself stays as the plan sent it. */
export function FixForm({
  row,
  importId,
  onFixed,
}: {
  readonly row: PreviewRow;
  readonly importId: string;
  readonly onFixed: (kind: RowKind) => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useKept<Readonly<Record<string, string>>>('FixForm.typed', {}, row.id);
  const fix = useMutation(orpc.roster.fixRow.mutationOptions());
  const wrong = new Map(row.problems.flatMap(({ column, sentence }) => (column ? [[column, sentence]] : [])));
  const whole = row.problems.some(({ column, field }) => column === null && field === '');
  const cells = row.cells.filter(({ letter, was }) => whole || wrong.has(letter) || was !== null);
  const shown = cells.length > 0 ? cells : row.cells.slice(0, 4);
  useKeys(
    [
      {
        keys: 'f',
        label: 'Fix here',
        group: 'screen',
        run: () => form.current?.querySelector('input')?.focus(),
      },
    ],
    { enabled: shown.length > 0 },
  );
  if (shown.length === 0) return null;
  const send = (changes: Readonly<Record<string, string | null>>) =>
    fix.mutate(
      { importId, rowNumber: row.rowNumber, cells: changes },
      {
        onSuccess: async ({ kind, problems }) => {
          // The rows are new ones after a comparison: whoever jumps must find those.
          await queryClient.invalidateQueries();
          announce(kind === 'problem' ? (problems[0]?.sentence ?? 'The row still stays out.') : 'Fixed.');
          onFixed(kind);
        },
      },
    );
  const changed = Object.entries(typed).filter(
    ([letter, text]) => text !== row.cells.find((cell) => cell.letter === letter)?.text,
  );
  return (
    <form
      ref={form}
      className={styles.fix}
      aria-label="Fix here"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed.length > 0) send(Object.fromEntries(changed));
      }}
    >
      {shown.map(({ letter, heading, text, was }) => (
        <TextField
          key={letter}
          label={heading || `Column ${letter}`}
          help={was === null ? `column ${letter}` : `in the file: ${was === '' ? 'blank' : was}`}
          value={typed[letter] ?? text}
          onChange={(value) => setTyped((now) => ({ ...now, [letter]: value }))}
          error={typed[letter] === undefined || typed[letter] === text ? wrong.get(letter) : undefined}
        />
      ))}
      {fix.error && <ErrorLine error={fix.error} safe="The row is as it was." />}
      <div className={styles.fixButtons}>
        {shown.some(({ was }) => was !== null) && (
          <Button
            size="sm"
            variant="quiet"
            onClick={() =>
              send(
                Object.fromEntries(
                  shown.filter(({ was }) => was !== null).map(({ letter }) => [letter, null]),
                ),
              )
            }
          >
            As in the file
          </Button>
        )}
        <Button
          type="submit"
          size="sm"
          keys="Enter"
          busy={fix.isPending}
          disabledReason={changed.length > 0 ? null : 'Type the right value first'}
        >
          Fix row {row.rowNumber}
        </Button>
      </div>
    </form>
  );
}
