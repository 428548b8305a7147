import { useQuery } from '@tanstack/react-query';
import type { CaseloadRow } from '#shared/members/contract.ts';
import { orpc } from '../api.ts';
import { PANELS } from '../app/panel/panels.tsx';
import { startNote } from '../app/panel/start-note.ts';
import { useToday } from '../app/today.ts';
import { Button } from '../components/button.tsx';
import { Clock } from '../components/clock.tsx';
import { ConfirmWithPlan } from '../components/confirm-with-plan.tsx';
import { DateWord } from '../components/date-word.tsx';
import { Flags } from '../components/flag.tsx';
import { KindIcon, modeWords } from '../components/kind-icons.tsx';
import { Pairs, Rail, RailLines, RailSection } from '../components/rail.tsx';
import styles from './caseload.module.css';
import { ageLine, flagsOf, languageFlag, phoneWords, pronounWords } from './member-words.tsx';

/**
 * The rail of the caseload: the selected member at a glance.
 *
 * What the list already holds shows at once. Space peeks into the chart (next steps, contacts); only that is a look
 * into the record, and leaves its row in the history.
 */
export function CaseloadRail({
  row,
  peek,
  onPeek,
  onOpen,
}: {
  readonly row: CaseloadRow;
  readonly peek: boolean;
  readonly onPeek: () => void;
  readonly onOpen: () => void;
}) {
  const today = useToday();
  const words = pronounWords(row.pronouns);
  return (
    <Rail label={`About ${row.name}`}>
      <RailSection plain>
        <h2 className={styles.railName}>{row.name}</h2>
        <p className={styles.railLine}>{ageLine(row)}</p>
        <p className={styles.railLine}>
          CIN <span className="mono">{row.cin}</span>, {row.planName}
        </p>
        <div className={styles.railFlags}>
          <Flags
            items={[...(row.language ? [languageFlag(row.language, false)] : []), ...flagsOf(row)]}
            max={4}
          />
        </div>
        <div className={styles.railButtons}>
          <Button size="sm" keys="Enter" onClick={onOpen}>
            Open
          </Button>
          {PANELS.note && (
            <Button size="sm" keys="n" onClick={startNote}>
              Note
            </Button>
          )}
          {!peek && (
            <Button size="sm" keys="Space" onClick={onPeek}>
              Peek
            </Button>
          )}
        </div>
      </RailSection>
      {row.clock && (
        <RailSection title="Next clock">
          <Clock clock={row.clock} name="Next clock" />
          {row.clock.confirmWithPlan && (
            <p>
              <ConfirmWithPlan what={row.clock.label} />
            </p>
          )}
        </RailSection>
      )}
      {peek && <Peek memberId={row.id} today={today} />}
      <RailSection title={`Reach ${words.object}`}>
        <Pairs
          rows={[
            { label: 'Phone', value: phoneWords(row.phone) ?? 'none on file' },
            { label: 'Language', value: row.language },
            {
              label: 'Last seen',
              value: row.lastContact ? (
                <>
                  <DateWord date={row.lastContact.on} today={today} />,{' '}
                  {modeWords(row.lastContact.mode).toLowerCase()}
                  {row.lastContact.place ? `, ${row.lastContact.place}` : ''}
                </>
              ) : (
                'never'
              ),
            },
            { label: 'Lead', value: row.lead?.name ?? 'nobody yet' },
          ]}
        />
      </RailSection>
    </Rail>
  );
}

function Peek({ memberId, today }: { readonly memberId: string; readonly today: string }) {
  const chart = useQuery(orpc.members.chart.queryOptions({ input: { id: memberId } }));
  if (!chart.data) return null;
  const { nextSteps, recentContacts } = chart.data;
  return (
    <>
      <RailSection title="Next">
        {nextSteps.length === 0 ? (
          <p className="quiet">Nothing is planned.</p>
        ) : (
          <RailLines
            lines={nextSteps.slice(0, 3).map((step) => ({
              key: step.id,
              icon: <KindIcon kind={step.kind} size={15} />,
              text: step.title,
              second: step.clock?.label,
            }))}
          />
        )}
      </RailSection>
      <RailSection title="Last three contacts">
        {recentContacts.length === 0 && <p className="quiet">No contact yet.</p>}
        {recentContacts.slice(0, 3).map((contact) => (
          <div key={contact.noteId} className={styles.contact}>
            <DateWord date={contact.on} today={today} />
            <span>
              {contact.title}
              <span className={styles.railLine}>
                <br />
                {contact.summary}
              </span>
            </span>
          </div>
        ))}
      </RailSection>
    </>
  );
}
