import { useQuery } from '@tanstack/react-query';
import { dateInWords } from '#shared/dates.ts';
import { orpc } from '../../api.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Tag } from '../../components/tag.tsx';
import styles from '../record/record.module.css';

const MET_WORDS = {
  yes: 'Both gates are met.',
  no: 'Not met with what is on file.',
  not_known: 'Not known yet. The rows below say what is missing.',
} as const;
const ANSWERS = {
  yes: ['done', 'Yes'],
  no: ['neutral', 'No'],
  not_known: ['incomplete', 'Not known'],
} as const;
const GATES = [
  ['condition', 'Conditions, one of these'],
  ['acuity', 'Acuity, one of these'],
] as const;

/** Conditions × acuity of the Health Homes Program: every answer with the facts and sources that made it so. */
export function Eligibility({ memberId, today }: { readonly memberId: string; readonly today: string }) {
  const query = useQuery(orpc.members.eligibility.queryOptions({ input: { id: memberId } }));
  if (query.error) return <ErrorLine error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows />;
  const { met, rows, source } = query.data;
  return (
    <section className={styles.section} aria-label="HHP eligibility">
      <h2 className={styles.title}>HHP eligibility</h2>
      <p className={styles.entryTitle}>{MET_WORDS[met]}</p>
      <p className={styles.quiet}>{source} A screen, not a decision.</p>
      {GATES.map(([gate, title]) => (
        <div key={gate}>
          <h3 className={styles.title}>{title}</h3>
          <ul className={styles.list}>
            {rows
              .filter((row) => row.gate === gate)
              .map((row) => {
                const [state, words] = ANSWERS[row.answer];
                return (
                  <li key={row.id} className={styles.entry}>
                    <div className={styles.line}>
                      <p className={styles.detail}>
                        <Tag state={state}>{words}</Tag> {row.words}
                      </p>
                      {row.facts.map((fact) => (
                        <p key={`${fact.text} ${fact.on}`} className={styles.quiet}>
                          {fact.text} · {fact.source}
                          {fact.on ? `, ${dateInWords(fact.on, today)}` : ''}
                        </p>
                      ))}
                      {row.confirm && <p className={styles.quiet}>{row.confirm}</p>}
                    </div>
                  </li>
                );
              })}
          </ul>
        </div>
      ))}
    </section>
  );
}
