import { useMutation, useQuery } from '@tanstack/react-query';
import type { SentLineRow } from '#shared/encounters/sent.ts';
import { countUnits } from '#shared/programs/units.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { DateWord } from '../components/date-word.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Pairs, Rail, RailSection } from '../components/rail.tsx';
import { TextField } from '../components/text-field.tsx';
import { AGAIN_WORDS, ANSWER_WORDS, momentParts } from './answer-words.ts';
import styles from './encounters.module.css';
import { countLines, dollars } from './words.ts';

const FREQUENCY: Readonly<Record<string, string>> = {
  '7': 'a replacement, frequency 7',
  '8': 'taken back, frequency 8',
};

/** One sent line: what the plan says in plain words, the segments themselves, and what correcting does. */
export function SentRail({ row }: { readonly row: SentLineRow }) {
  const today = useToday();
  const { answer } = row;
  const moment = answer ? momentParts(answer.writtenAt) : null;
  return (
    <Rail label="The selected line">
      <RailSection title={row.memberName} right={row.planName} plain>
        <Pairs
          rows={[
            { label: 'Service', value: <DateWord date={row.serviceOn} today={today} /> },
            { label: 'Code', value: <span className="mono">{`${row.code}, ${countUnits(row.units)}`}</span> },
            { label: 'Sent as', value: FREQUENCY[row.frequency] },
            { label: 'Our claim', value: <span className="mono">{row.claimNumber}</span> },
            {
              label: 'Plan’s claim',
              value: row.planNumber ? <span className="mono">{row.planNumber}</span> : 'no number yet',
            },
            {
              label: 'Paid',
              value: answer?.payment
                ? `${dollars(answer.payment.paidCents)} of ${dollars(answer.payment.chargedCents)}${answer.payment.trace ? `, payment ${answer.payment.trace}` : ''}`
                : null,
            },
            { label: 'File', value: row.usage === 'T' ? `${row.fileName}, TEST` : row.fileName },
          ]}
        />
      </RailSection>
      <RailSection
        title="What the plan says"
        right={answer && moment ? `${ANSWER_WORDS[answer.kind]}, ${moment.time}` : undefined}
      >
        {row.reasons.length === 0 && <p className="quiet">{row.sentence || 'Nothing yet.'}</p>}
        <ul className={styles.reasons}>
          {row.reasons.map((reason) => (
            <li key={`${reason.code} ${reason.segment}`}>
              {reason.sentence}
              {reason.note && <span className="quiet"> {reason.note}</span>}
            </li>
          ))}
        </ul>
        {answer && (
          <pre className={styles.segments}>
            {answer.segments.slice(0, 12).map((segment, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the segments of an answer never change their places
              <span key={index} className={MARKED.test(segment) ? styles.marked : undefined}>
                {`${segment}${answer.kind === 'sheet' ? '' : '~'}\n`}
              </span>
            ))}
          </pre>
        )}
      </RailSection>
      {row.state === 'came_back' && row.current && (
        <RailSection title="Correcting">
          <p>
            {AGAIN_WORDS[row.again]} {row.fix && `The field is ${row.fix.label}.`}
          </p>
        </RailSection>
      )}
      {row.state === 'accepted' && row.current && <TakeBack row={row} />}
      <OurSegments row={row} />
    </Rail>
  );
}

/** Segments that carry the verdict. */
const MARKED = /^(STC|IK3|IK4|TA1|CLP|SVC|CAS)/;

/** The line as it stands in the file that was sent. */
function OurSegments({ row }: { readonly row: SentLineRow }) {
  const file = useQuery(
    orpc.encounters.batch.queryOptions({ input: { id: row.batchId }, staleTime: Number.POSITIVE_INFINITY }),
  );
  const segments = file.data?.segments ?? [];
  const from = segments.findIndex((segment) => segment.startsWith(`CLM*${row.claimNumber}*`));
  if (from < 0) return null;
  const rest = segments.slice(from + 1).findIndex((segment) => /^(CLM|HL|SE)\*/.test(segment));
  const claim = segments.slice(from, from + 1 + rest);
  return (
    <RailSection title="The claim as it was sent" right={`from segment ${from + 1}`}>
      <pre className={styles.segments}>{claim.join('\n')}</pre>
    </RailSection>
  );
}

/** Asks why, then sends the claim once more to take it back. */
function TakeBack({ row }: { readonly row: SentLineRow }) {
  const [asking, setAsking] = useKept('TakeBack.asking', false, row.lineNumber);
  const [reason, setReason] = useKept('TakeBack.reason', '', row.lineNumber);
  const take = useMutation(
    orpc.encounters.takeBack.mutationOptions({
      onSuccess: ({ changed }) => {
        setAsking(false);
        showToast({ text: `${countLines(changed)} taken back with the next file.` });
      },
    }),
  );
  return (
    <RailSection title="Not right after all">
      <Button
        size="sm"
        disabledReason={row.planNumber ? null : 'The plan gave the claim no number of its own'}
        onClick={() => setAsking(true)}
      >
        Take back…
      </Button>
      <Dialog title="Take this claim back?" opened={asking} onClose={() => setAsking(false)}>
        <div className={styles.fixForm}>
          <p>The whole claim goes to the plan once more, to be struck there. The signed note stays.</p>
          <TextField label="Why" value={reason} onChange={setReason} />
          {take.error && <ErrorLine error={take.error} safe="The claim is as before." />}
          <Button
            variant="ember"
            busy={take.isPending}
            disabledReason={reason.trim() === '' ? 'Say why' : null}
            onClick={() => take.mutate({ lineNumbers: [row.lineNumber], reason: reason.trim() })}
          >
            Take back
          </Button>
        </div>
      </Dialog>
    </RailSection>
  );
}
