import { IconFileTypePdf, IconPrinter } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { orpc } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { fieldError } from '../../components/error-of.ts';
import { Notice } from '../../components/notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import styles from './recovery-step.module.css';

/** Two different groups to retype, drawn once. */
function drawGroups(count: number): readonly [number, number] {
  const [a = 0, b = 1] = crypto.getRandomValues(new Uint32Array(2));
  const first = a % count;
  const second = (first + 1 + (b % (count - 1))) % count;
  return first < second ? [first, second] : [second, first];
}

/**
 * Step 4: the recovery code, shown once. It is printed, then two of its groups are typed back.
 *
 * It is printed at once, or saved as a sheet that is printed elsewhere, and never kept by Hearth.
 */
export function RecoveryStep({
  code,
  agencyName,
  formId,
  onConfirmed,
}: {
  readonly code: string;
  readonly agencyName: string;
  readonly formId: string;
  readonly onConfirmed: () => void;
}) {
  const groups = code.split('-');
  const [asked] = useState(() => drawGroups(groups.length));
  const [typed, setTyped] = useState<readonly [string, string]>(['', '']);
  const confirm = useMutation({
    ...orpc.vault.confirmRecoveryCode.mutationOptions(),
    meta: { saves: false },
  });
  const save = useMutation({ ...orpc.vault.saveRecoverySheet.mutationOptions(), meta: { saves: false } });
  const printId = useId();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate(
      {
        groups: [
          { index: asked[0], text: typed[0] },
          { index: asked[1], text: typed[1] },
        ],
      },
      { onSuccess: onConfirmed },
    );
  };
  const errors = [0, 1].map((index) => fieldError(confirm.error, `groups.${index}.text`));

  return (
    <>
      <section className={styles.sheet} aria-labelledby={printId} data-print>
        <h2 id={printId} className={styles.sheetTitle}>
          Recovery code for {agencyName}
        </h2>
        <ol className={styles.code} translate="no">
          {groups.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the groups have a fixed place, and two may be alike
            <li key={index}>
              <span className={styles.number}>{index + 1}</span>
              {group}
            </li>
          ))}
        </ol>
        <p className={styles.sheetText}>
          It opens the workspace when the passphrase is forgotten. Keep this paper in a locked place, not with
          the computer.
        </p>
      </section>
      <div className={styles.ways}>
        <Button
          icon={<IconFileTypePdf size={16} stroke={1.75} aria-hidden />}
          busy={save.isPending}
          onClick={() => save.mutate({})}
        >
          Save the sheet as PDF
        </Button>
        <Button icon={<IconPrinter size={16} stroke={1.75} aria-hidden />} onClick={() => window.print()}>
          Print it
        </Button>
      </div>
      {save.data?.fileName && (
        <p className={styles.sheetText} role="status">
          Saved as {save.data.fileName}. Print it, then delete the file.
        </p>
      )}
      {save.error && <ErrorLine error={save.error} />}
      <Notice state="due" title="It is shown only now.">
        Without the passphrase and without this code nobody can open the data, and we cannot either.
      </Notice>
      <form id={formId} className={styles.back} onSubmit={submit}>
        <p className={styles.ask}>
          From the paper, type group {asked[0] + 1} and group {asked[1] + 1}.
        </p>
        {asked.map((group, position) => (
          <TextField
            key={group}
            label={`Group ${group + 1}`}
            mono
            maxLength={8}
            value={typed[position] ?? ''}
            onChange={(value) => setTyped(position === 0 ? [value, typed[1]] : [typed[0], value])}
            error={errors[position] ?? null}
          />
        ))}
      </form>
      {confirm.error && !errors[0] && !errors[1] ? <ErrorLine error={confirm.error} /> : null}
    </>
  );
}
