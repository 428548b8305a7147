import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { orpc } from '../api.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { CloseForm } from '../outreach/end-forms.tsx';
import styles from './roster.module.css';

/**
 * What can be done about a member the plan no longer lists: nothing, end the outreach, or end the enrollment.
 *
 * Each is an act of its own with its own undo, apart from the roster: the plan's file alone never ends care.
 */
export function GoneActions({ memberId }: { readonly memberId: string }) {
  const [closing, setClosing] = useKept('GoneActions.closing', false);
  const card = useQuery(orpc.outreach.card.queryOptions({ input: { memberId } }));
  if (!card.data) return null;
  if (closing) return <CloseForm card={card.data} onClose={() => setClosing(false)} />;
  const { readOnly, status, name } = card.data;
  return (
    <div className={styles.goneActions}>
      <p className={styles.more}>Kept, unless you end something yourself.</p>
      {!readOnly && (
        <Button size="sm" onClick={() => setClosing(true)} aria-label={`Close outreach, ${name}`}>
          Close outreach
        </Button>
      )}
      {status === 'enrolled' && (
        <Link to={`/members/${memberId}` as never}>End the enrollment in the chart</Link>
      )}
    </div>
  );
}
