import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { NoteRow } from '#shared/notes/contract.ts';
import { coreServices } from '#shared/programs/services.ts';
import { orpc } from '../api.ts';
import { openPanel } from '../app/panel/panel-state.ts';
import { useKept } from '../app/unfinished.ts';
import { DateWord } from '../components/date-word.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { KindIcon, ModeIcon } from '../components/kind-icons.tsx';
import { ListTable } from '../components/list-table.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import type { State } from '../components/states.ts';
import { Tag } from '../components/tag.tsx';
import { useChart } from '../members/chart-context.tsx';
import { NoteAfter } from './note-after.tsx';
import styles from './notes-tab.module.css';

const LIMIT = 200;

const LINE_STATES: Readonly<Record<string, State>> = {
  held: 'held',
  built: 'sent',
  sent: 'sent',
  accepted: 'done',
};

/** The chart's notes: what is next, then every note, newest service first; Enter opens one in full. */
export function NotesTab() {
  const { memberId, chart, today } = useChart();
  const search = useSearch({ strict: false }) as { readonly note?: string };
  const [open, setOpen] = useKept<string | null>('NotesTab.open', search.note ?? null);
  const query = useQuery(orpc.notes.list.queryOptions({ input: { memberId, limit: LIMIT } }));
  if (query.error) return <ErrorLine error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows />;
  const { notes, total } = query.data;
  const toggle = (note: NoteRow) => {
    if (note.state === 'draft') openPanel({ kind: 'note', memberId, id: note.id });
    else setOpen((now) => (now === note.id ? null : note.id));
  };
  return (
    <div className={styles.tab}>
      {chart.nextSteps.length > 0 && (
        <section aria-label="Next steps">
          <h2 className={styles.heading}>Next steps</h2>
          <ul>
            {chart.nextSteps.slice(0, 3).map((step) => (
              <li key={step.id} className={styles.step}>
                <KindIcon kind={step.kind} />
                <span className={styles.stepTitle}>{step.title}</span>
                {step.dueOn && <DateWord date={step.dueOn} today={today} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      <h2 className={styles.heading}>
        Notes <span className={styles.count}>{total}</span>
      </h2>
      {notes.length === 0 && (
        <EmptyState fact="No notes yet." next="Press n to write one; every keystroke is kept." />
      )}
      {notes.length > 0 && (
        <ListTable
          label="Notes"
          headless
          rowKey={(note) => note.id}
          rowName={(note) => `${note.title}, ${note.serviceOn}`}
          rowHeight={58}
          groups={[{ key: 'all', rows: notes }]}
          onOpen={toggle}
          onPeek={toggle}
          total={total}
          columns={[
            {
              key: 'note',
              header: 'Note',
              width: 'minmax(0, 1fr)',
              cell: (note) => <NoteCell note={note} open={open === note.id} today={today} />,
            },
          ]}
        />
      )}
    </div>
  );
}

function NoteCell({
  note,
  open,
  today,
}: {
  readonly note: NoteRow;
  readonly open: boolean;
  readonly today: string;
}) {
  return (
    <div className={styles.cell}>
      <span className={styles.icon}>
        <ModeIcon mode={note.mode ?? ''} />
      </span>
      <div className={styles.note}>
        <span className={styles.title}>{note.strike ? <s>{note.title}</s> : note.title}</span>
        {open ? <NoteText id={note.id} /> : <span className={styles.summary}>{note.summary}</span>}
        {note.state === 'draft' ? (
          <Tag state="incomplete">not signed</Tag>
        ) : note.strike ? (
          <Tag state="held">struck</Tag>
        ) : note.cosign && !note.cosign.signedAt ? (
          <Tag state="held">waits for {note.cosign.askedOf} to sign</Tag>
        ) : (
          note.line && <Tag state={LINE_STATES[note.line.state] ?? 'neutral'}>{note.line.words}</Tag>
        )}
      </div>
      <span className={styles.day}>
        <DateWord date={note.serviceOn} today={today} />
      </span>
    </div>
  );
}

/** A signed note in full: its text, services, goals, who was there, who signed it. */
function NoteText({ id }: { readonly id: string }) {
  const query = useQuery(orpc.notes.get.queryOptions({ input: { id } }));
  if (query.error) return <ErrorLine error={query.error} />;
  if (!query.data) return null;
  const { content, author, staffName } = query.data;
  const labels = new Map(coreServices('ECM').map((one) => [one.id, one.label]));
  const facts = [
    content.services.map((service) => labels.get(service) ?? service).join(', '),
    content.goals.map((goal) => `“${goal.label}”`).join(', '),
    content.present && `With ${content.present}`,
    content.diagnoses.map((diagnosis) => diagnosis.code).join(', '),
    staffName === author ? `By ${author}` : `${staffName}, written by ${author}`,
  ].filter(Boolean);
  return (
    <>
      <p className={styles.text}>{content.text}</p>
      <p className={styles.facts}>{facts.join(' · ')}</p>
      {query.data.state === 'signed' && <NoteAfter note={query.data} />}
    </>
  );
}
