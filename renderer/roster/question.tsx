import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import type { PreviewRow, RosterAnswer } from '#shared/roster/contract.ts';
import { orpc } from '../api.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { Kbd } from '../components/kbd.tsx';
import { Notice } from '../components/notice.tsx';
import styles from './roster.module.css';

/** Is this the same person? Both sides with their differences, and the answers with their digits. */
export function QuestionPanel({
  row,
  importId,
  mayAnswer,
}: {
  readonly row: PreviewRow;
  readonly importId: string;
  readonly mayAnswer: boolean;
}) {
  const name = useId();
  const answer = useMutation(orpc.roster.answer.mutationOptions());
  const { question } = row;
  const choose = (id: RosterAnswer) => {
    if (!mayAnswer || answer.isPending) return;
    answer.mutate({ importId, rowNumber: row.rowNumber, answer: id });
  };
  useKeys(
    (question?.answers ?? []).map(({ id, label }, index) => ({
      keys: String(index + 1),
      label,
      group: 'screen',
      run: () => choose(id),
    })),
    { enabled: question !== null && mayAnswer },
  );
  if (!question) return null;
  return (
    <>
      <table className={styles.compare}>
        <thead>
          <tr>
            <td />
            <th scope="col">In the file, row {row.rowNumber}</th>
            <th scope="col">In Hearth, {question.standing}</th>
          </tr>
        </thead>
        <tbody>
          {question.sides.map(({ label, file, hearth, differs }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className={differs ? styles.differs : undefined}>{file ?? 'none'}</td>
              <td className={differs ? styles.differs : undefined}>{hearth ?? 'none'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Notice state="neutral" icon={<IconInfoCircle size={17} stroke={1.75} aria-hidden />}>
        {question.because}
      </Notice>
      {answer.error && <ErrorLine error={answer.error} safe="The answer is as it was." />}
      <fieldset className={styles.answers} disabled={!mayAnswer}>
        <legend className="visually-hidden">Is this the same person?</legend>
        {question.answers.map(({ id, label, detail }, index) => (
          <label key={id} className={styles.answer}>
            <input
              type="radio"
              name={name}
              value={id}
              checked={row.answer === id}
              onChange={() => choose(id)}
              aria-keyshortcuts={String(index + 1)}
            />
            <span className={styles.answerText}>
              <span className={styles.answerLabel}>{label}</span>
              <span className={styles.more}>{detail}</span>
            </span>
            <Kbd keys={String(index + 1)} />
          </label>
        ))}
      </fieldset>
    </>
  );
}
