import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { dateInWords, MONTH_NAMES } from '#shared/dates.ts';
import type { MissingStage } from '#shared/encounters/missing.ts';
import type { ReconciledFile, Reconciliation } from '#shared/encounters/sent.ts';
import { orpc } from '../api.ts';
import { useToday } from '../app/today.ts';
import { Button } from '../components/button.tsx';
import { timeOfDay } from '../components/date-text.ts';
import { DateWord } from '../components/date-word.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Figures, Rail, RailLines, RailSection } from '../components/rail.tsx';
import { StateIcon } from '../components/tag.tsx';
import { ANSWER_WORDS, momentParts } from './answer-words.ts';
import styles from './reconciliation.module.css';
import { countLines, dollars } from './words.ts';

const REASONS = 8;
const ICONS = { received: 'sent', accepted: 'done', rejected: 'held' } as const;
const VERDICTS = { received: 'taken in', accepted: 'accepted', rejected: 'came back' } as const;

/** "Envelope accepted", "9 claims came back": what one answer of a plan says. */
function answerSentence({ kind, level, verdict, count }: ReconciledFile['answers'][number]): string {
  if (level === 'claim' || level === 'line') {
    return `${count} ${level}${count === 1 ? '' : 's'} ${VERDICTS[verdict]}`;
  }
  if (kind === 'ta1' || kind === '999') {
    return `Envelope ${verdict === 'rejected' ? 'refused' : 'accepted'}`;
  }
  return `The whole file ${verdict === 'rejected' ? 'came back' : `was ${VERDICTS[verdict]}`}`;
}

/** Leaves out that a 277CA as a whole was taken in where it goes on to speak of single claims. */
function saysMore(
  { kind, level, verdict, writtenAt }: ReconciledFile['answers'][number],
  _at: number,
  answers: ReconciledFile['answers'],
): boolean {
  if (kind !== '277ca' || level === 'claim' || level === 'line' || verdict !== 'received') return true;
  return answers.every((one) => one.writtenAt !== writtenAt || one.level === level);
}

/** What became of the selected file, why lines came back, what waits too long, and who has no accepted line. */
export function ReconciliationRail({
  report,
  planName,
  file,
  sentOn,
  zone,
  open,
}: {
  readonly report: Reconciliation;
  readonly planName: string;
  readonly file: ReconciledFile;
  /** The day the file went out. */
  readonly sentOn: string;
  readonly zone: string;
  readonly open: (tab: string, file?: string) => void;
}) {
  const today = useToday();
  const most = Math.max(1, ...report.reasons.map((one) => one.count));
  return (
    <Rail label="The selected file">
      <RailSection
        title={`${sentOn === today ? 'Today' : dateInWords(sentOn, today)}, ${planName}`}
        right={countLines(file.sent)}
      >
        <RailLines lines={fileLines(file, sentOn, today, zone)} />
      </RailSection>
      {report.reasons.length > 0 && (
        <RailSection title="Why lines came back" right={report.total.cameBack}>
          <Figures
            rows={report.reasons.slice(0, REASONS).map((one) => ({
              label: one.sentence,
              share: one.count / most,
              value: <span>{one.count}</span>,
            }))}
          />
        </RailSection>
      )}
      {report.late.length > 0 && (
        <RailSection
          title="Waiting longer than usual"
          right={report.late.reduce((sum, one) => sum + one.lines, 0)}
        >
          <ul className={styles.late}>
            {report.late.map((one) => (
              <li key={one.batchId}>
                <p>{one.sentence}</p>
                <Button size="sm" onClick={() => open('sent', one.batchId)}>
                  Show {countLines(one.lines)}
                </Button>
              </li>
            ))}
          </ul>
        </RailSection>
      )}
      <NoAcceptedLine today={today} onOpen={() => open('missing')} />
    </Rail>
  );
}

/** Sent, then every answer in the order it came, then what was paid and what goes out again. */
function fileLines(file: ReconciledFile, sentOn: string, today: string, zone: string) {
  return [
    {
      key: 'sent',
      icon: <StateIcon state="sent" />,
      text: file.usage === 'T' ? 'Sent as a TEST' : 'Sent',
      second: (
        <>
          <DateWord date={sentOn} today={today} />, {timeOfDay(file.sentAt, zone)}, control{' '}
          {file.controlNumber}
        </>
      ),
    },
    ...file.answers
      .filter(saysMore)
      .slice(-12)
      .map((answer) => {
        const { date, time } = momentParts(answer.writtenAt);
        return {
          key: `${answer.kind} ${answer.level} ${answer.writtenAt} ${answer.verdict}`,
          icon: <StateIcon state={ICONS[answer.verdict]} />,
          text: answerSentence(answer),
          second: (
            <>
              {ANSWER_WORDS[answer.kind]}
              {date && (
                <>
                  , <DateWord date={date} today={today} />
                </>
              )}
              {time && `, ${time}`}
            </>
          ),
        };
      }),
    ...(file.paidCents === null
      ? []
      : [
          {
            key: 'paid',
            icon: <StateIcon state="neutral" />,
            text: `${dollars(file.paidCents)} paid`,
            second: 'by the plan’s payment advices',
          },
        ]),
    ...(file.corrected > 0
      ? [
          {
            key: 'corrected',
            icon: <IconPencil size={15} stroke={1.75} aria-hidden />,
            text: `${file.corrected} corrected`,
            second: 'they go out again',
          },
        ]
      : []),
  ];
}

/** How far the members came who have no accepted line, in the order of what can still be done about them. */
const STAGES: readonly (readonly [MissingStage, one: string, many: string])[] = [
  ['to_send', 'has a line in To send', 'have a line in To send'],
  ['built', 'stands in a file that is not sent', 'stand in a file that is not sent'],
  ['sent', 'waits for the plan', 'wait for the plan'],
  ['came_back', 'came back', 'came back'],
  ['none', 'had no service yet', 'had no service yet'],
];

/** Enrolled members of the month whom the plan does not count yet, and how far each came. */
function NoAcceptedLine({ today, onOpen }: { readonly today: string; readonly onOpen: () => void }) {
  const query = useQuery(orpc.encounters.missing.queryOptions({ input: { month: today.slice(0, 7) } }));
  if (query.error) return <ErrorLine error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data || query.data.enrolled === 0) return null;
  const { rows } = query.data;
  const parts = STAGES.flatMap(([stage, one, many]) => {
    const count = rows.filter((row) => row.stage === stage).length;
    return count === 0 ? [] : [`${count.toLocaleString('en-US')} ${count === 1 ? one : many}`];
  });
  const month = MONTH_NAMES[Number(today.slice(5, 7)) - 1];
  return (
    <RailSection title="No accepted line yet" right={`${month}, ${rows.length.toLocaleString('en-US')}`}>
      {rows.length === 0 ? (
        <p>Everybody enrolled this month has one.</p>
      ) : (
        <div className={styles.late}>
          <p>{parts.join(', ')}.</p>
          <Button size="sm" onClick={onOpen}>
            Show {rows.length === 1 ? 'the member' : 'the members'}
          </Button>
        </div>
      )}
    </RailSection>
  );
}
