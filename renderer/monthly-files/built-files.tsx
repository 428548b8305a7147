import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { MonthlyFile, MonthlyKind } from '#shared/monthly-files/contract.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { monthWords } from '../components/month-text.ts';
import { RailSection } from '../components/rail.tsx';
import { moment } from '../transfers/words.ts';
import styles from './monthly-files.module.css';

/** The files that were built for the plan before, each with a way to save it. */
export function BuiltFiles({ planId, kind }: { readonly planId: string; readonly kind: MonthlyKind }) {
  const list = useQuery(orpc.monthlyFiles.list.queryOptions({ input: { planId } }));
  const save = useMutation(
    orpc.monthlyFiles.saveFile.mutationOptions({
      meta: { saves: false },
      onSuccess: ({ fileName }) => {
        if (fileName) showToast({ text: `Saved a copy as ${fileName}.` });
      },
    }),
  );
  const files = (list.data?.files ?? []).filter((file) => file.kind === kind);
  if (files.length === 0) return null;
  const stands = (file: MonthlyFile) =>
    file.sentAt === null ? 'waits in Transfers' : `sent ${moment(file.sentAt)}`;
  return (
    <RailSection title="Built before" right={files.length}>
      {save.error && <ErrorLine error={save.error} />}
      <ul className={styles.files}>
        {files.slice(0, 12).map((file) => (
          <li key={file.id}>
            <span className={styles.fileName}>{file.fileName}</span>
            <span className="quiet">
              {monthWords(file.month)}, {file.rows} rows, {stands(file)}
            </span>
            <Button
              size="sm"
              icon={<IconDownload size={15} stroke={1.75} aria-hidden />}
              busy={save.isPending}
              onClick={() => save.mutate({ id: file.id })}
            >
              Save a copy
            </Button>
          </li>
        ))}
      </ul>
    </RailSection>
  );
}
