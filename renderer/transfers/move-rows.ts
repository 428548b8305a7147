import { api } from '../api.ts';
import { announce } from '../app/announce.tsx';
import { queryClient } from '../app/query-client.ts';
import type { FileRow } from './list-rows.ts';

/** Changes which file goes first; a line that stands for several moves with all of them, past all of its neighbor. */
export function moveInOutbox(rows: readonly FileRow[], row: FileRow, to: 'up' | 'down'): void {
  if (row.way === 'in' || row.file.state === 'sent') return;
  void move(rows, row, to)
    .then((moved) => {
      announce(moved ? `Moved ${to}.` : `It stands ${to === 'up' ? 'first' : 'last'} already.`);
      return queryClient.invalidateQueries();
    })
    .catch(() => undefined);
}

async function move(rows: readonly FileRow[], row: FileRow, to: 'up' | 'down'): Promise<boolean> {
  const groups = rows.filter((one) => one.way === 'many');
  const groupOf = (one: FileRow | undefined) =>
    groups.find((group) => group === one || group.files.some(({ id }) => id === one?.id));
  const own = groupOf(row);
  // Inside an open line a file moves among its own; everything else moves past whole lines.
  const inside = own !== undefined && own !== row;
  const lines = inside ? rows : rows.filter((one) => groupOf(one) !== own || one === row);
  const neighbor = lines[lines.indexOf(row) + (to === 'up' ? -1 : 1)];
  if (!neighbor || (inside && neighbor === own)) return false;
  const past = groupOf(neighbor);
  const by = past && past !== own ? past.files.length : 1;
  if (row.way !== 'many') return (await api.transfers.move({ id: row.id, to, by })).moved;
  // One after the other, from the side they go to, so that their own order stays.
  for (const file of to === 'up' ? row.files : row.files.toReversed()) {
    await api.transfers.move({ id: file.id, to, by });
  }
  return true;
}
