import type { ReconciledFile } from '#shared/encounters/sent.ts';
import { DateWord } from '../components/date-word.tsx';
import type { Column } from '../components/list-types.ts';
import { Tag } from '../components/tag.tsx';
import { ANSWER_WORDS, momentParts } from './answer-words.ts';
import styles from './reconciliation.module.css';

interface Setting {
  readonly today: string;
  readonly zone: string;
  readonly open: (tab: string, file: string) => void;
}

/** What the plan has said so far, in a word or two. */
function AnswerWord({ file, today }: { readonly file: ReconciledFile; readonly today: string }) {
  if (file.lateDays > 0) return <Tag state="due">late</Tag>;
  const last = file.answers.at(-1);
  if (!last) return <Tag state="sent">no answer yet</Tag>;
  if (file.waiting > 0 && file.waiting < file.sent) return <Tag state="due">part answered</Tag>;
  const { date } = momentParts(last.writtenAt);
  return (
    <Tag state={file.waiting > 0 ? 'sent' : file.cameBack === file.sent ? 'held' : 'done'}>
      {ANSWER_WORDS[last.kind]}
      {date && (
        <>
          , <DateWord date={date} today={today} />
        </>
      )}
    </Tag>
  );
}

/** The columns of the reconciliation: each figure opens the lines behind it. */
export function fileColumns({ today, zone, open }: Setting): readonly Column<ReconciledFile>[] {
  const figure =
    (tab: string, word: string, value: (file: ReconciledFile) => number) => (file: ReconciledFile) =>
      value(file) === 0 ? (
        <span className="quiet">0</span>
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className={styles.figure}
          aria-label={`${value(file)} ${word}, ${file.title}`}
          onClick={() => open(tab, file.batchId)}
        >
          {value(file)}
        </button>
      );
  return [
    {
      key: 'file',
      header: 'File',
      width: 'minmax(170px, 1.6fr)',
      cell: (file) => (
        <span>
          <strong>{file.title}</strong> {file.usage === 'T' && <Tag state="due">TEST</Tag>}
        </span>
      ),
    },
    {
      key: 'sent',
      header: 'Sent',
      width: '76px',
      cell: (file) => (
        <span className="quiet">
          <DateWord
            date={new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(file.sentAt))}
            today={today}
          />
        </span>
      ),
    },
    { key: 'lines', header: 'Lines', width: '64px', align: 'end', cell: (file) => file.sent },
    {
      key: 'accepted',
      header: 'Accepted',
      width: '84px',
      align: 'end',
      cell: figure('accepted', 'accepted', (file) => file.accepted),
    },
    {
      key: 'came',
      header: 'Came back',
      width: '92px',
      align: 'end',
      cell: figure('came_back', 'came back', (file) => file.cameBack),
    },
    {
      key: 'waiting',
      header: 'Waiting',
      width: '76px',
      align: 'end',
      cell: figure('sent', 'waiting', (file) => file.waiting),
    },
    {
      key: 'answer',
      header: 'Answer',
      width: 'minmax(130px, 1fr)',
      cell: (file) => <AnswerWord file={file} today={today} />,
    },
  ];
}
