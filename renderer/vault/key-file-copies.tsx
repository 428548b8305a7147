import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { dateInWords } from '#shared/dates.ts';
import type { KeyFileCopy } from '#shared/vault/contract.ts';
import { orpc } from '../api.ts';
import { Button } from '../components/button.tsx';
import { localToday, timeOfDay } from '../components/date-text.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { Pairs } from '../components/rail.tsx';
import styles from './trouble-page.module.css';

const WHERE: Readonly<Record<KeyFileCopy['source'], string>> = {
  previous: 'beside the data, from before its last change',
  backup: 'in the newest backup',
};

function when(at: string): string {
  return `${dateInWords(at.slice(0, 10), localToday())}, ${timeOfDay(at)}`;
}

/**
 * The copies of a missing key file, the newest first; the first one is the screen's next step.
 *
 * @returns nothing when there is none, and the screen's other way out takes the lead.
 */
export function KeyFileCopies({ copies }: { readonly copies: readonly KeyFileCopy[] }) {
  const client = useQueryClient();
  const put = useMutation({ ...orpc.vault.useKeyFileCopy.mutationOptions(), meta: { saves: false } });
  return (
    <>
      {copies.map((copy, index) => (
        <div key={copy.source} className={styles.copy}>
          <Pairs
            rows={[
              { label: 'Copy', value: WHERE[copy.source] },
              { label: 'Of', value: when(copy.at) },
              { label: 'Opens for', value: copy.people.join(', ') },
            ]}
          />
          <Button
            variant={index === 0 ? 'ember' : 'default'}
            {...(index === 0 ? { keys: 'Ctrl+Enter' } : {})}
            busy={put.isPending}
            onClick={() =>
              put.mutate({ source: copy.source }, { onSettled: () => void client.resetQueries() })
            }
          >
            {copy.source === 'previous' ? 'Use the copy beside the data' : 'Use the copy in the backup'}
          </Button>
        </div>
      ))}
      {put.error && <ErrorLine error={put.error} />}
    </>
  );
}

/** Reads which copies there are; asked only while the key file is missing. */
export function useKeyFileCopies(enabled: boolean): readonly KeyFileCopy[] {
  const copies = useQuery({ ...orpc.vault.keyFileCopies.queryOptions({ input: {} }), enabled });
  return enabled ? (copies.data ?? []) : [];
}
